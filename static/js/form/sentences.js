/* Sentences to say, in the client's language: put into the note, shown to the client in large type, and there without
   a network. Answers that follow from what was ticked or written. */

import { pocketOf, refresh } from "../phone/pocket.js";
import { startCards } from "./cards.js";

export function startSentences(form, stores) {
  const pattern = document.getElementById("sentence").content;
  const answers = (step) => [...step.querySelectorAll('[name$="-answer"]')];

  /** Whoever ticks what was offered or writes a reason down has done the step. */
  function markDone(step) {
    const done = answers(step).find((radio) => radio.value === "done");
    if (done && !answers(step).some((radio) => radio.checked)) done.checked = true;
  }

  function insert(button) {
    const step = button.closest(".step");
    const note = step.querySelector('textarea[name$="-note"]');
    const sentence = button.parentElement.querySelector("[data-show]").textContent;
    note.value = note.value ? `${note.value}\n${sentence}` : sentence;
    note.closest("details").open = true;
    markDone(step);
    note.dispatchEvent(new Event("change", { bubbles: true }));
    note.focus();
  }

  // -- the client's language --------------------------------------------------------------------------------------

  const languageOf = (name) => form.querySelector(`[name="${name}"]:checked`)?.dataset.language;
  const clientsLanguage = () => languageOf("who") ?? languageOf("about") ?? document.documentElement.lang;

  /** A pocket that knows this form's sentences. */
  async function pocketHere() {
    const { vault } = await stores;
    const version = form.dataset.version;
    const kept = await pocketOf(vault);
    return kept?.said?.[version] ? kept : refresh(vault).catch(() => undefined);
  }

  async function follow() {
    const language = clientsLanguage();
    if (!language || language === form.dataset.language) return;
    const kept = await pocketHere();
    const said = kept?.said?.[form.dataset.version];
    if (!said || language !== clientsLanguage()) return;
    form.dataset.language = language;
    const name = Intl.DisplayNames ? new Intl.DisplayNames([language], { type: "language" }).of(language) : language;
    for (const fold of form.querySelectorAll("[data-said]")) {
      write(fold, said[fold.dataset.said]?.[language] ?? [], language, name);
    }
    for (const list of form.querySelectorAll("[data-norm]")) {
      const text = kept.norms?.[list.dataset.norm]?.[language];
      if (text) fillList(list, [text], language);
    }
    form.dispatchEvent(new Event("said"));
  }

  function write(fold, sentences, language, name) {
    fillList(fold.querySelector("ul"), sentences, language);
    fold.querySelector("[data-language-name]").textContent = name;
    fold.hidden = !sentences.length;
  }

  function fillList(list, sentences, language) {
    list.replaceChildren(...sentences.map(line));
    list.lang = language;
  }

  function line(sentence) {
    const item = pattern.cloneNode(true);
    item.querySelector("[data-show]").textContent = sentence;
    item.querySelector("[data-insert]").lang = document.documentElement.lang;
    return item;
  }

  // what the server wrote as plain quotations becomes something to tap
  for (const list of form.querySelectorAll("[data-said] ul, [data-norm]")) {
    list.replaceChildren(...[...list.querySelectorAll("q")].map((quote) => line(quote.textContent)));
  }
  startCards(form);

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insert(button);
  });
  // before the form saves: capture
  form.addEventListener(
    "change",
    (event) => {
      const { name, value, checked } = event.target;
      if (name === "who" || name === "about") follow();
      const step = event.target.closest(".step");
      if (!step) return;
      if (/-(entries|clauses)$/.test(name) ? checked : name.endsWith("-reason") && value) markDone(step);
      if (name.endsWith("-answer") && value === "not_done") step.querySelector(".note").open = true;
    },
    { capture: true },
  );
  const words = form.elements.request_verbatim;
  const echo = () => (form.querySelector("[data-echo]").textContent = words.value);
  form.addEventListener("filled", (event) => {
    if (event.target.id !== "basics") return;
    follow();
    echo();
  });
  words.addEventListener("input", echo);
  echo(); // what this phone kept was filled in before this began
  follow();
}
