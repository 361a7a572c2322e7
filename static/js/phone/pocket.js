/* The pocket: what filing without a network needs (kinds, forms, sentences), fetched while the page idles and kept
   encrypted for its owner. */

import { patiently } from "./hello.js";
import { openVault, rememberOwner } from "./vault.js";

const STORE = "pocket";
const ID = "forms";
const ADDRESS = "/api/v1/pocket/";
const FRESH = 10 * 60 * 1000;
const AFTER = 2000;

/** {version, language, kinds, pages, said, clients, ...}, or undefined where this phone has none that can be read. */
export async function pocketOf(vault) {
  const kept = await keptIn(vault);
  return kept?.pocket;
}

async function keptIn(vault) {
  try {
    return await vault.get(STORE, ID);
  } catch (error) {
    return error.before;
  }
}

/** Fetches the pocket where it is another one than the one kept. Fails quietly: there is another time. */
export async function refresh(vault) {
  const kept = await keptIn(vault);
  const headers = kept?.tag ? { "If-None-Match": kept.tag } : {};
  const response = await patiently(ADDRESS, { headers }, 60000);
  if (response.status === 304) return kept.pocket;
  if (!response.ok) return undefined;
  const pocket = await response.json();
  if (pocket.me.id !== vault.owner) return undefined; // somebody else signed in meanwhile, in another tab
  await vault.put(STORE, ID, { tag: response.headers.get("ETag"), pocket });
  await rememberOwner(vault.owner);
  return pocket;
}

/** Once the page has nothing else to do, and not on every page. */
export function refreshSoon(owner) {
  const mark = `doorstep-pocket ${owner} ${document.documentElement.lang}`;
  if (Date.now() - Number(sessionStorage.getItem(mark)) < FRESH) return;
  const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 1));
  setTimeout(() => idle(() => take(owner, mark).catch(() => {})), AFTER);
}

async function take(owner, mark) {
  const vault = await openVault(owner);
  if (vault.isKept && (await refresh(vault))) sessionStorage.setItem(mark, Date.now());
}
