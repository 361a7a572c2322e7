/* The vault where the browser keeps nothing: the same ways, forgotten with the page. Its page says so. */

import { oneAtATime } from "./turns.js";

/** As the other vault: what was put in does not change with the object it came from. */
const copied = (value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? value : JSON.parse(JSON.stringify(value)));

export class MemoryVault {
  constructor(owner) {
    this.owner = owner;
    this.isKept = false;
    this.stores = new Map();
  }

  async put(store, id, value, plain = {}) {
    this.lines(store).set(id, { id, plain, value: copied(value) });
  }

  async get(store, id) {
    const line = this.lines(store).get(id);
    return line && copied(line.value);
  }

  async list(store) {
    return [...this.lines(store).values()].map((line) => ({ ...line, value: copied(line.value) }));
  }

  update(store, id, change, plain) {
    return oneAtATime(`memory:${store}:${id}:${this.owner}`, async () => {
      const next = await change(await this.get(store, id));
      if (next === undefined) return undefined;
      await this.put(store, id, next, plain ? plain(next) : this.lines(store).get(id)?.plain);
      return next;
    });
  }

  async remove(store, id) {
    this.lines(store).delete(id);
  }

  async empty() {
    this.stores.clear();
  }

  async wipe() {
    this.stores.clear();
  }

  lines(name) {
    if (!this.stores.has(name)) this.stores.set(name, new Map());
    return this.stores.get(name);
  }
}
