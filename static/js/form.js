/* The guided form: one screen at a time, the short way, or live beside the client; kept with every change. Without this
   file the page is one plain form. The phone's shell starts it too, on a form that is blank. What the first answer does
   not need comes once the draft is open (form/rest.js). */

import { startAbsence } from "./form/absence.js";
import { startKeeping } from "./form/keeping.js";
import { startScreens } from "./form/screens.js";
import { startShort } from "./form/short.js";

const idle = () => new Promise((done) => (globalThis.requestIdleCallback ?? setTimeout)(done, { timeout: 500 }));

/** What a lost network held back is fetched again when there is one. Where it is not the network, it fails. */
async function fetched(load) {
  for (let wait = 1000; ; wait *= 2) {
    try {
      return await load();
    } catch (fault) {
      if (navigator.onLine && wait > 4000) throw fault;
      await new Promise((done) => (addEventListener("online", done, { once: true }), setTimeout(done, Math.min(wait, 60000))));
    }
  }
}

/** `stores`: {vault, drafts, sync, queue}, or {vault, drafts, going} where the last two come later; or the promise of it. */
export function startForm(form, stores, { isServed = false } = {}) {
  document.documentElement.classList.add("js");
  for (const element of document.querySelectorAll("[data-with-js]")) element.hidden = false;

  const keeping = startKeeping(form, stores, isServed);
  const short = startShort(form, keeping);
  startAbsence(form, keeping);
  const rest = keeping.isGoing.then(() => fetched(() => import("./form/rest.js"))).then(({ startRest }) => startRest(form, keeping, stores));
  startScreens(form, keeping, short, rest);
  return rest;
}

/** First what keeps, then what sends. */
async function open(owner) {
  const [{ openVault }, { openDrafts }] = await Promise.all([import("./phone/vault.js"), import("./phone/drafts.js")]);
  const vault = await openVault(owner);
  const drafts = await openDrafts(vault);
  return { vault, drafts, going: idle().then(() => going(vault, drafts)) };
}

async function going(vault, drafts) {
  const modules = () => Promise.all([import("./phone/sync.js"), import("./phone/queue.js")]);
  const [{ startSync }, { startQueue }] = await fetched(modules);
  const sync = startSync(vault, drafts);
  return { sync, queue: startQueue(vault, sync) };
}

const report = document.getElementById("report");
const owner = document.body.dataset.person;
if (report && owner) startForm(report, open(owner), { isServed: true });
