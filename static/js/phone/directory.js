/* The directory without a network: every place that this phone keeps, open ones first, found by the beginnings of words. */

import { wordsOf } from "./folding.js";
import { isOpen } from "./hours.js";

const rank = ({ entry, state }) => (entry.kind === "emergency" ? 3 : state === undefined ? 1 : state ? 0 : 2);

export function fits(entry, asked) {
  const words = entry.words.split(" ");
  return wordsOf(asked).every((part) => words.some((word) => word.startsWith(part)));
}

/** `place`: the one whose own address was asked for. */
export function startDirectory(main, { zone, entries }, place) {
  const list = main.querySelector("[data-places]");
  const query = main.querySelector("#q");
  const none = main.querySelector("[data-none]");
  const cards = entries.map((entry) => ({ entry, card: main.querySelector(`#entry-${entry.id}`), state: isOpen(entry.hours, new Date(), zone) }));

  for (const { card, state } of cards) {
    if (state === undefined) continue;
    card.querySelector("[data-standing]").replaceChildren(main.querySelector(state ? "[data-open]" : "[data-closed]").content.cloneNode(true));
  }
  const sorted = [...cards].sort((one, other) => rank(one) - rank(other));
  list.append(...sorted.map(({ card }) => card));

  function show() {
    for (const { entry, card } of cards) card.hidden = place ? entry.id !== place : !fits(entry, query.value);
    none.hidden = cards.some(({ card }) => !card.hidden);
  }

  if (place) {
    query.parentElement.hidden = true;
    main.querySelector("[data-all]").hidden = false;
  }
  query.addEventListener("input", show);
  show();
}
