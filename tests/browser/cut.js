// What is cut on the screen as it stands: beyond the edge, out of its own box, behind what clips; bands that take half of it.
() => {
  const found = new Set();
  const wide = document.documentElement.clientWidth;
  const tell = (what, element) => {
    found.add(`${what}: ${element.localName}.${element.className} ${element.textContent.trim().slice(0, 60)}`);
  };
  const BOXES = "button, .button, .choice, summary, .card, .notice, .bar, .thumb, td, th, dd, dt";
  const UNREAD = ["SCRIPT", "STYLE", "TEMPLATE", "OPTION", "TEXTAREA"];
  const FIELDS = "input, select, textarea, img, svg";
  const UNDRAWN = "[type=radio], [type=checkbox], [type=hidden], [type=file]";

  const lineage = (element) => (element ? [element, ...lineage(element.parentElement)] : []);
  const isAside = (element) => getComputedStyle(element).clipPath.startsWith("inset") || element.matches(".skip");
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !lineage(element).some(isAside);
  const ways = (element) => [getComputedStyle(element).overflowX, getComputedStyle(element).overflowY];
  const clips = (element) => !["BODY", "HTML"].includes(element.tagName)
    && ways(element).some((way) => way === "hidden" || way === "clip")
    && !ways(element).some((way) => way === "auto" || way === "scroll");

  function lines(node) {
    const range = new Range();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(({ width }) => width > 1);
  }

  function look(node) {
    const element = node.parentElement;
    if (!node.data.trim() || UNREAD.includes(element.tagName) || !isSeen(element)) return;
    const rects = lines(node);
    const leaves = (frame, slack = 2) => rects.some((one) => one.left < frame.left - 1 || one.right > frame.right + 1
      || one.top < frame.top - slack || one.bottom > frame.bottom + slack);
    if (rects.some(({ left, right }) => left < -1 || right > wide + 1)) tell("beyond the edge", element);
    const box = element.closest(BOXES);
    if (box && leaves(box.getBoundingClientRect())) tell("out of its box", element);
    const clipping = lineage(element).find(clips);
    if (clipping && leaves(clipping.getBoundingClientRect())) tell("clipped", element);
  }

  if (document.documentElement.scrollWidth > wide) {
    found.add(`page ${document.documentElement.scrollWidth} of ${wide}`);
    const isOut = (element) => element.getBoundingClientRect().right > wide + 1;
    [...document.querySelectorAll("body *")].filter(isOut).slice(0, 3).forEach((element) => tell("box beyond the edge", element));
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) look(walker.currentNode);
  for (const field of document.querySelectorAll(FIELDS)) {
    const { left, right, width } = field.getBoundingClientRect();
    if (width && !field.matches(UNDRAWN) && isSeen(field) && (left < -1 || right > wide + 1)) tell("beyond the edge", field);
  }
  for (const band of document.querySelectorAll(".thumb, .bar")) {
    const isHeld = getComputedStyle(band).position === "sticky" && isSeen(band);
    if (isHeld && band.offsetHeight > innerHeight / 2) tell(`takes ${band.offsetHeight} of ${innerHeight}`, band);
  }
  return [...found];
}
