/* The PIN of one person on this phone. It hides the screen and encrypts nothing: a salted digest of it lies beside her
   key, is never sent, and too many wrong ones ask for a new sign-in. */

import { database } from "./database.js";
import { oneAtATime } from "./turns.js";

export const MOST_WRONG = 5;
const ROUNDS = 600_000;

async function digestOf(pin, { salt, rounds }) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const terms = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return new Uint8Array(await crypto.subtle.deriveBits(terms, material, 256));
}

async function change(owner, next) {
  const turn = (await database()).transaction("keys", "readwrite");
  const held = await turn.store.get(owner);
  if (held) await turn.store.put({ ...held, pin: next(held.pin) });
  await turn.done;
  return held;
}

const pinOf = async (owner) => (await (await database()).get("keys", owner))?.pin ?? null;

export const hasPin = async (owner) => Boolean(await pinOf(owner));

/** False where this phone keeps nothing of hers, and so cannot keep a PIN. */
export async function setPin(owner, pin) {
  const terms = { salt: crypto.getRandomValues(new Uint8Array(16)), rounds: ROUNDS };
  const kept = { ...terms, digest: await digestOf(pin, terms), wrong: 0 };
  return Boolean(await change(owner, () => kept));
}

export const removePin = (owner) => change(owner, () => null);

/** A fresh sign-in takes back what was tried wrongly. */
export const forgive = (owner) => change(owner, (pin) => pin && { ...pin, wrong: 0 });

/** How many more may be tried: MOST_WRONG where none was wrong, 0 where only signing in helps. */
export async function triesLeft(owner) {
  const pin = await pinOf(owner);
  return pin ? Math.max(0, MOST_WRONG - pin.wrong) : MOST_WRONG;
}

/** Whether it is the right one. Counted before it is compared: closing the page in between helps nobody. */
export function tryPin(owner, pin) {
  return oneAtATime(`pin:${owner}`, async () => {
    if (!(await triesLeft(owner))) return false;
    await change(owner, (kept) => kept && { ...kept, wrong: kept.wrong + 1 });
    const kept = await pinOf(owner);
    const digest = await digestOf(pin, kept);
    const isRight = digest.every((byte, at) => byte === kept.digest[at]);
    if (isRight) await forgive(owner);
    return isRight;
  });
}
