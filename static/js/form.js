/* The guided form: one screen at a time, the short way, or live beside the client; kept with every change. Without this
   file the page is one plain form. The phone's shell starts it too, on a form that is blank. */

import { startAbsence } from "./form/absence.js";
import { startCheck } from "./form/check.js";
import { startContactData } from "./form/contact_data.js";
import { startDifferences } from "./form/differences.js";
import { startFiles } from "./form/files.js";
import { startGrowing } from "./form/growing.js";
import { startKeeping } from "./form/keeping.js";
import { startLive } from "./form/live.js";
import { startNews } from "./form/news.js";
import { startScreens } from "./form/screens.js";
import { startSent } from "./form/sent.js";
import { startSentences } from "./form/sentences.js";
import { startShort } from "./form/short.js";
import { open } from "./phone/opened.js";

/** `stores`: {vault, drafts, sync, queue}, or the promise of them. */
export function startForm(form, stores, { isServed = false } = {}) {
  document.documentElement.classList.add("js");
  for (const element of document.querySelectorAll("[data-with-js]")) element.hidden = false;

  const keeping = startKeeping(form, stores, isServed);
  const short = startShort(form, keeping);
  const live = startLive(form);
  const check = startCheck(form, keeping);
  startSent(form, keeping, check);
  startDifferences(form, keeping);
  startAbsence(form, keeping);
  startFiles(form, keeping);
  startGrowing(form);
  startNews(form, keeping);
  startScreens(form, keeping, { short, live, check });
  startSentences(form, stores);
  startContactData(form, stores);
  return keeping.isOpen;
}

const report = document.getElementById("report");
if (report && document.body.dataset.person) startForm(report, open(document.body.dataset.person), { isServed: true });
