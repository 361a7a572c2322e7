/* Opening a draft: what stands on this phone over what the server's page holds. Where both changed, the person chooses. */

import { contentOf, fill, sectionsOf } from "./fill.js";

export const APART = "apart"; // what the draft itself says: absence, danger
const TYPED = new Set(["note", "reason", "consulted"]);
const sorted = (value) => (Array.isArray(value) ? [...value].sort() : (value ?? ""));
const isSame = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const namesOf = (...contents) => [...new Set(contents.flatMap(Object.keys))];
const isSameContent = (one, other) => namesOf(one, other).every((name) => isSame(one[name], other[name]));

/** "1:acknowledge 2:reason" as an object. */
export function pairs(text) {
  return Object.fromEntries((text || "").split(/\s+/).filter(Boolean).map((pair) => pair.split(":")));
}

/** What the server had when it made the page, section by section, before anything of this phone is put over it. */
export function servedBy(form) {
  const revisions = pairs(form.dataset.revisions);
  const rows = [...sectionsOf(form)].map(([name, section]) => {
    const content = contentOf(section);
    const based = section.dataset.save ? { revision: Number(revisions[section.dataset.number] ?? 0) } : { ...content };
    return [name, { content, based }];
  });
  return new Map(rows);
}

/** The server agreed to it after it made this page: the phone sends from its worker too, while a page is on its way. */
function isNewer(local, served, isStep) {
  if (local?.state !== "saved") return false;
  return isStep ? local.based.revision > served.based.revision : local.at > performance.timeOrigin;
}

/** Which of the two holds for one section: {there}, {here} or {both}. */
export function weigh(local, served, isStep) {
  if (isNewer(local, served, isStep)) return { newer: true };
  if (!local || local.state === "saved" || isSameContent(local.content, served.content)) return { there: served.content };
  // sent from here, and the answer was lost on the way
  const isOurs = (local.tries ?? []).some((tried) => isSameContent(tried, served.content));
  if (isStep) return isOurs || local.based.revision === served.based.revision ? { here: local.content } : { both: served.content };
  const here = {};
  for (const name of namesOf(local.content, served.content)) {
    const [mine, theirs, before] = [local.content[name], served.content[name], local.based[name]];
    const isChanged = before !== undefined && !isSame(theirs, before);
    if (isChanged && !isOurs && !isSame(mine, theirs) && !isSame(mine, before)) return { both: served.content };
    const value = before !== undefined && isSame(mine, before) ? theirs : mine;
    if (value !== undefined) here[name] = value;
  }
  return { here };
}

/** The sections of the draft after the server's page was looked at. `touched`: somebody wrote into them meanwhile. */
export function merged(form, sections, served, touched) {
  const next = { ...sections };
  for (const [name, section] of sectionsOf(form)) {
    if (touched.has(section)) continue;
    const local = sections[name];
    const there = served.get(name);
    const found = weigh(local, there, Boolean(section.dataset.save));
    if (found.newer) continue;
    if (found.there) next[name] = { content: found.there, based: there.based, state: "saved", faults: {} };
    else if (found.both) next[name] = { ...local, state: "differs", current: asCurrent(section, there) };
    else next[name] = { ...local, content: found.here, based: there.based, current: undefined, state: local.state === "differs" ? "here" : local.state };
  }
  return next;
}

/** As the server says it when it refuses (409). */
const asCurrent = (section, { content, based }) => (section.dataset.save ? { content, revision: based.revision } : { fields: content });

/** Puts what this phone has into the form; returns words that found no place there. */
export function fillAll(form, sections, touched) {
  const left = [];
  for (const [name, section] of sectionsOf(form)) {
    const content = sections[name]?.content;
    if (content && !touched.has(section) && !isSameContent(content, contentOf(section))) left.push(...lost(fill(section, content)));
  }
  return left;
}

const lost = (values) => Object.entries(values).filter(([field]) => TYPED.has(field)).map(([, words]) => words.join("\n"));

/** Another protocol version than the answers were given for: each moves to the step with its key, and what has no place
    here is put aside with its words. */
export function moved(form, draft, keys) {
  const before = draft.keys ?? {};
  const places = new Map(Object.entries(keys).map(([number, key]) => [key, `step-${number}`]));
  const here = sectionsOf(form);
  const sections = {};
  const words = [...(draft.words ?? [])];
  for (const [name, section] of Object.entries(draft.sections)) {
    const key = before[/^step-(\d+)$/.exec(name)?.[1]];
    const place = key ? places.get(key) : name;
    if (here.has(place) || place === APART) {
      if (!(place in sections) || section.state !== "saved") sections[place] = section;
    } else words.push(...Object.entries(section.content ?? {}).filter(([field, value]) => TYPED.has(field) && value).map(([, value]) => value));
  }
  return { sections, words: [...new Set(words)] };
}
