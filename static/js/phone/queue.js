/* What waits beside reports: messages, additions, files of sent reports. In order for each subject; nothing goes from
   here before the server's answer, and what it refuses stays with its reason until somebody mends it or throws it away.
   No page here: the worker uses it too. */

import { fileBytes, forgetFile } from "./files.js";

const STORE = "queue";
const UNDONE = ["waiting", "held"];

/** `sync` sends it in its bursts. An item: {id, subject, path, body, label, file, state, at, refused: {code, detail}, isTried}. */
export function startQueue(vault, sync) {
  const listeners = new Set();
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel("doorstep") : null;

  function tell(change) {
    for (const listener of listeners) listener(change);
    channel?.postMessage({ queue: change });
  }
  channel?.addEventListener("message", ({ data }) => {
    if (data?.queue) for (const listener of listeners) listener({ ...data.queue, isElsewhere: true });
  });

  async function list() {
    const rows = await vault.list(STORE);
    const items = rows.map((row) => (row.fault ? { id: row.id, state: "refused", fault: row.fault, at: 0 } : row.value));
    return items.sort((one, other) => one.at - other.at);
  }

  /** `state` "held": kept here while the page itself sends it. The same id again is the same item, with what is new. */
  async function add({ id, state = "waiting", ...item }) {
    const at = (await list()).reduce((latest, { at: moment }) => Math.max(latest, moment + 1), Date.now());
    const kept = await vault.update(STORE, id, (known) => ({ id, at, ...known, ...item, state, refused: null }));
    tell({ id, subject: kept.subject, what: "added" });
    if (state === "waiting") sync.soon();
    return kept;
  }

  async function change(id, fields, what) {
    const item = await vault.update(STORE, id, (known) => known && { ...known, ...fields });
    if (item) tell({ id, subject: item.subject, what });
    return item;
  }

  async function away(item, what, more = {}) {
    if (item.file) await forgetFile(vault, item.file);
    await vault.remove(STORE, item.id);
    tell({ id: item.id, subject: item.subject, what, ...more });
  }

  // -- on its way ------------------------------------------------------------------------------------------------

  /** All that waits, oldest first; a file that takes long comes after the words. Raises what calling.js raises. */
  async function work(call) {
    const waiting = (await list()).filter((item) => item.state === "waiting");
    for (const item of [...waiting.filter((one) => !one.file), ...waiting.filter((one) => one.file)]) {
      await (item.file ? sendFile(item) : sendWords(item, call));
    }
  }

  async function sendWords(item, call) {
    const answer = await call(item.path, "POST", item.body, item.id);
    const codes = (answer.data.missing ?? []).map((reason) => reason.code);
    // the page itself sent it, and its answer was lost
    const isThere = answer.ok || (item.isTried && codes.includes("sent_differently"));
    if (isThere) return away(item, "sent", { answer: answer.ok ? answer.data : {} });
    return change(item.id, { state: "refused", refused: reasonIn(answer) }, "refused");
  }

  async function sendFile(item) {
    const about = await sync.files.send(item.file);
    if (!about || about.state === "there") return away(item, "sent");
    return about.state === "refused" ? change(item.id, { state: "refused", refused: { code: about.reason.code, detail: about.reason.text } }, "refused") : undefined;
  }

  function reasonIn({ data, status }) {
    const errors = Object.values(data.errors ?? {}).flat();
    const detail = errors.join(" ") || (data.missing ?? []).map((reason) => reason.text).join(" ") || data.detail || "";
    return { code: data.missing?.[0]?.code ?? data.code ?? String(status), detail };
  }

  // -- by the person ---------------------------------------------------------------------------------------------

  /** Other words, or the same once more. */
  async function mend(id, body) {
    const item = await change(id, { state: "waiting", refused: null, ...(body && { body }) }, "mended");
    if (item?.file) await sync.files.again([item.file]);
    sync.soon();
    return item;
  }

  async function drop(id) {
    const item = (await list()).find((one) => one.id === id);
    if (item) await away(item, "dropped");
  }

  const queue = {
    add,
    list,
    work,
    mend,
    drop,
    /** The page's own attempt: tried, and then refused by the page, or without an answer. */
    tried: (id) => change(id, { isTried: true }, "tried"),
    release: (id) => change(id, { state: "waiting" }, "added").then(() => sync.soon()),
    of: async (subject) => (await list()).filter((item) => item.subject === subject || item.fault),
    isUnsent: async () => (await list()).some((item) => UNDONE.includes(item.state) || item.state === "refused"),
    isWaiting: async () => (await list()).some((item) => item.state === "waiting"),
    bytesOf: (item) => fileBytes(vault, item.file),
    onChange: (listener) => listeners.add(listener),
  };
  sync.also(queue);
  return queue;
}
