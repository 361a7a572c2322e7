/* In the worker, where the browser wakes it when the network is back: sends what waits, with the page closed. */

import { openDrafts } from "./drafts.js";
import { startQueue } from "./queue.js";
import { startSync } from "./sync.js";
import { lastOwner, openVault } from "./vault.js";
import "./pushed.js";

let sending = null;

/** Its own connection to what is kept, opened once as long as the worker lives. */
async function open(owner) {
  const vault = await openVault(owner);
  if (!vault.isKept) return null;
  const drafts = await openDrafts(vault);
  const sync = startSync(vault, drafts);
  startQueue(vault, sync);
  return { owner, sync };
}

async function sendAll() {
  const owner = await lastOwner();
  if (!owner) return;
  if (sending?.owner !== owner) sending = await open(owner);
  const isDone = await sending?.sync.now();
  if (isDone === false) throw new Error("something waits still"); // the browser asks again later
}

addEventListener("sync", (event) => {
  if (event.tag === "doorstep") event.waitUntil(sendAll());
});
