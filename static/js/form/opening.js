/* Opening a draft: what stands on this phone over what the server's page holds. Where both changed, the person chooses. */

import { contentOf, fill, sectionsOf } from "./fill.js";

const APART = "apart"; // what the draft itself says: absence, danger
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

/** Which of the two holds for one section: {there}, {here} or {both}. */
export function weigh(local, served, isStep) {
  if (!local || local.state === "saved" || isSameContent(local.content, served.content)) return { there: served.content };
  if (isStep) return local.based.revision === served.based.revision ? { here: local.content } : { both: served.content };
  const here = {};
  for (const name of namesOf(local.content, served.content)) {
    const [mine, theirs, before] = [local.content[name], served.content[name], local.based[name]];
    if (before !== undefined && !isSame(mine, theirs) && !isSame(theirs, before) && !isSame(mine, before)) {
      return { both: served.content };
    }
    const value = before !== undefined && isSame(mine, before) ? theirs : mine;
    if (value !== undefined) here[name] = value;
  }
  return { here };
}

/** Puts what this phone has over the server's page. `touched`: sections somebody wrote into meanwhile. Returns lost words. */
export async function merge(form, drafts, draft, served, touched) {
  const left = [];
  for (const [name, section] of sectionsOf(form)) {
    const local = draft.sections[name];
    if (touched.has(section)) continue;
    const there = served.get(name);
    const found = weigh(local, there, Boolean(section.dataset.save));
    if (found.both) await drafts.differ(draft.id, name, asCurrent(section, there));
    else await settle(drafts, draft.id, name, local, found, there);
    if (!found.there) left.push(...lost(name, fill(section, found.here ?? local.content)));
  }
  return left;
}

/** The draft learns what the server has; one that knows it already is left alone. */
async function settle(drafts, id, name, local, { there, here }, served) {
  const isKnown = local?.state === "saved" && isSameContent(local.content, served.content) && isSameContent(local.based, served.based);
  if (isKnown) return;
  await drafts.adopt(id, name, there ?? here, served.based);
  if (there && local && local.state !== "saved") await drafts.agree(id, name, there, served.based);
}

/** As the server says it when it refuses (409). */
const asCurrent = (section, { content, based }) => (section.dataset.save ? { content, revision: based.revision } : { fields: content });

/** Without the server's page, in the shell: all that this phone has. Returns words without a place. */
export function fillAll(form, draft, touched) {
  const left = [];
  for (const [name, section] of sectionsOf(form)) {
    const local = draft.sections[name];
    if (local && !touched.has(section)) left.push(...lost(name, fill(section, local.content)));
  }
  return left;
}

const lost = (name, values) => Object.entries(values).filter(([field]) => TYPED.has(field)).map(([, words]) => words.join("\n"));

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
    if (here.has(place) || place === APART) sections[place] = section;
    else words.push(...Object.entries(section.content ?? {}).filter(([field, value]) => TYPED.has(field) && value).map(([, value]) => value));
  }
  return { sections, words: [...new Set(words)] };
}
