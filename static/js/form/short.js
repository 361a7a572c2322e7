/* The short way: the same steps in two groups on one screen, five of them confirmed with one tap. */

export function startShort(form, saving) {
  const container = document.getElementById("short");
  const hopes = document.getElementById("hopes");
  const steps = [...form.querySelectorAll("[data-number]")];
  const card = container.querySelector(".together");
  const five = steps.filter((step) => "together" in step.dataset);
  const slot = (name) => container.querySelector(`[data-slot="${name}"]`);
  const radio = (step, value) => step.querySelector(`[name$="-answer"][value="${value}"]`);
  const isOpen = (step) => !step.querySelector('[name$="-answer"]:checked');
  let isOn = false;

  function arrange(wanted) {
    if (wanted === isOn) return;
    isOn = wanted;
    for (const step of steps) {
      if (!wanted) form.append(step);
      else slot(card && five.includes(step) ? "together" : step.dataset.moment).append(step);
    }
    if (wanted) slot("hopes").append(hopes);
    else form.append(hopes);
  }

  function showCard() {
    if (!card) return document.getElementById("one-by-one").remove();
    card.querySelector("button").hidden = !five.some(isOpen);
    card.querySelector(".done").hidden = five.some(isOpen);
  }

  async function confirm(event) {
    event.preventDefault();
    saving.say("saving");
    const open = five.filter(isOpen);
    try {
      const response = await saving.call("together/", "POST", {});
      if (!response.ok) throw new Error(response.status);
      saving.say("saved");
    } catch {
      // goes with the whole form, which says so to the server
      form.querySelector("input[name=together]").disabled = false;
      saving.say("waiting");
    }
    for (const step of open) radio(step, "done").checked = true;
    saving.marked(open);
    showCard();
  }

  showCard();
  card?.querySelector("button").addEventListener("click", confirm);
  form.addEventListener("change", () => card && showCard());
  return { arrange, isOn: () => isOn };
}
