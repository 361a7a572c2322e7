/* The locked screen: over everything, nothing behind it can be read or reached, and the PIN or a new sign-in opens it. */

import { MOST_WRONG, hasPin, triesLeft, tryPin } from "./pin.js";
import { writeLock, noteActive } from "./lock.js";
import { signInAgain } from "./signing_out.js";

const root = document.documentElement;

/** Shows it; `look` is told when something changed. Nothing to ask for: the lock goes. */
export async function showLock(owner, look) {
  const left = await tries(owner);
  if (left === null) {
    writeLock(null);
    return { close() {} };
  }
  const former = document.activeElement;
  const screen = document.getElementById("lock-screen").content.firstElementChild.cloneNode(true);
  const part = (name) => screen.querySelector(`[data-${name}]`);
  const field = screen.querySelector("input");
  const fault = part("fault");
  let isBusy = false;

  function ask(tries) {
    part("ask").hidden = !tries;
    part("blocked").hidden = Boolean(tries);
    if (tries) field.focus();
    else part("again").focus();
  }

  function say(text) {
    fault.hidden = false;
    fault.textContent = text;
    field.setAttribute("aria-invalid", "true");
  }

  async function enter(event) {
    event.preventDefault();
    if (isBusy || !field.value) return;
    isBusy = true;
    const isRight = await tryPin(owner, field.value).catch(() => false);
    isBusy = false;
    field.value = "";
    if (isRight) {
      noteActive();
      writeLock({ isShut: false });
      look();
      return;
    }
    const tries = (await triesLeft(owner).catch(() => 0)) ?? 0;
    say(fault.dataset.wrong.replace("%(count)s", tries));
    ask(tries);
  }

  /** Escape closes no lock, not even pressed twice. */
  function stay() {
    if (screen.isConnected && !screen.open) raise(screen);
  }

  screen.addEventListener("cancel", (event) => event.preventDefault());
  screen.addEventListener("close", stay);
  part("ask").addEventListener("submit", enter);
  part("again").addEventListener("click", async () => {
    part("offline").hidden = true;
    part("offline").hidden = await signInAgain();
  });

  root.classList.add("locked");
  document.body.append(screen);
  raise(screen);
  ask(left);

  return {
    close() {
      screen.remove();
      root.classList.remove("locked");
      if (former?.isConnected) former.focus({ preventScroll: true });
    },
  };
}

/** In the top layer, above dialogs that are open; where the browser has none, over the page. */
function raise(screen) {
  if (screen.showModal) screen.showModal();
  else screen.setAttribute("open", "");
}

/** null: no PIN of hers is here any more. Where that cannot be read, signing in is the way. */
async function tries(owner) {
  try {
    return (await hasPin(owner)) ? Math.min(MOST_WRONG, await triesLeft(owner)) : null;
  } catch {
    return 0;
  }
}
