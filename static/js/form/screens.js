/* One screen at a time: the address says which, so that the browser's back goes back one step. */

import { isAnswered } from "./fill.js";

const WAY = "doorstep-way";
const WAYS = ["short", "live"];
const APART = ["check", "sent", "differences"];

/** `rest`: the promise of {live, check}, which come a little later. */
export function startScreens(form, keeping, short, rest) {
  let live = null;
  let check = null;
  const part = (id) => document.getElementById(id);
  const steps = [...form.querySelectorAll("[data-number]")];
  const screens = ["basics", ...steps.map((step) => step.id), "hopes"].map(part);
  const ways = WAYS.map(part).filter(Boolean);
  const others = APART.map(part);
  let unnamed = null; // what the address without a place showed: back leads there too
  let isMending = new URLSearchParams(location.search).get("from") === "check";

  function place() {
    const target = location.hash.length > 1 ? part(location.hash.slice(1)) : null;
    return target?.closest("#short") && short.isOn() ? part("short") : target?.closest(".screen");
  }

  /** The screens in the order in which this person goes through them. */
  const sequence = () => live?.order()?.map(part) ?? screens;

  function show(screen, isFirst) {
    if (!location.hash) unnamed = screen;
    short.arrange(screen.id === "short");
    live?.arrange(screen.id === "live");
    for (const other of [...screens, ...ways, ...others]) other.classList.toggle("current", other === screen);
    if (screen.id === "check") isMending = true;
    showThumb(screen);
    showProgress(screen);
    part("all-steps").open = false;
    if (ways.includes(screen)) remember(screen.id);
    else if (screen.dataset.number && !live?.order()) remember("steps");
    keeping.goTo(location.hash.slice(1) || screen.id);
    if (screen.id === "check") check?.enter();
    if (!isFirst) focusOn(screen);
  }

  function focusOn(screen) {
    const field = location.hash.startsWith("#field-") && part(location.hash.slice(1));
    if (!field) scrollTo(0, 0);
    else field.scrollIntoView();
    if (screen.id === "live") return;
    const target = field ? field.querySelector("input, textarea, select") : screen.querySelector("h2");
    target?.focus({ preventScroll: true });
  }

  function showThumb(screen) {
    const order = sequence();
    const index = order.indexOf(screen);
    const isApart = others.includes(screen);
    const isBasics = screen.id === "basics" && !isMending;
    const isLast = !isApart && (screen.id === "short" || isMending || index === order.length - 1);
    part("thumb").hidden = screen.id === "live" || screen.id === "sent";
    part("back").hidden = screen.id === "basics";
    part("next").hidden = isBasics || isLast || isApart;
    part("to-check").hidden = !isLast && screen.id !== "differences";
    part("mend").hidden = part("send").hidden = screen.id !== "check";
    part("back").href = "#" + before(screen, order, index).id;
    if (!part("next").hidden) part("next").href = "#" + order[index + 1].id;
    showNext(screen);
  }

  function before(screen, order, index) {
    if (others.includes(screen)) return part("hopes");
    return index > 0 ? order[index - 1] : screens[0];
  }

  function showNext(screen) {
    const isOpen = Boolean(screen.dataset.save) && !isAnswered(screen);
    part("next").querySelector("[data-open]").hidden = !isOpen;
    part("next").querySelector("[data-answered]").hidden = isOpen;
  }

  function showProgress(screen) {
    const words = screen.querySelector(":scope > .where")?.textContent ?? "";
    part("segments").hidden = !screen.dataset.number;
    part("all-steps").querySelector("[data-where]").textContent = words;
    for (const segment of document.querySelectorAll("[data-segment]")) {
      segment.classList.toggle("now", segment.dataset.segment === screen.dataset.number);
    }
  }

  /** Whether this step is answered, in the line above and in the list of all steps. */
  function mark(step) {
    const isDone = step.dataset.save ? isAnswered(step) : [...step.querySelectorAll("input, textarea")].some((field) => (field.type === "checkbox" ? field.checked : field.value));
    document.querySelector(`[data-segment="${step.dataset.number}"]`)?.classList.toggle("done", isDone);
    for (const [name, isShown] of [["mark", isDone], ["unmark", !isDone]]) {
      const badge = document.querySelector(`[data-${name}="${step.dataset.number}"]`);
      if (badge) badge.hidden = !isShown;
    }
  }

  function remember(way) {
    try {
      localStorage.setItem(WAY, way);
    } catch {
      // private windows keep nothing, and need nothing
    }
  }

  function remembered() {
    try {
      return localStorage.getItem(WAY);
    } catch {
      return null;
    }
  }

  function beginning() {
    const resume = form.dataset.resume === "check" ? "hopes" : form.dataset.resume;
    const isShort = resume !== "basics" && remembered() === "short";
    return part(isShort ? "short" : resume) ?? screens[0];
  }

  for (const name of ["change", "input", "filled"]) {
    form.addEventListener(name, (event) => {
      const screen = event.target.closest(".screen");
      if (screen?.dataset.number) mark(screen);
      if (screen?.classList.contains("current")) showNext(screen);
    });
  }
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "check") return;
    event.preventDefault();
    rest.then(() => (location.hash = "#check"), plainly);
  });
  /** The check of the server's page, where the one in this page did not come. */
  function plainly() {
    const go = Object.assign(document.createElement("input"), { type: "hidden", name: "go", value: "check" });
    form.append(go);
    form.submit();
  }
  addEventListener("hashchange", () => {
    const screen = WAYS.includes(location.hash.slice(1)) ? part(location.hash.slice(1)) : place();
    const found = screen ?? (location.hash ? null : unnamed);
    if (found) show(found, false);
  });
  const asked = place();
  show(asked ?? beginning(), true);
  // where this phone left off, unless the address said it or somebody went on already
  keeping.onOpened((draft) => {
    const target = draft?.place ? part(draft.place)?.closest(".screen") : null;
    if (!asked && !location.hash && target && target.id !== "live" && !others.includes(target)) show(target, true);
  });
  rest.then((parts) => {
    ({ live, check } = parts);
    const now = WAYS.includes(location.hash.slice(1)) ? part(location.hash.slice(1)) : place();
    if (now?.id === "live" || now?.id === "check" || now?.id === "differences") show(now, true);
  });
}
