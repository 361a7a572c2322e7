/* Small help inside the steps: sentences in the client's language, words put into the note, answers that follow. */

export function startSentences(form, saving) {
  const answers = (step) => [...step.querySelectorAll('[name$="-answer"]')];

  /** Whoever ticks what was offered or writes a reason down has done the step. */
  function markDone(step) {
    const done = answers(step).find((radio) => radio.value === "done");
    if (done && !answers(step).some((radio) => radio.checked)) done.checked = true;
  }

  function insert(button) {
    const step = button.closest(".step");
    const note = step.querySelector('textarea[name$="-note"]');
    const sentence = button.parentElement.querySelector("q").textContent;
    note.value = note.value ? `${note.value}\n${sentence}` : sentence;
    note.closest("details").open = true;
    markDone(step);
    note.dispatchEvent(new Event("change", { bubbles: true }));
    note.focus();
  }

  async function follow(language) {
    const response = await saving.call("", "GET");
    if (!response.ok) return;
    const { said } = await response.json();
    form.dataset.language = language;
    const name = new Intl.DisplayNames([language], { type: "language" }).of(language);
    for (const fold of form.querySelectorAll("[data-said]")) fill(fold, said[fold.dataset.said] ?? [], language, name);
  }

  function fill(fold, sentences, language, name) {
    const list = fold.querySelector("ul");
    list.replaceChildren(...sentences.map(line));
    list.lang = language;
    fold.querySelector("[data-language-name]").textContent = name;
    fold.hidden = !sentences.length;
  }

  function line(sentence) {
    const item = document.getElementById("sentence").content.cloneNode(true);
    item.querySelector("q").textContent = sentence;
    item.querySelector("button").lang = document.documentElement.lang;
    return item;
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insert(button);
  });
  // before the form saves: capture
  form.addEventListener(
    "change",
    (event) => {
      const { name, value, checked } = event.target;
      const step = event.target.closest(".step");
      if (!step) return;
      if (name.endsWith("-entries") ? checked : name.endsWith("-reason") && value) markDone(step);
      if (name.endsWith("-answer") && value === "not_done") step.querySelector(".note").open = true;
    },
    { capture: true },
  );
  form.elements.request_verbatim.addEventListener("input", (event) => {
    form.querySelector("[data-echo]").textContent = event.target.value;
  });
  saving.onSaved((section, answer) => {
    const language = answer.client_language;
    if (language && language !== form.dataset.language) follow(language);
  });
}
