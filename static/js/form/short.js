/* The short way: the same steps in two groups on one screen, five of them confirmed with one tap. */

export function startShort(form, keeping) {
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
      else slot(!card.hidden && five.includes(step) ? "together" : step.dataset.moment).append(step);
    }
    if (wanted) slot("hopes").append(hopes);
    else form.append(hopes);
  }

  function showCard() {
    document.getElementById("one-by-one").hidden = card.hidden;
    card.querySelector("button").hidden = !five.some(isOpen);
    card.querySelector(".done").hidden = five.some(isOpen);
  }

  async function confirm(event) {
    event.preventDefault();
    const open = five.filter(isOpen);
    for (const step of open) radio(step, "done").checked = true;
    for (const step of open) step.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
    showCard();
    await keeping.together(open);
  }

  showCard();
  card.querySelector("button").addEventListener("click", confirm);
  for (const name of ["change", "filled"]) form.addEventListener(name, showCard);
  return { arrange, isOn: () => isOn };
}
