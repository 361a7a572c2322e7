/* The phone's one database: its stores, and a connection that opens again where the browser closed it. */

import "../../vendor/idb.js";

const NAME = "doorstep";
const VERSION = 1;
const PATIENCE = 8000; // some browsers never answer where storage is denied

export const STORES = ["drafts", "queue", "files", "pocket"];

let opened = null;

/** The connection; rejects where this browser keeps nothing. */
export function database() {
  opened ||= open().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open() {
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) throw new Error("nothing is kept here");
  const opening = idb.openDB(NAME, VERSION, { upgrade, blocking: close, terminated: () => (opened = null) });
  const waiting = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("no answer")));
  return Promise.race([opening, waiting]);
}

function upgrade(connection) {
  for (const store of STORES) connection.createObjectStore(store, { keyPath: ["owner", "id"] }).createIndex("owner", "owner");
  connection.createObjectStore("keys", { keyPath: "owner" });
  connection.createObjectStore("phone");
}

/** A newer version of the database, in another tab, waits for this one to let go. */
function close(_current, _wanted, event) {
  event.target.close();
  opened = null;
}
