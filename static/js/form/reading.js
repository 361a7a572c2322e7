/* Answers as words: what the form's own labels call them, also of a content that does not stand in the form. */

const trimmed = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

const named = (section, name) => [...section.querySelectorAll(`[name="${CSS.escape(name)}"], [name="${CSS.escape(`${section.id}-${name}`)}"]`)];

/** What the form calls this field. */
export function labelOf(section, name) {
  const [field] = named(section, name);
  const group = field?.closest("fieldset")?.querySelector("legend");
  const isChoice = field && ["radio", "checkbox"].includes(field.type);
  return trimmed(isChoice ? group : field?.labels?.[0]) || name;
}

function choiceIn(fields, value) {
  const chosen = fields.find((field) => field.value === value);
  return chosen ? trimmed(chosen.closest("label")?.querySelector("span") ?? chosen.labels?.[0]) : "";
}

/** The value in words: labels of choices, a moment as it is written here, text as it is. */
export function inWords(section, name, value) {
  const fields = named(section, name);
  const [field] = fields;
  if (!field || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map((one) => choiceIn(fields, one)).filter(Boolean).join(", ");
  if (field.type === "radio") return choiceIn(fields, value);
  if (field.type === "datetime-local") return momentInWords(new Date(value));
  return value;
}

export function momentInWords(moment) {
  if (Number.isNaN(Number(moment))) return "";
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(moment);
}

/** Nothing to read in it, whatever stands there. */
export const isBlank = (text) => !/[^\s\p{C}\p{Z}]/u.test(text ?? "");
