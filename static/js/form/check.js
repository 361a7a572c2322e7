/* Check your answers, in the page and without a network: the report read back, what is missing, and what the server
   noticed where it can be asked. */

import { contentOf, fill, isAnswered, sectionsOf } from "./fill.js";
import { isEarly, missingCodes, reasonsFor } from "./needs.js";
import { inWords, labelOf } from "./reading.js";

const OPTIONAL = "optional";

export function startCheck(form, keeping) {
  const screen = document.getElementById("check");
  const find = (selector) => screen.querySelector(selector);
  let heard = { missing: [], hints: [] };
  let asked = 0;

  // -- lines ----------------------------------------------------------------------------------------------------

  function valueOf(name) {
    if (name === "kind") return document.querySelector("h1").textContent.trim();
    if (name === "files") return [...form.querySelectorAll("[data-file-name]")].map((file) => file.textContent).join("\n");
    const section = form.querySelector(`[name="${name}"]`)?.closest(".screen");
    if (!section) return "";
    const content = contentOf(section);
    const said = (other) => inWords(section, other, content[other]);
    if (name === "who") {
      const about = content.who?.startsWith("client:") || content.about === "none" ? "" : said("about");
      return [said("who"), about || content.client_missing_reason].filter(Boolean).join(" · ");
    }
    if (name === "staff_part" && content.staff_part === "named") {
      return [said("colleagues"), content.other_person].filter(Boolean).join(", ") || said(name);
    }
    if (name === "behind_pseudonym" && content[name] !== "yes") return "";
    return said(name);
  }

  function showLine(line, value) {
    line.querySelector("[data-value]").textContent = value;
    line.querySelector("[data-empty]").hidden = Boolean(value);
    line.hidden = !value && OPTIONAL in line.dataset;
    if (line.dataset.line === "condition_answer") nameQuestion(line);
  }

  /** Each kind asks its own; most ask none. */
  function nameQuestion(line) {
    const question = document.querySelector("#field-condition_answer legend");
    line.hidden = !question;
    if (question) line.querySelector("dt").textContent = question.textContent;
  }

  function ofStep(section) {
    const content = contentOf(section);
    if (!isAnswered(section)) return content.note ?? "";
    const said = ["answer", "entries", "clauses"].map((name) => inWords(section, name, content[name]));
    const more = ["support", "source", "consulted"].map((name) => content[name] && inWords(section, name, content[name]));
    const first = [...said, ...more].filter(Boolean).join(" · ");
    return [first, content.reason && `“${content.reason}”`, content.note].filter(Boolean).join("\n");
  }

  function stepLine(section) {
    const line = document.getElementById("step-line").content.firstElementChild.cloneNode(true);
    const title = section.querySelector("h2").textContent.trim();
    line.querySelector("dt").textContent = `${section.dataset.number} ${title}`;
    const link = line.querySelector("a");
    link.href = `#${section.id}`;
    link.querySelector("span").textContent = ` ${title}`;
    showLine(line, ofStep(section));
    line.querySelector("[data-empty]").hidden = isAnswered(section);
    return line;
  }

  /** The same links, made anew: the one that has the focus keeps it. */
  function renew(list, rows) {
    const held = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    list.replaceChildren(...rows);
    if (held) list.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  function showLines() {
    for (const line of screen.querySelectorAll("[data-line]")) showLine(line, valueOf(line.dataset.line));
    const steps = [...sectionsOf(form).values()].filter((section) => section.dataset.save);
    steps.sort((one, other) => one.dataset.number - other.dataset.number);
    renew(find("[data-steps]"), steps.map(stepLine));
    find("[data-early]").hidden = !isEarly(form);
  }

  // -- what is missing ------------------------------------------------------------------------------------------

  /** Sections that wait for the person: both versions stand there, or the server refused what is written. */
  function troubles(draft) {
    const rows = Object.entries(draft?.sections ?? {});
    const needs = document.getElementById("needs").content;
    const differs = rows.some(([, { state }]) => state === "differs")
      ? [{ text: needs.querySelector('[data-code="differs"]').textContent, anchor: "differences" }] : [];
    const refused = rows.filter(([, { state }]) => state === "refused").flatMap(([name, { faults }]) => faultLines(name, faults));
    return [...differs, ...refused];
  }

  function faultLines(name, faults) {
    const section = sectionsOf(form).get(name);
    return Object.entries(faults).map(([field, texts]) => {
      const label = field && section ? `${labelOf(section, field)}: ` : "";
      return { text: label + [].concat(texts).join(" "), anchor: name };
    });
  }

  /** What the server said when it did not take the report; gone as soon as something was mended. */
  function refusals(draft) {
    const refused = draft?.refused;
    if (!refused || refused.at < draft.touchedAt) return [];
    const missing = refused.missing.map(({ code, text }) => ({ code, text: text ?? refused.detail, anchor: placeOf(code) }));
    const errors = Object.entries(refused.errors ?? {}).map(([field, texts]) => {
      const [, number, name] = /^steps\.(\d+)(?:\.(\w+))?/.exec(field) ?? [];
      const section = form.querySelector(number ? `#step-${number}` : `[name="${CSS.escape(field)}"]`)?.closest(".screen");
      const label = section ? `${labelOf(section, name ?? field)}: ` : "";
      return { text: label + [].concat(texts).join(" "), anchor: number ? `step-${number}` : section && `field-${field}` };
    });
    const found = [...missing, ...errors];
    return found.length ? found : [{ text: refused.detail || document.getElementById("needs").content.querySelector('[data-code="refused"]').textContent }];
  }

  function placeOf(code) {
    const [, number] = /^step_(\d+)_missing$/.exec(code) ?? [];
    if (number) return `step-${number}`;
    return document.getElementById("needs").content.querySelector(`[data-code="${CSS.escape(code ?? "")}"]`)?.dataset.at;
  }

  /** Everything that stands in the way, each once. */
  function reasons() {
    const draft = keeping.draft();
    const here = reasonsFor(missingCodes(form));
    const codes = new Set(here.map(({ code }) => code));
    const known = new Set([...document.getElementById("needs").content.querySelectorAll("[data-code]")].map((line) => line.dataset.code));
    const isNews = ({ code }) => code && !known.has(code) && !/^step_/.test(code);
    const there = heard.missing.filter(isNews).map(({ code, text }) => ({ code, text, anchor: placeOf(code) }));
    const before = refusals(draft).filter(({ code }) => !codes.has(code));
    return { blocking: [...here, ...troubles(draft)], told: [...there, ...before] };
  }

  function listItem({ text, anchor }) {
    const item = document.createElement("li");
    if (!anchor) item.textContent = text;
    else {
      const link = document.createElement("a");
      link.href = `#${anchor}`;
      link.textContent = text;
      item.append(link);
    }
    return item;
  }

  function showMissing() {
    const { blocking, told } = reasons();
    const rows = [...told, ...blocking];
    find("#missing").hidden = !rows.length;
    renew(find("#missing ul"), rows.map(listItem));
    const mend = document.getElementById("mend");
    const isCurrent = screen.classList.contains("current");
    const isOpen = blocking.length > 0;
    mend.hidden = !isCurrent || !isOpen;
    if (isOpen) mend.href = `#${blocking[0].anchor}`;
    document.getElementById("send").hidden = !isCurrent || isOpen;
    return blocking;
  }

  // -- what the server noticed ----------------------------------------------------------------------------------

  async function ask() {
    const turn = ++asked;
    try {
      const answer = await keeping.call("check/", "GET");
      if (turn === asked && answer.ok) heard = answer.data;
    } catch {
      return; // without a network the report goes all the same
    }
    showHints();
    showMissing();
  }

  function showHints() {
    for (const notice of screen.querySelectorAll("[data-hint]")) {
      const hints = heard.hints.filter(({ kind }) => kind === notice.dataset.hint);
      notice.hidden = !hints.length;
      renew(notice.querySelector("ul"), hints.map(listItem));
    }
  }

  /** The client's code where her name stands, in every text of the place. */
  async function writeCodes() {
    for (const { anchor, instead } of heard.hints.filter((hint) => hint.instead)) {
      const section = document.getElementById(anchor)?.closest(".screen");
      const content = contentOf(section);
      const isText = (name) => typeof content[name] === "string" && section.querySelector(`textarea[name$="${name}"], input:not([type=radio])[name$="${name}"]`);
      for (const name of Object.keys(content).filter(isText)) {
        for (const [written, code] of instead) content[name] = content[name].replaceAll(written, code);
      }
      fill(section, content);
      keeping.touch(section, false);
    }
    heard.hints = heard.hints.filter((hint) => !hint.instead);
    await keeping.flush();
    keeping.sync().soon();
    show();
  }

  /** The screen as things stand now. */
  function show() {
    showLines();
    showHints();
    return showMissing();
  }

  function enter() {
    show();
    keeping.isGoing.then(() => keeping.sync().now(keeping.id)).then(ask, ask);
  }

  find("[data-codes]").addEventListener("click", writeCodes);
  keeping.onDraft(() => screen.classList.contains("current") && show());
  return { enter, show, isOpen: () => missingCodes(form).length > 0 || troubles(keeping.draft()).length > 0 };
}
