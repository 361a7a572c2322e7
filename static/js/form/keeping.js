/* Keeping first, sending second: every change is on this phone before anything else happens to it, and goes to the
   server when there is a way. Where this phone keeps nothing, it goes to the server alone, and the bar says so. */

import { contentOf, fill, isAnswered, sectionsOf } from "./fill.js";
import { newId } from "../phone/keys.js";
import { APART, fillAll, merged, moved, pairs, servedBy, typedIn } from "./opening.js";
import { startWord, stateOf } from "./word.js";

const WHILE_TYPING = 400;
const AFTER_TYPING = 900;
const UNFILLED = 3000; // longer than that nobody is kept from writing, however slow the phone is
const TYPED = "textarea, input:not([type=radio], [type=checkbox], [type=file])";

/** `isServed`: the form holds what the server has; else it is blank (the shell). */
export function startKeeping(form, stores, isServed) {
  const id = form.dataset.draft;
  const served = servedBy(form, isServed);
  const word = startWord(form.dataset.login);
  const touched = new Set(typedIn(form, served));
  const listeners = { saved: [], draft: [], filling: [], opened: [] };
  const told = { isKept: true, isFull: false, isUnsaved: false, isAway: false, isOther: false };
  let typing = 0;
  let sending = 0;
  let work = Promise.resolve();
  let draft = null;
  let opened = null; // what was found then
  let isOver = false; // sent, or thrown away
  let drafts, sync;

  const tell = (name, ...details) => listeners[name].forEach((listener) => listener(...details));
  const inTurn = (act) => (work = work.then(act, act));

  // -- opening --------------------------------------------------------------------------------------------------

  /** Nobody writes into a field that is about to be filled; whoever does already goes on, and her words stay. */
  async function open() {
    form.inert = !form.contains(document.activeElement);
    const timer = setTimeout(ready, UNFILLED);
    try {
      await fillIn();
    } finally {
      clearTimeout(timer);
      ready();
    }
    tell("opened", draft, opened);
    if (touched.size) flush().then(() => sync?.soon());
  }

  const ready = () => (form.inert = false);

  async function fillIn() {
    const { vault, ...rest } = await stores;
    drafts = rest.drafts;
    told.isKept = vault.isKept;
    draft = await drafts.load(id).catch(() => undefined);
    const isDamaged = Boolean(draft?.fault || draft?.isRepaired);
    const words = await (draft && !draft.fault ? meet() : receive());
    drafts.onChange((change) => change.id === id && inTurn(() => changed(change)));
    await refresh();
    opened = { isDamaged, words };
  }

  /** From here on it is sent as well. */
  async function go() {
    await isOpen;
    const held = await stores;
    sync = held.sync ?? (await held.going).sync;
    listen();
    sync.soon();
  }

  /** Known here already. */
  async function meet() {
    const { kind, version } = form.dataset;
    const keys = pairs(form.dataset.keys);
    const known = isServed ? { kind, reporter: form.dataset.reporter ?? "", isBegun: true, isGone: false } : {};
    const next = (standing) => {
      const { sections, words } = moved(form, standing, keys);
      return { version, keys, words, ...known, isRepaired: false, sections: isServed ? merged(form, sections, served) : sections };
    };
    draft = (await quietly(drafts.mark(id, next))) ?? { ...draft, ...next(draft) };
    tell("filling", draft);
    const words = fillAll(form, draft.sections, served);
    for (const number of [...draft.together, ...(isServed ? [] : (draft.wasTogether ?? []))]) confirmStep(number);
    return [...(draft.words ?? []), ...words];
  }

  /** New on this phone: what the server's page holds stands here from now on, so that it is there without a network. */
  async function receive() {
    const { kind, version, language, reporter = "" } = form.dataset;
    const rows = [...served].map(([name, { content, based }]) => [name, { content, based, state: "saved", faults: {} }]);
    const sections = isServed ? Object.fromEntries(rows) : {};
    const fresh = { id, kind, version, language, reporter, keys: pairs(form.dataset.keys), isBegun: isServed, sections, isRepaired: false };
    draft = await quietly(drafts.begin(fresh));
    return [];
  }

  function confirmStep(number) {
    const step = form.querySelector(`[data-number="${number}"]`);
    if (step && !isAnswered(step)) fill(step, { ...contentOf(step), answer: "done" });
  }

  /** A phone that is full or refuses: the page goes on, the server keeps. */
  async function quietly(act) {
    try {
      return await act;
    } catch (error) {
      if (!error.code) throw error;
      told.isFull = true;
      return undefined;
    }
  }

  // -- a change -------------------------------------------------------------------------------------------------

  async function keep(section) {
    touched.delete(section);
    const content = contentOf(section);
    try {
      draft = await drafts.keep(id, section.id, content, served.get(section.id).based);
      Object.assign(told, { isFull: false, isUnsaved: false });
    } catch (error) {
      if (!error.code) throw error;
      await saveOnly(section, content);
    }
  }

  /** This phone takes nothing more: the server alone keeps it. */
  async function saveOnly(section, content) {
    const path = `drafts/${id}/${section.dataset.save}`;
    const isStep = Boolean(section.dataset.save);
    Object.assign(told, { isFull: true, isUnsaved: true });
    if (isStep && !isAnswered(section)) return;
    await isGoing;
    const based = served.get(section.id).based;
    const body = isStep ? { ...content, based_on: based.revision } : { ...content, seen: based };
    try {
      const answer = await sync.call(path, isStep ? "PUT" : "PATCH", body);
      if (!answer.ok) return;
      served.set(section.id, { content, based: isStep ? { revision: answer.data.revision } : { ...content } });
      told.isUnsaved = false;
      tell("saved", section, answer.data);
    } catch {
      touched.add(section);
    }
  }

  /** "I did these as described": kept as one act, so that it is told as one. */
  function together(steps) {
    const numbers = steps.map((step) => Number(step.dataset.number));
    return inTurn(async () => {
      const before = draft?.together ?? [];
      draft = (await quietly(drafts.together(id, [...new Set([...before, ...numbers])]))) ?? draft;
      if (told.isFull) await sync?.call(`drafts/${id}/together/`, "POST", {}, newId())?.catch(() => {});
      for (const step of steps) tell("saved", step, { step: step.dataset.number });
      refreshWord();
      sync?.soon();
    });
  }

  /** Where somebody is, so that she goes on there. */
  let place = "";
  function goTo(where) {
    if (where === place || where === "sent" || isOver) return;
    place = where;
    if (drafts) inTurn(() => quietly(drafts.goTo(id, where)));
  }

  /** Everything that was written up to now is kept when this is done. */
  function flush() {
    clearTimeout(typing);
    typing = 0;
    return inTurn(async () => {
      if (!drafts) return;
      for (const section of [...touched]) await keep(section);
      refreshWord();
    });
  }

  function touch(section, isTyped) {
    if (section?.dataset.save === undefined || isOver) return;
    touched.add(section);
    word.say("saving");
    if (!isTyped) return void flush().then(() => sync?.soon());
    typing ||= setTimeout(flush, WHILE_TYPING);
    clearTimeout(sending);
    sending = setTimeout(() => flush().then(() => sync?.soon()), AFTER_TYPING);
  }

  /** Steps that the server answered by itself (together, or absent): what it has of them now. */
  async function learn() {
    const answer = await sync.call(`drafts/${id}/`, "GET").catch(() => ({}));
    if (!answer.ok) return;
    const rows = answer.data.answers.map(({ step, revision, content }) => [`step-${step}`, { content, based: { revision }, state: "saved", faults: {} }]);
    for (const [name, row] of rows) served.set(name, row);
    const isQuiet = (section) => !section || section.state === "saved";
    const learned = ({ sections }) => ({ ...sections, ...Object.fromEntries(rows.filter(([name]) => isQuiet(sections[name]))) });
    await inTurn(() => quietly(drafts.mark(id, (standing) => ({ sections: learned(standing) }))));
  }

  // -- what was heard -------------------------------------------------------------------------------------------

  function listen() {
    const note = (changes) => (Object.assign(told, changes), refreshWord());
    sync.on("saved", ({ id: of, section, answer }) => {
      note({ isAway: false, isOther: false });
      if (of === id && section === APART) learn();
      if (of === id && sectionsOf(form).has(section)) tell("saved", sectionsOf(form).get(section), answer);
    });
    sync.on("away", () => note({ isAway: true }));
    sync.on("other_person", () => note({ isOther: true }));
    sync.on("waiting", () => refreshWord());
    sync.on("full", () => note({ isFull: true }));
  }

  /** This tab, another one, or the server changed the draft: what nobody is writing in follows. */
  async function changed({ what, section: name, isElsewhere, reference }) {
    if (what === "discarded" || what === "forgotten" || what === "sent") {
      isOver = true; // nothing is begun anew by a field that is still open
      if (reference) draft = { ...draft, reference, refused: null };
      return refreshWord();
    }
    await refresh();
    const section = sectionsOf(form).get(name);
    const isFollowing = (isElsewhere && what === "kept") || what === "rebased";
    if (!isFollowing || !section || touched.has(section) || !draft?.sections[name]) return;
    const { content } = draft.sections[name];
    if (JSON.stringify(content) !== JSON.stringify(contentOf(section))) fill(section, content);
  }

  async function refresh() {
    const found = await drafts.load(id).catch(() => draft);
    if (found?.isTogetherTold && draft && !draft.isTogetherTold) learn();
    draft = found && !found.fault ? found : draft;
    refreshWord();
    tell("draft", draft);
  }

  const refreshWord = () => word.say(stateOf(draft, told), { reference: draft?.reference });

  // -- events ---------------------------------------------------------------------------------------------------

  const sectionOf = (field) => field.closest(".screen");
  form.addEventListener("change", (event) => touch(sectionOf(event.target), false));
  form.addEventListener("input", (event) => event.target.matches(TYPED) && touch(sectionOf(event.target), true));
  // the return key of a phone's keyboard ends the field, it does not send the form
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    event.target.blur();
  });
  const leave = () => flush().then(() => sync?.now(id));
  addEventListener("pagehide", leave);
  document.addEventListener("doorstep-leaving", (event) => event.detail.push(flush())); // the quick exit waits for it
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());

  const isOpen = inTurn(open);
  const isGoing = go();
  isGoing.catch(() => {}); // without what sends, this phone keeps
  return {
    id,
    flush,
    touch,
    goTo,
    together,
    quietly,
    isOpen,
    isGoing,
    draft: () => draft,
    drafts: () => drafts,
    sync: () => sync,
    isKept: () => told.isKept && !told.isFull,
    onSaved: (listener) => listeners.saved.push(listener),
    onDraft: (listener) => (listeners.draft.push(listener), opened && listener(draft)),
    beforeFilling: (listener) => listeners.filling.push(listener),
    onOpened: (listener) => (listeners.opened.push(listener), opened && listener(draft, opened)),
    /** One request of the draft, as before: `path` follows its address. */
    call: async (path, method, body) => (await isGoing, sync.call(`drafts/${id}/${path}`, method, body)),
  };
}
