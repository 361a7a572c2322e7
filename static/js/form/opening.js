/* Opening a draft: what stands on this phone over what the server's page holds. Where both changed, the person chooses. */

import { contentOf, fieldsOf, fill, sectionsOf } from "./fill.js";

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

/** What the page came with, section by section, without what a fast hand typed since; `based`: what the server had of it.
    Where the phone itself put something into a blank form, it does not know that. */
export function servedBy(form, isServed) {
  const revisions = pairs(form.dataset.revisions);
  const made = form.cloneNode(true);
  made.reset();
  const rows = [...sectionsOf(form)].map(([name, section]) => {
    const came = contentOf(made.querySelector(`[id="${name}"]`));
    const content = isServed ? came : contentOf(section);
    const isKnown = ([field, value]) => isSame(value, content[field]);
    const known = () => Object.fromEntries(Object.entries({ ...blankOf(section), ...came }).filter(isKnown));
    const based = section.dataset.save ? { revision: Number(revisions[section.dataset.number] ?? 0) } : known();
    return [name, { content, based }];
  });
  return new Map(rows);
}

/** That nothing was chosen is known as well: who chooses elsewhere meanwhile is not overruled by a choice here. */
const blankOf = (section) => Object.fromEntries([...section.querySelectorAll("[type=radio]")].map((field) => [field.name, ""]));

/** The server agreed to it after it made this page: the phone sends from its worker too, while a page is on its way. */
const isNewer = (local, served) => local?.state === "saved" && local.based.revision > served.based.revision;

/** The same of the report's own fields, each by itself: another device may have written the others meanwhile. */
function broughtUp(served, local) {
  const isRecent = ([name]) => local.agreedAt?.[name] > performance.timeOrigin;
  const recent = Object.fromEntries(Object.entries(local?.based ?? {}).filter(isRecent));
  return { content: { ...served.content, ...recent }, based: { ...served.based, ...recent } };
}

/** Which of the two holds for one section: {there}, {here} or {both}. */
export function weigh(local, served, isStep) {
  if (!local || local.state === "saved" || isSameContent(local.content, served.content)) return { there: served.content };
  if (!isStep) return weighFields(local, served);
  // sent from here, and the answer was lost on the way
  const isOurs = (local.tries ?? []).some((tried) => isSameContent(tried, served.content));
  return isOurs || local.based.revision === served.based.revision ? { here: local.content } : { both: served.content };
}

function weighFields(local, served) {
  const here = {};
  for (const name of namesOf(local.content, served.content)) {
    const [mine, theirs, before] = [local.content[name], served.content[name], local.based[name]];
    const isOurs = (local.tries ?? []).some((tried) => isSame(tried[name], theirs));
    const isChanged = before !== undefined && !isSame(theirs, before) && !isOurs;
    if (isChanged && !isSame(mine, theirs) && !isSame(mine, before)) return { both: served.content };
    const isTheirs = before === undefined ? !mine?.length : isSame(mine, before);
    const value = isTheirs ? theirs : mine;
    if (value !== undefined) here[name] = value;
  }
  return { here };
}

/** The sections of the draft after the server's page was looked at. */
export function merged(form, sections, served) {
  const next = { ...sections };
  for (const [name, section] of sectionsOf(form)) {
    const local = sections[name];
    const isStep = Boolean(section.dataset.save);
    if (isStep && isNewer(local, served.get(name))) continue;
    const there = isStep ? served.get(name) : broughtUp(served.get(name), local);
    const found = weigh(local, there, isStep);
    if (found.there) next[name] = { content: found.there, based: there.based, state: "saved", faults: {} };
    else if (found.both) next[name] = { ...local, state: "differs", current: asCurrent(section, there) };
    else next[name] = { ...local, content: found.here, based: there.based, current: undefined, state: local.state === "differs" ? "here" : local.state };
  }
  return next;
}

/** As the server says it when it refuses (409). */
const asCurrent = (section, { content, based }) => (section.dataset.save ? { content, revision: based.revision } : { fields: content });

/** Puts what this phone has into the form, under what was typed before it was there; returns words that found no place. */
export function fillAll(form, sections, served) {
  const left = [];
  for (const [name, section] of sectionsOf(form)) {
    const content = sections[name]?.content;
    if (!content) continue;
    const both = withTyped(section, content, served.get(name).content);
    if (!isSameContent(both, contentOf(section))) left.push(...lost(fill(section, both)));
  }
  return left;
}

/** What is kept, with what was typed over `made`, the page as it came: of two texts for one field both stay. */
function withTyped(section, content, made) {
  const now = contentOf(section);
  const both = { ...content };
  for (const [name, field] of fieldsOf(section)) {
    const kept = content[name];
    if (isSame(now[name], made[name])) continue;
    if (Array.isArray(now[name])) both[name] = ticked(kept ?? [], now[name], made[name] ?? []);
    else if (field.type === "textarea" && kept && !isSame(kept, made[name]) && !now[name].includes(kept)) both[name] = `${kept}\n${now[name]}`;
    else both[name] = now[name];
  }
  return both;
}

function ticked(kept, now, made) {
  const isLeft = (value) => !made.includes(value) || now.includes(value);
  return [...new Set([...kept.filter(isLeft), ...now.filter((value) => !made.includes(value))])];
}

/** Sections in which something was typed before this script was there. */
export const typedIn = (form, served) =>
  [...sectionsOf(form)].filter(([name, section]) => !isSameContent(contentOf(section), served.get(name).content)).map(([, section]) => section);

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
