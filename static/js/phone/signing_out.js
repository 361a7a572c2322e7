/* Signing out of this phone: what only the phone has is asked about first, then nothing of the person stays here. */

import { hello, patiently } from "./hello.js";
import { lockOf, writeLock } from "./lock.js";
import { forgetOwner, lastOwner, openVault, owners } from "./vault.js";

const PERSON = "doorstep-person";
const SIGN_IN = "/accounts/login/";
const SIGN_OUT = "/accounts/logout/";

const isHad = (draft) => draft.isBegun && !draft.send && Object.values(draft.sections).every(({ state }) => state === "saved");
const isEmpty = (draft) => !Object.keys(draft.sections).length;

/** Whether the words or photos of this draft would be lost with this phone's copy. */
function isUnsent({ value: draft, fault }) {
  if (fault) return true;
  if (draft.isDiscarded || (draft.reference && !draft.refused)) return false;
  return Boolean(draft.files?.length) || !(isHad(draft) || isEmpty(draft));
}

/** What only this phone has of the vault's owner: {kind, label, at}, oldest first. */
export async function unsentIn(vault) {
  const drafts = (await vault.list("drafts")).filter(isUnsent);
  const items = await vault.list("queue");
  const lines = [
    ...drafts.map(({ value, plain }) => ({ draft: value?.kind ?? "", at: plain.startedAt || plain.touchedAt })),
    ...items.map(({ value }) => ({ label: value?.label ?? "", at: value?.at })),
  ];
  return lines.sort((one, other) => (one.at || 0) - (other.at || 0));
}

const isKnown = async (owner) => (await owners()).includes(owner);

/** Asks where something would be lost; else signs out at once. */
export async function askToSignOut(owner) {
  const vault = (await isKnown(owner)) ? await openVault(owner) : null;
  const lines = vault ? await unsentIn(vault) : [];
  if (lines.length) return dialog(vault, lines);
  return (await signOut(owner, vault)) || dialog(vault, lines, true);
}

/** False where the network is away: signed out on this phone alone would be signed in still. */
async function signOut(owner, vault) {
  if (!(await endSession())) return false;
  await vault?.wipe();
  await forgetHere(owner);
  location.replace(SIGN_IN);
  return true;
}

async function endSession() {
  const greeting = await hello();
  if (!greeting) return false;
  if (greeting.signedOut) return true;
  const headers = { "X-CSRFToken": greeting.token };
  return patiently(SIGN_OUT, { method: "POST", headers }).then(({ ok }) => ok, () => false);
}

async function forgetHere(owner) {
  await forgetOwner();
  if (lockOf(owner)) writeLock(null);
  localStorage.removeItem(PERSON);
  sessionStorage.clear();
  tellWorker();
}

const tellWorker = () => navigator.serviceWorker?.controller?.postMessage({ type: "signed-out" });

/** The page that asks; `isOffline`: it only says that there is no network. */
async function dialog(vault, lines, isOffline = false) {
  const asked = document.getElementById("sign-out-asks").content.firstElementChild.cloneNode(true);
  const part = (name) => asked.querySelector(`[data-${name}]`);
  const { pocketOf } = lines.length ? await import("./pocket.js") : {};
  const kinds = (await pocketOf?.(vault))?.kinds ?? {};
  part("lines").replaceChildren(...lines.map((line) => lineOf(part("line").content, line, kinds)));
  for (const name of ["unsent", "away"]) part(name).hidden = isOffline;
  part("offline").hidden = !isOffline;
  const close = () => asked.remove();
  asked.addEventListener("close", close);
  part("stay").addEventListener("click", close);
  part("away").addEventListener("click", async () => {
    part("offline").hidden = true;
    part("offline").hidden = await signOut(vault.owner, vault);
  });
  document.body.append(asked);
  if (asked.showModal) asked.showModal();
  else asked.setAttribute("open", "");
  part("stay").focus();
}

function lineOf(template, { draft, label, at }, kinds) {
  const line = template.firstElementChild.cloneNode(true);
  const known = draft === undefined ? label : kinds[draft]?.label;
  if (known) line.querySelector("[data-label]").textContent = known;
  const moment = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  if (at) line.querySelector("time").textContent = moment.format(at);
  return line;
}

// -- signed out in another way: by time, by somebody else, by wrong PINs

/** The server knows nobody here. What it has goes from the phone, what only the phone has waits for its owner. */
export async function tidyAfter() {
  const last = await lastOwner();
  for (const owner of await owners()) {
    const vault = await openVault(owner);
    if ((await unsentIn(vault)).length) continue;
    await vault.empty();
    if (owner === last) await forgetOwner();
  }
  tellWorker();
}

/** To the sign-in, and back to this page. False where the network is away. */
export async function signInAgain() {
  if (!(await endSession())) return false;
  location.replace(`${SIGN_IN}?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`);
  return true;
}
