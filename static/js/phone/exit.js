/* The quick exit: the page is blank at once, what was typed is kept, and back leads to no page of Doorstep. */

const AWAY = "/away/";
const LEFT = "doorstep-left";
const PLACE = "doorstep-place";
const LEAVING = "doorstep-leaving";
const MOST_KEEPING = 1500;
const ESCAPES = 3;
const WITHIN = 1500;
const PATIENCE = 1500;

/** `before`: what happens as soon as somebody leaves, such as locking. */
export function startExit(before) {
  if (!globalThis.navigation) countPlaces();
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-exit]")) return;
    event.preventDefault();
    leave(before);
  });
  const pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed.push(event.timeStamp);
    if (pressed.length >= ESCAPES && event.timeStamp - pressed[pressed.length - ESCAPES] <= WITHIN) leave(before);
  });
  // a page that the browser kept whole, with all that was on it
  addEventListener("pageshow", (event) => event.persisted && hasLeft() && location.replace(AWAY));
  addEventListener("popstate", () => hasLeft() && location.replace(AWAY));
}

function leave(before) {
  document.documentElement.classList.add("covered");
  document.activeElement?.blur(); // a field tells what was typed into it only when it is left
  before();
  kept().then(go, go);
}

/** Whoever keeps what is typed says until when; the page is blank meanwhile, and does not wait for long. */
function kept() {
  const until = [];
  document.dispatchEvent(new CustomEvent(LEAVING, { detail: until }));
  return Promise.race([Promise.all(until), new Promise((done) => setTimeout(done, MOST_KEEPING))]);
}

function go() {
  try {
    sessionStorage.setItem(LEFT, "leaving");
  } catch {
    return location.replace(AWAY);
  }
  const behind = placesBehind();
  if (!behind) return location.replace(AWAY);
  setTimeout(() => location.replace(AWAY), PATIENCE);
  return history.go(-behind);
}

/** Every page of Doorstep that is shown in this tab after somebody left is on its way out. */
function hasLeft() {
  try {
    return Boolean(sessionStorage.getItem(LEFT));
  } catch {
    return false;
  }
}

/** How many pages of this visit lie behind this one in the tab's history. */
function placesBehind() {
  if (globalThis.navigation?.currentEntry) return navigation.currentEntry.index;
  return history.state?.place ?? 0;
}

/** For browsers that do not tell: every place of the history carries its number. */
function countPlaces() {
  const mark = () => {
    if (history.state?.place !== undefined) return sessionStorage.setItem(PLACE, history.state.place);
    const former = sessionStorage.getItem(PLACE);
    const place = former === null ? 0 : Number(former) + 1;
    history.replaceState({ ...history.state, place }, "");
    return sessionStorage.setItem(PLACE, place);
  };
  try {
    mark();
    addEventListener("hashchange", mark);
    addEventListener("popstate", mark);
  } catch {
    // without storage the pages behind are left where they are
  }
}
