/* How what is kept is encrypted: AES-256-GCM under a key that cannot leave the browser, each record bound to its place. */

const JSON_INSIDE = 0;
const BYTES_INSIDE = 1;

export function newKey() {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key, place, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(terms(iv, place), key, bytesOf(value));
  return { iv, data };
}

/** Rejects where one bit of it was altered, or where it was moved here from elsewhere. */
export async function unseal(key, place, { iv, data }) {
  const bytes = await crypto.subtle.decrypt(terms(iv, place), key, data);
  const kind = new Uint8Array(bytes, 0, 1)[0];
  return kind === BYTES_INSIDE ? bytes.slice(1) : JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 1)));
}

const terms = (iv, place) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) });

function bytesOf(value) {
  if (value instanceof ArrayBuffer) return marked(BYTES_INSIDE, new Uint8Array(value));
  if (ArrayBuffer.isView(value)) {
    return marked(BYTES_INSIDE, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  }
  return marked(JSON_INSIDE, new TextEncoder().encode(JSON.stringify(value)));
}

function marked(kind, content) {
  const bytes = new Uint8Array(content.length + 1);
  bytes[0] = kind;
  bytes.set(content, 1);
  return bytes;
}
