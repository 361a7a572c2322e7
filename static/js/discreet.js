/* Every page: blank when nobody looks, left at once, locked when it was left alone, and forgotten when signed out. */

import { startCover } from "./phone/cover.js";
import { startExit } from "./phone/exit.js";
import { noteSignedOut, startLock } from "./phone/lock.js";

const PERSON = "doorstep-person";

/** The server's page says who is signed in; a page from the phone itself belongs to whoever was last. */
async function ownerHere() {
  const { person } = document.body.dataset;
  if (person || document.querySelector("[data-signed-out]")) return person;
  const { lastOwner } = await import("./phone/vault.js");
  return lastOwner();
}

async function remember(person) {
  const { rememberOwner } = await import("./phone/vault.js");
  await rememberOwner(person);
  localStorage.setItem(PERSON, person);
}

async function afterSigningOut() {
  noteSignedOut();
  if (!localStorage.getItem(PERSON)) return;
  const { tidyAfter } = await import("./phone/signing_out.js");
  await tidyAfter();
  localStorage.removeItem(PERSON);
}

async function signOut(owner) {
  const { askToSignOut } = await import("./phone/signing_out.js");
  await askToSignOut(owner);
}

async function start() {
  let lock = null;
  startCover();
  startExit(() => lock?.shut());
  const owner = await ownerHere();
  if (owner && document.getElementById("lock-screen")) lock = startLock(owner, Boolean(document.body.dataset.person));
  else document.documentElement.classList.remove("covered");
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]") || event.defaultPrevented) return;
    event.preventDefault();
    // asked by nobody, the plain way still signs out, and keeps what only this phone has
    signOut(owner).catch(() => event.target.submit());
  });
  if (document.querySelector("[data-signed-out]")) await afterSigningOut();
  else if (owner && localStorage.getItem(PERSON) !== owner) await remember(owner);
}

document.documentElement.dataset.discreet = "here"; // at_once.js need not look for another way
start().catch(() => document.documentElement.classList.remove("covered"));
