/* What the app switcher shows: nothing. A page that is not looked at is blank, and back as soon as it is. */

const root = document.documentElement;

export function startCover() {
  const cover = () => root.classList.add("unwatched");
  const uncover = () => root.classList.remove("unwatched");
  const look = () => (document.hidden ? cover() : uncover());

  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", cover);
  addEventListener("pageshow", look);
  look();
  // a phone takes its picture when the page loses the focus; at a desk the other window is in use beside this one
  if (!matchMedia("(pointer: coarse)").matches) return;
  addEventListener("blur", () => document.hasFocus() || cover());
  for (const sign of ["focus", "pointerdown", "keydown"]) addEventListener(sign, uncover, true);
}
