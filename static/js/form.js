/* The guided form: one screen at a time or the short way, saved with every change. Without this file the page
   is one plain form. */

import { startSaving } from "./form/saving.js";
import { startScreens } from "./form/screens.js";
import { startSentences } from "./form/sentences.js";
import { startShort } from "./form/short.js";

const form = document.getElementById("report");

document.documentElement.classList.add("js");
for (const element of document.querySelectorAll("[data-with-js]")) element.hidden = false;

const saving = startSaving(form);
const short = startShort(form, saving);
startScreens(form, saving, short);
startSentences(form, saving);
