/* The guided form: one screen at a time, the short way, or live beside the client; kept with every change. Without this
   file the page is one plain form. The phone's shell starts it too, on a form that is blank. What the first answer does
   not need comes once the draft is open (form/rest.js). */

import { startAbsence } from "./form/absence.js";
import { startGrowing } from "./form/growing.js";
import { startKeeping } from "./form/keeping.js";
import { startScreens } from "./form/screens.js";
import { startShort } from "./form/short.js";

/** `stores`: {vault, drafts, sync, queue}, or the promise of them. */
export function startForm(form, stores, { isServed = false } = {}) {
  document.documentElement.classList.add("js");
  for (const element of document.querySelectorAll("[data-with-js]")) element.hidden = false;

  const keeping = startKeeping(form, stores, isServed);
  const short = startShort(form, keeping);
  startAbsence(form, keeping);
  startGrowing(form);
  const rest = keeping.isOpen.then(() => import("./form/rest.js")).then(({ startRest }) => startRest(form, keeping, stores));
  startScreens(form, keeping, short, rest);
  return rest;
}

const report = document.getElementById("report");
const owner = document.body.dataset.person;
if (report && owner) {
  const stores = import("./phone/opened.js").then(({ open }) => open(owner));
  startForm(report, stores, { isServed: true });
}
