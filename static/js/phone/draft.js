/* One draft as a value: what changes in it with each answer, and with each word of the server. Nothing is kept here. */

const MOST_TRIES = 3;

export const isSame = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value) {
  if (Array.isArray(value)) return [...value].sort();
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
}

/** The step that a section answers; 0: it holds fields of the report, as the step does that is written ("response"). */
export const stepOf = (section) => Number(/^step-(\d+)$/.exec(section)?.[1] ?? 0);

/** What a phone kept when the step that is written was always the fifteenth. */
export function modern(draft) {
  const { "step-15": old, ...sections } = draft?.sections ?? {};
  if (!old || !("responses" in (old.content ?? {}))) return draft;
  const place = draft.place === "step-15" ? "response" : draft.place;
  return { ...draft, place, sections: { ...sections, response: sections.response ?? old } };
}

const APART = "apart";

export const unknown = (section) => (stepOf(section) ? { revision: 0 } : {});

export function blank(id, begun = {}) {
  const now = Date.now();
  const fresh = { kind: "", version: "", language: "", isDanger: false, dangerFor: "", isBegun: false, ...begun };
  const open = { place: "", absence: "", together: [], sections: {}, aside: {}, files: [], takenOut: [] };
  return { ...open, ...fresh, id, startedAt: now, touchedAt: now, send: null, refused: null, reference: null, isGone: false };
}

/** `known`: what the server may have of this file, to be taken out there; falsy where it has nothing. */
export function withoutFile(draft, file, known) {
  const files = draft.files.filter((one) => one !== file);
  return { ...draft, files, takenOut: [...(draft.takenOut ?? []), ...(known ? [known] : [])] };
}

const sectionOf = (draft, section, based) =>
  draft.sections[section] ?? { content: {}, based: based ?? unknown(section), state: "saved", faults: {} };

/** The section with these changes; `touched` only where the person did it. */
function withSection(draft, section, changes, based) {
  return { ...draft, sections: { ...draft.sections, [section]: { ...sectionOf(draft, section, based), ...changes } } };
}

/** What somebody wrote, whatever the server thinks of it later. What waits to be sent goes under a new key. */
export function written(draft, section, content, based, newKey) {
  const standing = draft.sections[section];
  if (standing && isSame(standing.content, content)) return draft;
  const state = standing?.state === "differs" ? "differs" : "here";
  const next = withSection(draft, section, { content, state, faults: {} }, based);
  const together = draft.together.filter((number) => number !== stepOf(section));
  const send = draft.send && { ...draft.send, key: newKey };
  return { ...next, together, send, touchedAt: Date.now() };
}

/** Before it goes: where no answer comes, the server may have it all the same. */
export function tried(draft, section, content) {
  const tries = (draft.sections[section].tries ?? []).filter((other) => !isSame(other, content));
  return withSection(draft, section, { tries: [...tries, content].slice(-MOST_TRIES) });
}

/** The server has `content`; what was written since then still waits. */
export function agreed(draft, section, content, based) {
  const standing = sectionOf(draft, section);
  const isAll = isSame(standing.content, content);
  const state = isAll ? "saved" : standing.state === "saved" ? "here" : standing.state;
  const faults = isAll ? {} : standing.faults;
  const agreedAt = { ...standing.agreedAt, ...Object.fromEntries(Object.keys(based).map((name) => [name, Date.now()])) };
  return withSection(draft, section, { based: { ...standing.based, ...based }, state, faults, tries: [], agreedAt });
}

/** Other fields than those changed here came from another device: they stand here too, the section still waits. */
export function rebased(draft, section, theirs, based) {
  const standing = sectionOf(draft, section);
  return withSection(draft, section, { content: { ...standing.content, ...theirs }, based: { ...standing.based, ...based } });
}

/** It says something else there, and here: both stay until the person has chosen. */
export const differing = (draft, section, current) => withSection(draft, section, { state: "differs", current, tries: [] });

export function faulty(draft, section, content, faults) {
  const isAll = isSame(sectionOf(draft, section).content, content);
  return isAll ? withSection(draft, section, { state: "refused", faults }) : draft;
}

/** The person has chosen between the two: hers goes on from what stands there now. */
export function chosen(draft, section, content) {
  const { based, current } = sectionOf(draft, section);
  const seen = stepOf(section) ? { revision: current?.revision ?? based.revision } : { ...based, ...current?.fields };
  const changes = { content, based: seen, state: "here", current: undefined, faults: {} };
  return { ...withSection(draft, section, changes), touchedAt: Date.now() };
}

/** It is not on the server any more: whoever wants it all the same begins it anew, with every word. */
export function begunAnew(draft) {
  const fresh = ([name, section]) => [name, { ...section, based: unknown(name), state: "here", current: undefined }];
  const sections = Object.fromEntries(Object.entries(draft.sections).map(fresh));
  return { ...draft, sections, isBegun: false, isGone: false, isTogetherTold: false };
}

/** What the page asks in places of its own goes as a section of its own. */
const apart = (draft, name, value) => {
  const section = sectionOf(draft, APART);
  return withSection(draft, APART, { content: { ...section.content, [name]: value }, state: "here" });
};

/** "I was not in that conversation": answers to these steps are put aside, not thrown away. */
export function away(draft, reason, steps) {
  const sections = { ...draft.sections };
  const aside = reason ? { ...draft.aside } : {};
  for (const name of steps) {
    if (!(name in sections)) continue;
    aside[name] = sections[name];
    delete sections[name];
  }
  for (const [name, section] of Object.entries(reason ? {} : draft.aside)) {
    sections[name] ??= { ...section, based: unknown(name), state: "here" };
  }
  const next = { ...draft, sections, aside, absence: reason, touchedAt: Date.now() };
  return apart(next, "not_present_reason", reason);
}

export const inDanger = (draft, dangerFor) => ({ ...apart(draft, "danger_for", dangerFor), isDanger: true, dangerFor, touchedAt: Date.now() });
