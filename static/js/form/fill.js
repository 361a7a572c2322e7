/* What a section of the form holds, as the API takes it, and the way back: fill() is the exact inverse of contentOf(). */

const APART = new Set(["absence", "go", "together"]);

/** The fields of a section with their names there: without the step's prefix. What asks for more than text is left out. */
export function fieldsOf(section) {
  const prefix = section.id + "-";
  const found = [];
  for (const field of section.querySelectorAll("input, select, textarea")) {
    const name = field.name.startsWith(prefix) ? field.name.slice(prefix.length) : field.name;
    const isOurs = name && !APART.has(name) && !field.disabled && field.type !== "file";
    if (isOurs && field.closest(".screen") === section) found.push([name, field]);
  }
  return found;
}

/** What a section holds: text by name, checkboxes as lists; a question without an answer is not in it. */
export function contentOf(section) {
  const content = {};
  for (const [name, field] of fieldsOf(section)) {
    if (field.type === "checkbox") {
      content[name] ||= [];
      if (field.checked) content[name].push(field.value);
    } else if (field.type !== "radio") content[name] = field.value;
    else if (field.checked) content[name] = field.value;
  }
  return content;
}

/** Puts the content there. Returns what found no place: {name: [values]}, nothing of which is lost on the way. */
export function fill(section, content) {
  const left = new Map(Object.entries(content).map(([name, value]) => [name, new Set([].concat(value ?? []))]));
  for (const [name, field] of fieldsOf(section)) {
    const value = content[name];
    if (field.type === "checkbox") field.checked = Array.isArray(value) && value.includes(field.value);
    else if (field.type === "radio") field.checked = value === field.value;
    else field.value = value ?? "";
    if (field.type !== "checkbox" && field.type !== "radio") left.delete(name);
    else left.get(name)?.delete(field.value);
  }
  for (const fold of section.querySelectorAll("details:not([open])")) {
    const isUsed = [...fold.querySelectorAll("textarea, input:not([type=radio], [type=checkbox])")].some((field) => field.value);
    const isCited = fold.classList.contains("norm") && fold.querySelector(":checked");
    if ((isUsed || isCited) && fold.closest(".screen") === section) fold.open = true;
  }
  section.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
  const lost = [...left].map(([name, values]) => [name, [...values].filter(Boolean)]).filter(([, values]) => values.length);
  return Object.fromEntries(lost);
}

export function isAnswered(section) {
  return Boolean(section.querySelector('[name$="-answer"]:checked'));
}

/** The sections that are kept and sent, by their names. */
export function sectionsOf(form) {
  const sections = [...form.querySelectorAll("[data-save]")];
  return new Map(sections.map((section) => [section.id, section]));
}
