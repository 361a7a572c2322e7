/* Where to turn, on this phone: a place of the pocket is given without a network, its card shown in any language. What was
   given stands in the draft, or waits for a sent report, and goes once, under its own id. */

import { newId } from "./keys.js";
import { open } from "./opened.js";

const FIELDS = ["explained_procedure", "client_decision", "reason", "unblocks", "next_step_on"];
const put = (root, name, text) => root.querySelectorAll(`[data-${name}]`).forEach((slot) => (slot.textContent = text));

function element(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}

function fillLines(list, card) {
  list.lang = card.language;
  list.replaceChildren(...card.lines.map(({ label, texts }) => {
    const line = document.createElement("div");
    line.append(element("dt", label), ...texts.map((text) => element("dd", text)));
    return line;
  }));
}

// -- giving one ----------------------------------------------------------------------------------------------------

/** `subject`: {draft} or {reference}, and `back`, the page to go on with. */
export function startGiving(main, { drafts, queue }, place, entry, subject, language) {
  const form = main.querySelector("#give");
  const choice = form.elements.language;
  const dialog = main.querySelector("#place-card");
  const asks = form.querySelector("[data-asks]");
  asks.hidden = !place.asks_procedure;

  function say() {
    const { phrase, wrong, card } = place.in[choice.value];
    put(main, "name", card.name);
    for (const [name, text] of [["phrase", phrase], ["wrong", wrong]]) {
      const slot = main.querySelector(`[data-${name}]`);
      Object.assign(slot, { textContent: text, lang: choice.value });
    }
    put(dialog, "title", card.title);
    dialog.querySelector("[data-card]").lang = choice.value;
    main.querySelectorAll("[data-lines]").forEach((list) => fillLines(list, card));
  }

  function show() {
    form.elements.card_given.checked = true;
    dialog.showModal();
    dialog.querySelector("[data-card]").focus();
  }

  function missing() {
    const isAsked = place.asks_procedure && !form.elements.explained_procedure.value;
    const fault = main.querySelector("[data-fault]");
    fault.textContent = place.missing.join(" ") || (isAsked ? fault.dataset.explain : "");
    fault.hidden = !fault.textContent;
    if (!fault.hidden) fault.focus();
    return !fault.hidden;
  }

  function given() {
    const said = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]).filter(([, value]) => value));
    const seen = { id: newId(), entry, revision: place.revision, given_at: new Date().toISOString() };
    return { ...seen, language: choice.value, card_given: form.elements.card_given.checked, ...said };
  }

  async function keep() {
    const referral = given();
    const name = place.in[document.documentElement.lang]?.card.name ?? place.in.en.card.name;
    if (subject.draft) {
      await drafts.mark(subject.draft, (draft) => ({ referrals: [...(draft.referrals ?? []), { ...referral, name }], touchedAt: Date.now() }));
    } else {
      const path = `incidents/${subject.reference}/referrals/`;
      await queue.add({ id: referral.id, subject: subject.reference, path, body: referral, label: name });
    }
    location.assign(subject.back);
  }

  choice.value = place.in[language] ? language : "en";
  choice.addEventListener("change", say);
  main.querySelector("[data-show]").addEventListener("click", show);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (missing() || form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    keep().finally(() => form.removeAttribute("aria-busy"));
  });
  say();
}

// -- what still waits here -----------------------------------------------------------------------------------------

/** What was given in this draft and is not on the server yet, with what was said against it. */
export function startKept(section, { drafts, sync }, id) {
  const shape = section.querySelector("template");

  function row(referral) {
    const card = shape.content.firstElementChild.cloneNode(true);
    put(card, "name", ` ${referral.name}`);
    card.querySelector("[data-waits]").hidden = Boolean(referral.refused);
    const reason = card.querySelector("[data-reason]");
    reason.textContent = referral.refused ?? "";
    reason.hidden = !referral.refused;
    card.querySelector("[data-drop]").addEventListener("click", () => drop(referral.id));
    return card;
  }

  const drop = (gone) => drafts.mark(id, (draft) => ({ referrals: draft.referrals.filter((one) => one.id !== gone), touchedAt: Date.now() }));

  async function show() {
    const waiting = (await drafts.load(id))?.referrals ?? [];
    section.querySelector("[data-list]").replaceChildren(...waiting.map(row));
    section.hidden = !waiting.length;
  }

  drafts.onChange((change) => change.id === id && show());
  sync.on("saved", ({ section: name }) => name === "referrals" && show());
  return show();
}

const served = document.querySelector("main [data-kept][data-draft]");
const owner = document.body.dataset.person;
if (served && owner) open(owner).then((held) => startKept(served, held, served.dataset.draft));
