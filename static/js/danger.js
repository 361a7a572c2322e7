/* Someone is in danger: kept on this phone first, sent by itself, and said plainly where it is. Without this file the
   page is a form; where this phone keeps nothing and the network is there, it stays one. */

import { newId } from "./phone/keys.js";
import { open } from "./phone/opened.js";

const BLANK = "00000000-0000-0000-0000-000000000000";
const PATIENCE = 6000;

/** `stores`: {vault, drafts, sync} or the promise of them. */
export function startDanger(form, stores) {
  const box = document.getElementById("danger-state");
  const field = (name) => form.elements[name];
  let id = form.dataset.draft === BLANK ? newId() : form.dataset.draft;
  // a report with nothing but this is about no kind yet, and guided by the general protocol
  const general = { version: form.dataset.generalVersion, safety: form.dataset.generalSafety };
  let isFallback = false;
  let patience = 0;

  function say(state, { reference = "", address = "/", reason = "" } = {}) {
    for (const part of box.querySelectorAll("[data-danger-state]")) part.hidden = part.dataset.dangerState !== state;
    box.querySelector("[data-reason]").textContent = reason;
    const link = box.querySelector("[data-reference]");
    link.textContent = reference;
    link.href = `${address}receipt/`;
    document.querySelector('button[form="danger"]').parentElement.hidden = state !== "refused";
    scrollTo({ top: 0, behavior: "instant" });
    box.focus({ preventScroll: true });
  }

  function said(answer) {
    const danger = form.querySelector("[name=danger_for]:checked")?.value ?? "";
    return { answer, danger, words: field("what_happened").value.trim(), reach: reachIfChanged() };
  }

  /** Only what was ticked or written here: the draft may know more. */
  function reachIfChanged() {
    const boxes = [...form.querySelectorAll("[name=reach]")];
    const words = field("reach_words");
    const isChanged = boxes.some((box) => box.checked !== box.defaultChecked) || words.value !== words.defaultValue;
    return isChanged ? { reach: boxes.filter((box) => box.checked).map((box) => box.value), reach_words: words.value } : null;
  }

  /** Into the draft that is there, whose words go with it; or a fresh one with nothing but this. */
  async function keep(drafts, { answer, danger, words, reach }) {
    const standing = isFallback ? null : await drafts.load(id);
    const { kind = "", version = "", safety, written = "" } = isFallback ? general : form.dataset;
    const language = document.documentElement.lang;
    const isBegun = !isFallback && "begun" in form.dataset;
    if (!standing) await drafts.begin({ id, kind, version, language, isBegun });
    const content = (name) => standing?.sections?.[name]?.content ?? {};
    const before = content("basics").what_happened ?? written;
    const told = [before, words].filter(Boolean).join("\n");
    if (words) await drafts.keep(id, "basics", { ...content("basics"), what_happened: told }, { what_happened: before });
    if (reach) await drafts.keep(id, "hopes", { ...content("hopes"), ...reach });
    await drafts.keep(id, safety, { ...content(safety), answer });
    if (danger) await drafts.danger(id, danger);
    await drafts.wantSent(id);
  }

  async function send(answer) {
    say("sending");
    const { vault, drafts, sync } = await stores;
    if (!vault.isKept && navigator.onLine) return plainly(answer);
    const told = said(answer);
    try {
      await keep(drafts, told);
    } catch {
      return plainly(answer); // this phone is full
    }
    listen(sync, drafts, told, vault.isKept);
    patience = setTimeout(waiting, PATIENCE, vault.isKept);
    if (!(await sync.now(id))) waiting(vault.isKept);
  }

  function waiting(isKept) {
    clearTimeout(patience);
    if (box.querySelector('[data-danger-state="sending"]').hidden) return;
    box.querySelector("[data-kept]").hidden = !isKept;
    box.querySelector("[data-not-kept]").hidden = isKept;
    say("waiting");
  }

  function listen(sync, drafts, told, isKept) {
    if (listen.isOn) return;
    listen.isOn = true;
    const ours = (act) => (detail) => detail.id === id && act(detail);
    sync.on("sent", ours(({ reference, address }) => done("sent", { reference, address })));
    sync.on("refused", ours((detail) => !detail.section && refused(sync, drafts, told, isKept, detail)));
    sync.on("away", () => done("away"));
    sync.on("other_person", () => done("away"));
  }

  function done(state, detail) {
    clearTimeout(patience);
    say(state, detail);
  }

  /** Something in the draft stands in the way: the alarm goes alone, the draft stays as it is. */
  async function refused(sync, drafts, told, isKept, { missing = [], detail = "" }) {
    const reason = missing.map((row) => row.text ?? row.code).join(" ") || detail;
    if (isFallback) return done("refused", { reason });
    isFallback = true;
    await drafts.notSent(id);
    id = newId();
    await keep(drafts, told);
    if (!(await sync.now(id))) waiting(isKept);
  }

  function plainly(answer) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "answer", value: answer });
    form.append(hidden);
    form.submit();
  }

  form.addEventListener("submit", (event) => {
    if (!event.submitter) return; // an old browser: as without this file
    event.preventDefault();
    send(event.submitter.value);
  });
}

const form = document.getElementById("danger");
if (form && document.body.dataset.person) startDanger(form, open(document.body.dataset.person));
