/* What the person is told: what the server does not take, words that found no place, a damaged record, a draft that is gone. */

import { sectionsOf } from "./fill.js";

export function startNews(form, keeping) {
  const find = (name) => document.querySelector(`[data-news="${name}"]`);

  function showWords(words) {
    find("words").hidden = !words.length;
    find("words").querySelector("textarea").value = words.join("\n\n");
  }

  /** What the server does not take is said where it stands; the words stay. */
  function showFaults(draft) {
    for (const [name, section] of sectionsOf(form)) {
      const { state, faults } = draft?.sections[name] ?? {};
      const text = state === "refused" ? Object.values(faults).flat().join(" ") : "";
      const standing = section.querySelector(":scope > [data-fault]");
      if (standing?.textContent === text) continue;
      standing?.remove();
      if (text) section.append(faultLine(text));
    }
  }

  function faultLine(text) {
    const line = Object.assign(document.createElement("p"), { className: "fault", textContent: text });
    line.dataset.fault = "";
    line.setAttribute("role", "alert");
    return line;
  }

  keeping.onDraft(showFaults);
  keeping.onOpened((draft, { isDamaged, words }) => {
    find("damaged").hidden = !isDamaged;
    showWords(words);
  });
  keeping.onDraft((draft) => (find("gone").hidden = !draft?.isGone));
  find("gone").querySelector("button").addEventListener("click", async () => {
    await keeping.drafts().keepAnyway(keeping.id);
    keeping.sync().soon();
  });
}
