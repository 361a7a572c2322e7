/* One screen at a time: the address says which, so that the browser's back goes back one step. */

import { isAnswered } from "./saving.js";

const WAY = "doorstep-way";

export function startScreens(form, saving, short) {
  const steps = [...form.querySelectorAll("[data-number]")];
  const screens = ["basics", ...steps.map((step) => step.id), "hopes"].map((id) => document.getElementById(id));
  const cameFromCheck = new URLSearchParams(location.search).get("from") === "check";
  const part = (id) => document.getElementById(id);

  function place() {
    const target = location.hash.length > 1 ? part(location.hash.slice(1)) : null;
    return target?.closest("#short") && short.isOn() ? part("short") : target?.closest(".screen");
  }

  function show(screen, isFirst) {
    const isShort = screen.id === "short";
    short.arrange(isShort);
    for (const other of [...screens, part("short")]) other.classList.toggle("current", other === screen);
    showThumb(screen, isShort);
    showProgress(screen);
    part("all-steps").open = false;
    if (isShort) remember("short");
    else if (screen.dataset.number) remember("steps");
    if (isFirst) return;
    const field = location.hash.startsWith("#field-") && part(location.hash.slice(1));
    if (field) field.scrollIntoView();
    else {
      scrollTo(0, 0);
      screen.querySelector("h2").focus({ preventScroll: true });
    }
  }

  function showThumb(screen, isShort) {
    const index = screens.indexOf(screen);
    const isBasics = index === 0 && !cameFromCheck;
    const isLast = isShort || cameFromCheck || index === screens.length - 1;
    part("to-short").hidden = part("to-steps").hidden = !isBasics;
    part("back").hidden = index === 0;
    part("next").hidden = isBasics || isLast;
    part("to-check").hidden = !isLast;
    part("back").href = "#" + (isShort ? "basics" : screens[Math.max(index - 1, 0)].id);
    if (!isLast) part("next").href = "#" + screens[index + 1].id;
    showNext(screen);
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

  function mark(number) {
    document.querySelector(`[data-segment="${number}"]`)?.classList.add("done");
    const badge = document.querySelector(`[data-mark="${number}"]`);
    if (badge) badge.hidden = false;
  }

  function remember(way) {
    try {
      localStorage.setItem(WAY, way);
    } catch {
      // private windows keep nothing, and need nothing
    }
  }

  function beginning() {
    const resume = form.dataset.resume === "check" ? "hopes" : form.dataset.resume;
    const isShort = resume !== "basics" && localStorage.getItem(WAY) === "short";
    return part(isShort ? "short" : resume) ?? screens[0];
  }

  saving.onSaved((section, answer) => {
    const number = answer.step ?? section.dataset.number;
    if (number) mark(number);
  });
  form.addEventListener("change", (event) => {
    const screen = event.target.closest(".screen.current");
    if (screen) showNext(screen);
  });
  addEventListener("hashchange", () => {
    const screen = location.hash === "#short" ? part("short") : place();
    if (screen) show(screen, false);
  });
  if (location.hash.startsWith("#step-") || location.hash === "#hopes" || place()) show(place() ?? screens[0], true);
  else show(beginning(), true);
}
