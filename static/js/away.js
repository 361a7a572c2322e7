/* The page behind the quick exit: this month. It also closes the way forward to the pages that were left. */

const LEFT = "doorstep-left";
const language = document.documentElement.lang;
const table = document.querySelector("table");
const today = new Date();

const cell = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text }, attributes);

/** Monday first, as everywhere that Doorstep speaks the language of. */
function draw() {
  const [year, month] = [today.getFullYear(), today.getMonth()];
  table.caption.textContent = new Intl.DateTimeFormat(language, { month: "long", year: "numeric" }).format(today);
  const short = new Intl.DateTimeFormat(language, { weekday: "short" });
  // the first of January 2024 was a Monday
  const names = Array.from({ length: 7 }, (_, day) => cell("th", short.format(new Date(2024, 0, 1 + day)), { scope: "col" }));
  table.tHead.rows[0].append(...names);
  const before = (new Date(year, month, 1).getDay() + 6) % 7;
  const days = new Date(year, month + 1, 0).getDate();
  for (let first = 1 - before; first <= days; first += 7) {
    const week = table.tBodies[0].insertRow();
    for (let day = first; day < first + 7; day += 1) week.append(cell("td", day < 1 || day > days ? "" : day));
  }
  const now = table.tBodies[0].rows[Math.floor((before + today.getDate() - 1) / 7)].cells[(today.getDay() + 6) % 7];
  now.setAttribute("aria-current", "date");
  table.hidden = false;
}

/** A new place in the tab's history: the browser forgets what lay ahead of this one. */
function closeTheWay() {
  if (sessionStorage.getItem(LEFT) !== "leaving") return;
  sessionStorage.setItem(LEFT, "left");
  const { onward } = document.documentElement.dataset;
  if (onward && navigator.onLine) location.assign(onward);
  else history.pushState(null, "");
}

draw();
// until the page is loaded whole, a browser takes the next address for the same place
if (document.readyState === "complete") closeTheWay();
else addEventListener("load", () => setTimeout(closeTheWay));
