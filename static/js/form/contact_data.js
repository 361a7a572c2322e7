/* A phone number or an e-mail address in a text: whose is it? Asked in the step, answered with one tap, never in the
   way of sending. Finds what policies/contact_data.py finds; one set of examples tests both. */

const WORD = "\\p{L}\\p{N}_";
const PHONE = new RegExp(`(^|[^${WORD}.])(\\+?\\p{Nd}[\\p{Nd} /()-]{7,18}\\p{Nd})(?![${WORD}])`, "gu");
const DATE = /(?:19|20)\d\d-\d\d-\d\d(?!\d)/g;
const EMAIL = new RegExp(`[${WORD}.+-]+@[${WORD}-]+\\.[${WORD}]{2,}`, "gu");
const LEAST_DIGITS = 9;
const GONE = "[…]";
const PAUSE = 900;
const KEPT = "own-contact-data";
const MOST_KEPT = 100;

const digits = (text) => text.replace(/\P{Nd}/gu, "");
const nameOf = (found) => (found.includes("@") ? found.toLowerCase() : digits(found));

/** As they are written, without those whose names (see nameOf) are known. */
export function contactDataIn(text, known = new Set()) {
  const undated = text.replace(DATE, (date) => ".".repeat(date.length));
  const numbers = [...undated.matchAll(PHONE)].map((match) => match[2]);
  const found = numbers.filter((number) => digits(number).length >= LEAST_DIGITS && !known.has(digits(number)));
  return [...found, ...(text.match(EMAIL) ?? [])];
}

export function startContactData(form, stores) {
  const pattern = document.getElementById("whose");
  const known = new Set(pattern.dataset.known.split("|").map(digits).filter(Boolean));
  const shown = new Map();
  let pause = 0;

  const open = (text) => contactDataIn(text, known).filter((found) => !known.has(nameOf(found)));

  async function remember(found) {
    known.add(nameOf(found));
    const { vault } = await stores;
    await vault.update("pocket", KEPT, (list = []) => [...new Set([...list, nameOf(found)])].slice(-MOST_KEPT));
  }

  async function recall() {
    const { vault } = await stores;
    for (const name of (await vault.get("pocket", KEPT)) ?? []) known.add(name);
  }

  function ask(field) {
    const [found] = open(field.value);
    const standing = shown.get(field);
    if (standing?.found === found) return;
    standing?.element.remove();
    shown.delete(field);
    if (found) show(field, pattern, found, { keep: () => keep(found), take: () => take(field, found) });
  }

  function show(field, template, found, acts) {
    const element = template.content.cloneNode(true).firstElementChild;
    const place = element.querySelector("[data-found]");
    if (place) place.textContent = found;
    for (const [name, act] of Object.entries(acts)) element.querySelector(`[data-${name}]`).addEventListener("click", act);
    field.closest(".field").append(element);
    shown.set(field, { found, element });
  }

  function keep(found) {
    remember(found).catch(() => {}); // a phone that keeps nothing asks once more next time
    for (const field of [...shown.keys()]) ask(field);
  }

  function take(field, found) {
    change(field, field.value.replace(found, GONE));
    ask(field);
    if (shown.has(field)) return;
    show(field, document.getElementById("taken"), undefined, { undo: () => undo(field, found) });
    field.focus();
  }

  function undo(field, found) {
    shown.get(field).element.remove();
    shown.delete(field);
    change(field, field.value.replace(GONE, found));
    ask(field);
  }

  function change(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const isText = (field) => field.matches("textarea, input[type=text], input:not([type])") && field.closest(".field");

  form.addEventListener("change", (event) => isText(event.target) && ask(event.target));
  form.addEventListener("input", (event) => {
    clearTimeout(pause);
    if (isText(event.target)) pause = setTimeout(() => ask(event.target), PAUSE);
  });
  // what was written before this was there is asked about, too
  const isWritten = (field) => isText(field) && field.value !== field.defaultValue;
  recall().catch(() => {}).then(() => [...form.elements].filter(isWritten).forEach(ask));
}
