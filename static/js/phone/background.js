/* In the worker, where the browser wakes it when the network is back: sends what waits, with the page closed. */

import { open } from "./opened.js";
import { lastOwner } from "./vault.js";
import "./pushed.js";

let held = null; // opened once as long as the worker lives

async function sendAll() {
  const owner = await lastOwner();
  if (!owner) return;
  if (held?.vault.owner !== owner) held = await open(owner);
  if (held.vault.isKept && !(await held.sync.now())) throw new Error("something waits still"); // the browser asks again later
}

addEventListener("sync", (event) => {
  if (event.tag === "doorstep") event.waitUntil(sendAll());
});
