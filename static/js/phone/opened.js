/* Everything of this person's on this phone, opened for a page: what is kept, and what sends it. */

import { openDrafts } from "./drafts.js";
import { startQueue } from "./queue.js";
import { startSync } from "./sync.js";
import { openVault } from "./vault.js";

export async function open(owner) {
  const vault = await openVault(owner);
  const drafts = await openDrafts(vault);
  const sync = startSync(vault, drafts);
  return { vault, drafts, sync, queue: startQueue(vault, sync) };
}
