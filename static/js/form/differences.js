/* Two devices wrote different things: both stand side by side, and the person chooses. */

import { fill, sectionsOf } from "./fill.js";
import { inWords, labelOf, momentInWords } from "./reading.js";

const isSame = (one, other) => String(one ?? "") === String(other ?? "");

export function startDifferences(form, keeping) {
  const screen = document.getElementById("differences");
  const list = screen.querySelector("[data-list]");

  /** What the other device wrote, of the same names. */
  function otherOf({ content, current }) {
    if (current.content) return current.content;
    const names = Object.keys(content).filter((name) => name in (current.fields ?? {}));
    return { ...content, ...Object.fromEntries(names.map((name) => [name, current.fields[name]])) };
  }

  function lines(section, content, names) {
    return names.flatMap((name) => {
      const term = document.createElement("dt");
      const words = document.createElement("dd");
      term.textContent = labelOf(section, name);
      words.textContent = inWords(section, name, content[name]) || [].concat(content[name] ?? []).join(", ") || "–";
      return [term, words];
    });
  }

  function card(name, kept, draft) {
    const section = sectionsOf(form).get(name);
    const part = document.getElementById("difference").content.firstElementChild.cloneNode(true);
    const theirs = otherOf(kept);
    const names = [...new Set([...Object.keys(kept.content), ...Object.keys(theirs)])];
    const apart = names.filter((field) => !isSame(kept.content[field], theirs[field]));
    part.querySelector("h3").textContent = section.querySelector("h2").textContent.trim();
    part.querySelector("[data-at]").textContent = momentInWords(new Date(draft.touchedAt));
    for (const [side, content] of [["here", kept.content], ["elsewhere", theirs]]) {
      const half = part.querySelector(`[data-side="${side}"]`);
      half.querySelector("dl").replaceChildren(...lines(section, content, apart));
      half.querySelector("button").addEventListener("click", () => choose(section, content));
    }
    return part;
  }

  async function choose(section, content) {
    fill(section, content);
    await keeping.drafts().choose(keeping.id, section.id, content);
    keeping.sync().soon();
  }

  function show(draft) {
    const rows = Object.entries(draft?.sections ?? {}).filter(([name, { state, current }]) => state === "differs" && current && sectionsOf(form).has(name));
    const isDone = !rows.length && list.childElementCount > 0;
    list.replaceChildren(...rows.map(([name, kept]) => card(name, kept, draft)));
    screen.querySelector("[data-none]").hidden = rows.length > 0;
    if (isDone && location.hash === "#differences") screen.querySelector("[data-none] a").focus();
  }

  keeping.onDraft(show);
  return { show };
}
