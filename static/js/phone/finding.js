/* The search box without a network: what this phone keeps of protocols, places to turn to and the library. */

import { asked, forms, wordsIn, wordsOf } from "./folding.js";

const MOST = 20;
const LENGTH = 160;
const BEFORE = 40;
const GROUPS = ["policies", "directory", "library"];

/** [{group, title, note, text, address}] of everything in the pocket. */
export function kept(pocket) {
  const places = (pocket.directory?.entries ?? []).map((entry) => ({
    group: "directory", title: entry.name, note: entry.phone, text: entry.what_for, words: entry.words, address: `/directory/${entry.id}/`,
  }));
  const from = (group, rows) => (rows ?? []).map(([title, note, text, address]) => ({ group, title, note, text, address }));
  return [...from("policies", pocket.library?.steps), ...places, ...from("library", pocket.library?.items)];
}

/** Rows that hold all words, best first: a name is worth more than a text, a whole word more than its beginning. */
export function found(rows, words) {
  if (!words.length) return [];
  const scored = rows.map((row) => [score(row, words), row]).filter(([points]) => points);
  return scored.sort(([one], [other]) => other - one).map(([, row]) => row);
}

function score(row, words) {
  row.names ??= wordsOf(row.title);
  row.all ??= [...row.names, ...wordsOf(`${row.text} ${row.note}`), ...(row.words?.split(" ") ?? [])];
  let points = 0;
  for (const word of words) {
    if (!row.all.some((own) => own.startsWith(word))) return 0;
    points += 1 + 4 * row.names.some((own) => own.startsWith(word)) + 2 * row.names.includes(word) + row.all.includes(word);
  }
  return points;
}

function marked(text, words) {
  const pieces = document.createDocumentFragment();
  let last = 0;
  for (const { at, word } of wordsIn(text)) {
    if (!forms(word).some((form) => words.some((one) => form.startsWith(one)))) continue;
    const mark = document.createElement("mark");
    mark.textContent = word;
    pieces.append(text.slice(last, at), mark);
    last = at + word.length;
  }
  pieces.append(text.slice(last));
  return pieces;
}

function piece(text, words) {
  const first = wordsIn(text).find(({ word }) => forms(word).some((form) => words.some((one) => form.startsWith(one))))?.at ?? 0;
  const start = first > BEFORE ? text.lastIndexOf(" ", first - BEFORE) + 1 : 0;
  const end = start + LENGTH < text.length ? text.lastIndexOf(" ", start + LENGTH) : text.length;
  return `${start ? "… " : ""}${text.slice(start, end > start ? end : start + LENGTH)}${end < text.length ? " …" : ""}`;
}

export function startFinding(main, pocket) {
  const rows = kept(pocket);
  const field = main.querySelector("#find");
  const card = main.querySelector("[data-hit]").content;
  const none = main.querySelector("[data-none]");

  function hit(row, words) {
    const item = card.cloneNode(true);
    item.querySelector("a").href = row.address;
    item.querySelector("[data-title]").replaceChildren(marked(row.title, words));
    item.querySelector("[data-note]").textContent = row.note;
    item.querySelector("[data-piece]").replaceChildren(marked(piece(row.text, words), words));
    return item;
  }

  function show() {
    const words = asked(field.value);
    const all = found(rows, words);
    for (const name of GROUPS) {
      const group = main.querySelector(`[data-group="${name}"]`);
      const hits = all.filter((row) => row.group === name).slice(0, MOST);
      group.querySelector("ul").replaceChildren(...hits.map((row) => hit(row, words)));
      group.hidden = !hits.length;
    }
    none.hidden = all.length > 0 || !words.length;
  }

  field.value = new URL(location).searchParams.get("q") ?? "";
  field.form.addEventListener("submit", (event) => event.preventDefault() || show());
  field.addEventListener("input", show);
  show();
}

/** One text of the library, whose own address was asked for; false where this phone has none of it. */
export function startText(main, pocket, key) {
  const row = kept(pocket).find(({ group, address }) => group === "library" && address === `/library/${key}/`);
  if (!row) return false;
  main.querySelector("h1").textContent = row.title;
  main.querySelector("[data-text]").textContent = row.text;
  main.querySelector("[data-text]").hidden = false;
  return true;
}
