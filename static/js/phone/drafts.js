/* The drafts on this phone: kept before anything else happens to them, gone only when the server has them. No page and
   no network here: the worker uses it too. */

import { agreed, away, begunAnew, blank, chosen, differing, faulty, inDanger, modern, rebased, tried, withoutFile, written } from "./draft.js";
import { forgetFile } from "./files.js";
import { newId } from "./keys.js";

const STORE = "drafts";
const NOTES = "pocket";
const NOTE = "sent-";
const DAY = 24 * 60 * 60 * 1000;
const NOTE_DAYS = 7;

export async function openDrafts(vault) {
  const listeners = new Set();
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel("doorstep") : null;

  function tell(change) {
    for (const listener of listeners) listener({ ...change, isElsewhere: false });
    channel?.postMessage({ draft: change });
  }
  channel?.addEventListener("message", ({ data }) => {
    if (data?.draft) for (const listener of listeners) listener({ ...data.draft, isElsewhere: true });
  });

  /** Times only: what the list is sorted by stands outside of the cipher. */
  const plain = (draft) => ({ startedAt: draft.startedAt, touchedAt: draft.touchedAt, isDiscarded: Boolean(draft.isDiscarded) });

  const isHere = (draft) => Boolean(draft && !draft.isDiscarded);

  /** A record that cannot be read gives way to the generation before it, or to an empty one that the new words go into. */
  async function repair(id, error) {
    if (error.code !== "damaged") throw error;
    const draft = { ...(error.before ?? blank(id, { isBegun: true })), isRepaired: true };
    await vault.put(STORE, id, draft, plain(draft));
    tell({ id, what: "repaired" });
  }

  async function change(id, next, told) {
    const turn = () => vault.update(STORE, id, (draft) => next(isHere(draft) ? modern(draft) : blank(id)), plain);
    const draft = await turn().catch((error) => repair(id, error).then(turn));
    tell({ id, ...told });
    return draft;
  }

  /** The same, but only where it is still on this phone. */
  async function changeIfThere(id, next, told) {
    const turn = () => vault.update(STORE, id, (draft) => (isHere(draft) ? next(modern(draft)) : undefined), plain);
    const draft = await turn().catch((error) => repair(id, error).then(turn));
    if (draft) tell({ id, ...told });
    return draft;
  }

  async function load(id) {
    try {
      const draft = await vault.get(STORE, id);
      return draft?.isDiscarded ? undefined : modern(draft);
    } catch (error) {
      if (error.code !== "damaged") throw error;
      return error.before ? { ...error.before, isRepaired: true } : { id, fault: "damaged", sections: {}, files: [] };
    }
  }

  async function begin({ id = newId(), ...begun }) {
    const draft = await change(id, (standing) => ({ ...standing, ...begun }), { what: "begun" });
    return draft;
  }

  async function lines() {
    const rows = await vault.list(STORE);
    const drafts = rows.map((row) => (row.fault ? { id: row.id, fault: row.fault, ...row.plain } : { ...modern(row.value) }));
    return drafts.sort((one, other) => other.touchedAt - one.touchedAt);
  }

  /** `based`: what the server had of it when the page was made; only for a section that is new here. */
  const keep = (id, section, content, based) =>
    change(id, (draft) => written(draft, section, content, based, newId()), { section, what: "kept" });

  /** Gone from here at once; that the server forgets it as well is still to be told (`isDiscarded`). */
  async function discard(id) {
    const draft = await load(id);
    for (const file of draft?.files ?? []) await forgetFile(vault, file);
    await vault.remove(STORE, id);
    const told = { id, isDiscarded: true, startedAt: 0, touchedAt: Date.now() };
    await vault.put(STORE, id, told, plain(told));
    tell({ id, what: "discarded" });
  }

  async function forget(id) {
    await vault.remove(STORE, id);
    tell({ id, what: "forgotten" });
  }

  /** The server's receipt is here: only now the words and the files go, and a line stays that says so. */
  async function sent(id, receipt) {
    const draft = await load(id);
    await vault.put(NOTES, NOTE + id, { id, ...receipt, at: Date.now() });
    for (const file of draft?.files ?? []) await forgetFile(vault, file);
    await vault.remove(STORE, id);
    tell({ id, what: "sent", reference: receipt.reference });
  }

  async function notes() {
    const rows = await vault.list(NOTES);
    return rows.filter((row) => row.id.startsWith(NOTE) && !row.fault).map((row) => row.value);
  }

  /** What the server has and nobody touched for so long goes from here; so do lines about what was sent a week ago. */
  async function tidy(days, now) {
    const isHad = (draft) => draft.isBegun && !draft.send && !draft.files?.length && !draft.referrals?.length && !draft.takenOut?.length && !draft.isGone
      && Object.values(draft.sections ?? {}).every((section) => section.state === "saved");
    for (const draft of await lines()) {
      if (!draft.fault && !draft.isDiscarded && isHad(draft) && now - draft.touchedAt > days * DAY) await forget(draft.id);
    }
    for (const note of await notes()) if (now - note.at > NOTE_DAYS * DAY) await vault.remove(NOTES, NOTE + note.id);
  }

  return {
    begin,
    load,
    keep,
    discard,
    sent,
    notes,
    forget,
    tidy,
    list: async () => (await lines()).filter((draft) => !draft.isDiscarded),
    discarded: async () => (await lines()).filter((draft) => draft.isDiscarded),
    receipt: (id) => vault.get(NOTES, NOTE + id).catch(() => undefined),
    onChange: (listener) => listeners.add(listener),
    goTo: (id, place) => changeIfThere(id, (draft) => ({ ...draft, place }), { what: "place" }),
    /** `steps`: names of the sections that are then not asked. An empty reason brings them back. */
    absent: (id, reason, steps = []) => change(id, (draft) => away(draft, reason, steps), { what: "absent" }),
    /** "I did these as described": numbers of the steps that were open. */
    together: (id, numbers) => change(id, (draft) => ({ ...draft, together: numbers, isTogetherTold: false, touchedAt: Date.now() }), { what: "kept" }),
    /** Another kind, danger and the like: fields of the draft itself. */
    set: (id, fields) => change(id, (draft) => ({ ...draft, ...fields, touchedAt: Date.now() }), { what: "kept" }),
    wantSent: (id) =>
      change(id, (draft) => ({ ...(draft.isGone ? begunAnew(draft) : draft), send: { at: Date.now(), key: newId() }, refused: null }), {
        what: "wanted",
      }),
    notSent: (id) => changeIfThere(id, (draft) => ({ ...draft, send: null }), { what: "unwanted" }),
    /** It was discarded on another device; whoever keeps it begins it anew. */
    keepAnyway: (id) => changeIfThere(id, begunAnew, { what: "kept" }),
    /** The person chose between what stands here and there. */
    choose: (id, section, content) => changeIfThere(id, (draft) => chosen(draft, section, content), { section, what: "kept" }),
    addFile: (id, file) => change(id, (draft) => ({ ...draft, files: [...new Set([...draft.files, file])], touchedAt: Date.now() }), { what: "files" }),
    /** `known`: what the server may have of it, {id, attachment}; it is taken out there before anything else is sent. */
    removeFile: (id, file, known) => changeIfThere(id, (draft) => withoutFile(draft, file, known), { what: "files" }),
    tookOut: (id, file) => changeIfThere(id, (draft) => ({ ...draft, takenOut: draft.takenOut.filter((one) => one.id !== file) }), { what: "files" }),
    /** "me", "client" or "other". */
    danger: (id, dangerFor) => change(id, (draft) => inDanger(draft, dangerFor), { what: "kept" }),
    // what sending does, and what the server said
    attempt: (id, section, content) => changeIfThere(id, (draft) => tried(draft, section, content), { section, what: "tried" }),
    agree: (id, section, content, based) =>
      changeIfThere(id, (draft) => agreed(draft, section, content, based), { section, what: "saved" }),
    rebase: (id, section, theirs, based) =>
      changeIfThere(id, (draft) => rebased(draft, section, theirs, based), { section, what: "rebased" }),
    differ: (id, section, current) => changeIfThere(id, (draft) => differing(draft, section, current), { section, what: "differs" }),
    refuse: (id, section, content, faults) =>
      changeIfThere(id, (draft) => faulty(draft, section, content, faults), { section, what: "refused" }),
    refuseSending: (id, refused) =>
      changeIfThere(id, (draft) => ({ ...draft, send: null, refused: { ...refused, missing: refused.missing ?? [], errors: refused.errors ?? {}, at: Date.now() } }), { what: "refused" }),
    /** `fields`, or what makes them from the draft as it stands. */
    mark: (id, fields) =>
      changeIfThere(id, (draft) => ({ ...draft, ...(typeof fields === "function" ? fields(draft) : fields) }), { what: "marked" }),
  };
}
