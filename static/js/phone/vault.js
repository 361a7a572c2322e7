/* What this phone keeps: encrypted records in stores, each owner's apart from every other's, under the owner's own key. */

import { STORES, database } from "./database.js";
import { MemoryVault } from "./memory_vault.js";
import { newKey, seal, unseal } from "./sealing.js";
import { oneAtATime } from "./turns.js";
import { VaultError } from "./vault_error.js";

export { VaultError };

let isAskedToStay = false;

/** The owner's vault; where nothing can be kept, one that forgets with the page (`isKept` is false). Never rejects. */
export async function openVault(owner) {
  try {
    return new Vault(owner, await keyOf(owner, await newKey()));
  } catch {
    return new MemoryVault(owner);
  }
}

/** The owner's key on this phone; `fresh` becomes it where there is none. */
async function keyOf(owner, fresh) {
  const turn = (await database()).transaction("keys", "readwrite");
  const found = await turn.store.get(owner);
  const kept = found || { owner, id: crypto.getRandomValues(new Uint32Array(1))[0], key: fresh };
  if (!found) await turn.store.put(kept);
  await turn.done;
  return kept;
}

class Vault {
  constructor(owner, held) {
    this.owner = owner;
    this.isKept = true;
    this.held = held;
  }

  async put(store, id, value, plain = {}) {
    const former = await recordOf(this, store, id);
    const before = former && (await isReadable(this, store, former)) ? former.now : former?.before;
    const now = await seal(this.held.key, placeOf(this, store, id), value);
    const isWritten = await write(this, store, { owner: this.owner, id, plain, now, before: before || null });
    if (!isWritten) return this.put(store, id, value, plain);
    if (store === "drafts") askToStay();
    return undefined;
  }

  async get(store, id) {
    const record = await recordOf(this, store, id);
    return record && valueOf(this, store, record);
  }

  /** Also what is damaged, so that its owner hears of it. */
  async list(store) {
    const records = await reached(async () => (await database()).getAllFromIndex(store, "owner", this.owner));
    return Promise.all(records.map((record) => lineOf(this, store, record)));
  }

  /** One at a time over all tabs. `plain` follows from the next value where it is a function; else it stays. */
  update(store, id, change, plain) {
    return oneAtATime(`vault:${placeOf(this, store, id)}`, async () => {
      const record = await recordOf(this, store, id);
      const next = await change(record && (await valueOf(this, store, record)));
      if (next === undefined) return undefined;
      await this.put(store, id, next, plain ? plain(next) : record?.plain);
      return next;
    });
  }

  async remove(store, id) {
    await reached(async () => (await database()).delete(store, [this.owner, id]));
  }

  /** Everything of this owner but the key, and the PIN beside it. */
  empty() {
    return clear(this.owner);
  }

  /** Everything of this owner, and the key: what another tab still holds cannot be kept any more. */
  wipe() {
    return clear(this.owner, (turn) => turn.objectStore("keys").delete(this.owner));
  }
}

function clear(owner, more = () => {}) {
  return reached(async () => {
    const turn = (await database()).transaction([...STORES, "keys"], "readwrite");
    for (const store of STORES) {
      const places = await turn.objectStore(store).index("owner").getAllKeys(owner);
      for (const place of places) turn.objectStore(store).delete(place);
    }
    more(turn);
    await turn.done;
  });
}

const placeOf = (vault, store, id) => `${store}:${id}:${vault.owner}`;
const recordOf = (vault, store, id) => reached(async () => (await database()).get(store, [vault.owner, id]));

/** False where the owner signed out and in again meanwhile, in another tab: the key is a new one, now known. */
function write(vault, store, record) {
  return reached(async () => {
    const turn = (await database()).transaction([store, "keys"], "readwrite");
    const kept = await turn.objectStore("keys").get(vault.owner);
    if (!kept) throw new VaultError("unavailable");
    if (kept.id !== vault.held.id) {
      vault.held = kept;
      return false;
    }
    await Promise.all([turn.objectStore(store).put(record), turn.done]);
    return true;
  });
}

async function lineOf(vault, store, record) {
  const { id, plain } = record;
  try {
    return { id, plain, value: await unseal(vault.held.key, placeOf(vault, store, id), record.now) };
  } catch {
    return { id, plain, fault: "damaged" };
  }
}

async function valueOf(vault, store, record) {
  const place = placeOf(vault, store, record.id);
  try {
    return await unseal(vault.held.key, place, record.now);
  } catch {
    const error = new VaultError("damaged");
    if (record.before) error.before = await unseal(vault.held.key, place, record.before).catch(() => undefined);
    throw error;
  }
}

const isReadable = (vault, store, record) => lineOf(vault, store, record).then((line) => !line.fault);

/** What the database answers; its own errors in our words. */
async function reached(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VaultError) throw error;
    throw new VaultError(error?.name === "QuotaExceededError" ? "full" : "unavailable", error);
  }
}

/** Asks the browser not to clear this site when the phone runs short of space. */
function askToStay() {
  if (isAskedToStay) return;
  isAskedToStay = true;
  navigator.storage?.persist?.().catch(() => {});
}

const onPhone = (work) => database().then(work).catch(() => undefined);

export const lastOwner = () => onPhone((connection) => connection.get("phone", "owner"));
export const rememberOwner = (owner) => onPhone((connection) => connection.put("phone", owner, "owner"));
export const forgetOwner = () => onPhone((connection) => connection.delete("phone", "owner"));
export const owners = async () => (await onPhone((connection) => connection.getAllKeys("keys"))) || [];
