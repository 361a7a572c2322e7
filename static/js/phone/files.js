/* Files on this phone: the bytes of each, and what is known of its way. Both stay until the server's receipt. */

const STORE = "files";
const bytesOf = (id) => `${id}-bytes`;

export async function keepFile(vault, about, blob) {
  const bytes = await blob.arrayBuffer();
  await vault.put(STORE, bytesOf(about.id), bytes);
  await vault.put(STORE, about.id, { state: "waiting", offset: 0, size: bytes.byteLength, at: Date.now(), ...about });
}

/** What is known of it; null where this phone has it no more, or cannot read it. */
export const aboutFile = (vault, id) => vault.get(STORE, id).then((about) => about ?? null, () => null);

export const fileBytes = (vault, id) => vault.get(STORE, bytesOf(id)).catch((error) => error.before);

export const noteOfFile = (vault, id, changes) => vault.update(STORE, id, (about) => about && { ...about, ...changes });

export async function forgetFile(vault, id) {
  await vault.remove(STORE, bytesOf(id));
  await vault.remove(STORE, id);
}
