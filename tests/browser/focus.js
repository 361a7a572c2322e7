// Where the focus is, whether it is ringed, and whether it can be seen: on the screen and not under the thumb.
async () => {
  const shown = () => document.activeElement.closest(".choice") ?? document.activeElement;

  function isOnScreen() {
    const { top, bottom, height } = shown().getBoundingClientRect();
    const edge = shown().closest(".thumb") ? innerHeight : (document.querySelector(".thumb")?.getBoundingClientRect().top ?? innerHeight);
    return Math.min(bottom, edge) - Math.max(top, 0) >= Math.min(height, 12);
  }

  // a field with parts, such as a date, is rolled there slowly
  for (let tries = 0; tries < 60 && !isOnScreen(); tries += 1) await new Promise((later) => setTimeout(later, 50));
  const one = document.activeElement;
  const style = getComputedStyle(shown());
  return {
    name: one.name ?? "",
    value: one.value ?? "",
    id: one.id,
    tag: one.localName,
    text: one.textContent.trim(),
    href: one.getAttribute("href") ?? "",
    isRinged: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isOnScreen: isOnScreen(),
  };
}
