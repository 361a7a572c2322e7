/* The live way: beside the client one card after the other, in the client's language. It drives the answers of the
   steps, so that nothing is asked twice; what the client need not read comes after "I have left". */

import { isAnswered } from "./fill.js";

const WITH_CLIENT = "with-client";
const NEUTRAL = "Doorstep";

export function startLive(form) {
  const container = document.getElementById("live");
  const pattern = document.getElementById("live-card").content;
  const every = [...form.querySelectorAll("[data-number]")];
  const steps = every.filter((step) => step.dataset.moment === "with_client");
  const end = document.getElementById("live-end");
  const left = document.getElementById("left");
  const heading = document.querySelector("h1.eyebrow");
  const titles = { page: document.title, heading: heading.textContent };
  let isOn = false;
  let rest = null;

  const cards = steps.map((step, place) => {
    const card = pattern.cloneNode(true).firstElementChild;
    card.id = `live-${place + 1}`;
    container.insertBefore(card, end);
    return card;
  });
  const part = (card, name) => card.querySelector(`[data-live="${name}"]`);
  const answer = (step, value) => step.querySelector(`[name$="-answer"][value="${value}"]`);

  // -- a card -----------------------------------------------------------------------------------------------------

  function write(card, place) {
    const step = steps[place];
    const next = place + 1 < cards.length ? cards[place + 1].id : end.id;
    part(card, "where").textContent = `${place + 1} / ${cards.length}`;
    part(card, "title").textContent = step.querySelector("h2").textContent;
    part(card, "instruction").textContent = step.querySelector(".instruction").textContent;
    part(card, "words").replaceChildren(...sentencesOf(step));
    part(card, "numbers").replaceChildren(...numbersOf(step));
    for (const name of ["later", "done"]) part(card, name).href = "#" + next;
    mark(card, step);
  }

  function sentencesOf(step) {
    const list = step.querySelector("[data-said]:not([hidden]) ul");
    return [...(list?.querySelectorAll("[data-show]") ?? [])].map((sentence) => {
      const copy = sentence.cloneNode(true);
      copy.lang = list.lang;
      return copy;
    });
  }

  /** The organisation's numbers to show and to tick: the same boxes as in the step. */
  function numbersOf(step) {
    return [...step.querySelectorAll('[name$="-entries"]')].map((box) => {
      const copy = box.closest("label").cloneNode(true);
      const tick = copy.querySelector("input");
      tick.removeAttribute("name");
      tick.removeAttribute("id");
      copy.removeAttribute("for");
      tick.checked = box.checked;
      tick.addEventListener("change", () => choose(box, tick.checked));
      return copy;
    });
  }

  function mark(card, step) {
    part(card, "done").classList.toggle("is-done", isAnswered(step));
  }

  function choose(field, isChecked) {
    if (!field || field.checked === isChecked) return;
    field.checked = isChecked;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // -- where it stands --------------------------------------------------------------------------------------------

  const current = () => Math.max(0, cards.findIndex((card) => "#" + card.id === location.hash));
  const isAtEnd = () => location.hash === "#live-end";

  function show() {
    const place = isAtEnd() ? -1 : current();
    cards.forEach((card, index) => (card.hidden = index !== place));
    end.hidden = place >= 0;
    left.classList.toggle("primary", place < 0);
    left.classList.toggle("secondary", place >= 0);
    scrollTo(0, 0);
    (place < 0 ? end.querySelector("h2") : part(cards[place], "title")).focus({ preventScroll: true });
  }

  /** Puts the form into this way, or out of it. */
  function arrange(wanted) {
    if (wanted === isOn) return;
    isOn = wanted;
    document.documentElement.classList.toggle(WITH_CLIENT, wanted);
    // over somebody's shoulder it says nothing
    document.title = wanted ? NEUTRAL : titles.page;
    heading.textContent = wanted ? NEUTRAL : titles.heading;
    if (!wanted) return;
    rest = null;
    cards.forEach(write);
    queueMicrotask(show);
  }

  /** What the client need not read: questions about her, what is still open, and what goes to the organisation. */
  function whatIsLeft() {
    const isOpen = (step) => !isAnswered(step) || "asks" in step.dataset || step.querySelector('[name$="-reason"]')?.value === "";
    const later = steps.filter(isOpen);
    return [...later, ...every.filter((step) => !steps.includes(step))].map((step) => step.id).concat("hopes");
  }

  container.addEventListener("click", (event) => {
    const done = event.target.closest('[data-live="done"]');
    if (!done) return;
    const step = steps[cards.indexOf(done.closest("article"))];
    if (!isAnswered(step)) choose(answer(step, "done"), true);
    mark(done.closest("article"), step);
  });
  left.addEventListener("click", () => {
    rest = whatIsLeft();
    left.href = "#" + rest[0];
  });
  form.addEventListener("said", () => isOn && cards.forEach(write));
  addEventListener("hashchange", () => isOn && location.hash.startsWith("#live") && show());

  /** `order`: the screens that follow after "I have left", by id; null before. */
  return { arrange, isOn: () => isOn, order: () => rest };
}
