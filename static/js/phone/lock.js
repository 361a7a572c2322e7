/* The lock of this phone: when it shuts, in all tabs at once and over a restart. What is shown then: lock_screen.js. */

export const LOCK = "doorstep-lock";
const ACTIVE = "doorstep-active";
const MINUTE = 60_000;
const SELDOM = 5000;

const root = document.documentElement;

function read() {
  try {
    return JSON.parse(localStorage.getItem(LOCK));
  } catch {
    return null;
  }
}

/** {owner, minutes, isShut, isSignedOut}; null takes it away. */
export function writeLock(change) {
  if (change) localStorage.setItem(LOCK, JSON.stringify({ ...read(), ...change }));
  else localStorage.removeItem(LOCK);
}

export const lockOf = (owner) => {
  const lock = read();
  return lock?.owner === owner ? lock : null;
};

export const noteActive = () => localStorage.setItem(ACTIVE, Date.now());

/** The server says that nobody is signed in: whoever is next has signed in again, which is more than a PIN. */
export const noteSignedOut = () => read() && writeLock({ isSignedOut: true });

/** Milliseconds until it shuts; a clock that was turned back counts as long away. */
function left(lock) {
  const idle = Date.now() - Number(localStorage.getItem(ACTIVE));
  return idle < 0 ? 0 : lock.minutes * MINUTE - idle;
}

/** `isSignedIn`: the server says so; on a page from the phone itself only the PIN opens. */
export function startLock(owner, isSignedIn) {
  let timer = 0;
  let screen = null;
  let noted = 0;

  function look() {
    clearTimeout(timer);
    const lock = lockOf(owner);
    if (!lock) return open();
    if (lock.isSignedOut && isSignedIn) return welcome();
    if (lock.isShut || lock.isSignedOut || left(lock) <= 0) return shut();
    timer = setTimeout(look, left(lock) + 50);
    return open();
  }

  async function welcome() {
    const { forgive } = await import("./pin.js");
    await forgive(owner).catch(() => {});
    noteActive();
    writeLock({ isShut: false, isSignedOut: false });
    look();
  }

  async function shut() {
    if (!lockOf(owner).isShut) writeLock({ isShut: true });
    if (!screen) {
      root.classList.add("covered");
      screen = import("./lock_screen.js").then(({ showLock }) => showLock(owner, look));
      screen.catch(() => (screen = null)); // stays covered; the next sign of life tries again
    }
    await screen;
    root.classList.remove("covered");
  }

  async function open() {
    const former = screen;
    screen = null;
    (await former)?.close();
    root.classList.remove("covered");
  }

  function note() {
    const lock = lockOf(owner);
    if (!lock) return;
    if (lock.isShut || left(lock) <= 0) look();
    else if (Date.now() - noted > SELDOM) {
      noted = Date.now();
      noteActive();
    }
  }

  for (const sign of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) addEventListener(sign, note, { passive: true });
  addEventListener("storage", ({ key }) => (key === LOCK || key === null) && look());
  addEventListener("pageshow", look);
  document.addEventListener(LOCK, look);
  document.addEventListener("visibilitychange", look);
  note();
  look();
  return { shut: () => lockOf(owner) && writeLock({ isShut: true }), look };
}
