/* The settings' part about the PIN of this phone: set, change when it locks, take away. Nothing of it is sent. */

import { LOCK, lockOf, noteActive, writeLock } from "./lock.js";
import { hasPin, removePin, setPin } from "./pin.js";
import { openVault } from "./vault.js";

const FEWEST = 4;
const section = document.getElementById("phone-lock");
const owner = document.body.dataset.person;
const part = (name) => section.querySelector(`[data-${name}]`);
const [pin, again] = section.querySelectorAll("[data-pin]");

const tell = () => document.dispatchEvent(new Event(LOCK));

function show(name) {
  for (const other of ["without", "unkept", "unset", "set"]) part(other).hidden = other !== name;
}

function say(text, field) {
  part("said").textContent = text;
  for (const one of [pin, again]) one.removeAttribute("aria-invalid");
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
}

async function set(event) {
  event.preventDefault();
  if (!/^\d+$/.test(pin.value) || pin.value.length < FEWEST) return say(part("said").dataset.short, pin);
  if (pin.value !== again.value) return say(part("said").dataset.other, again);
  const isSet = await setPin(owner, pin.value).catch(() => false);
  pin.value = again.value = "";
  if (!isSet) return show("unkept");
  noteActive();
  writeLock({ owner, minutes: Number(part("minutes").value), isShut: false, isSignedOut: false });
  tell();
  show("set");
  say(part("said").dataset.done);
  return part("remove").focus();
}

async function remove() {
  await removePin(owner);
  writeLock(null);
  tell();
  show("unset");
  say(part("said").dataset.gone);
  pin.focus();
}

async function start() {
  const vault = await openVault(owner);
  if (!vault.isKept) return show("unkept");
  const minutes = part("minutes-set");
  minutes.value = lockOf(owner)?.minutes ?? minutes.value;
  part("unset").addEventListener("submit", set);
  part("remove").addEventListener("click", remove);
  part("now").addEventListener("click", () => {
    writeLock({ isShut: true });
    tell();
  });
  minutes.addEventListener("change", () => {
    writeLock({ owner, minutes: Number(minutes.value) });
    tell();
  });
  return show((await hasPin(owner)) && lockOf(owner) ? "set" : "unset");
}

start();
