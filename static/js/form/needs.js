/* What sending still needs, known without a network: the guards of the server (boundaries/guards.py) said once more.
   The sentences come with the page. */

import { contentOf, isAnswered, sectionsOf } from "./fill.js";
import { isBlank } from "./reading.js";

const SURE = new Set(["yes", "unsure"]);

/** A safety concern sends early: then only the safety answer is required. */
export function isEarly(form) {
  const step = form.querySelector('[name$="-consulted"]')?.closest(".screen");
  return SURE.has(step?.querySelector('[name$="-answer"]:checked')?.value);
}

function basics(form, report) {
  const client = report.who?.startsWith("client:") || (report.about && report.about !== "none");
  return {
    event_type_missing: !form.dataset.kind,
    condition_missing: Boolean(form.elements.condition_answer) && !report.condition_answer,
    client_missing: !client && isBlank(report.client_missing_reason),
    started_by_missing: !report.who,
    occurred_at_missing: !report.occurred_at,
    contact_channel_missing: !report.contact_channel,
  };
}

const staff = (report, early) => ({
  staff_not_named: report.staff_part === "named" && !report.colleagues?.length && isBlank(report.other_person),
  staff_part_missing: !early && !report.staff_part,
});

const words = (report) => ({
  request_missing: isBlank(report.request_verbatim),
  response_missing: !report.responses?.length && isBlank(report.response_given),
  expectation_missing: !report.expectation,
});

function steps(form, early) {
  const open = [...sectionsOf(form).values()].filter((section) => section.dataset.save && !isAnswered(section));
  const isWanted = (section) => !early || !isBlank(contentOf(section).note);
  return Object.fromEntries(open.filter(isWanted).map((section) => [`step_${section.dataset.number}_missing`, true]));
}

/** The codes of what is missing, in the order in which the server asks. */
export function missingCodes(form) {
  const early = isEarly(form);
  const report = Object.assign({}, ...[...sectionsOf(form).values()].filter((section) => !section.dataset.save).map(contentOf));
  const asked = { ...(early ? {} : basics(form, report)), ...staff(report, early), ...(early ? {} : words(report)), ...steps(form, early) };
  return Object.keys(asked).filter((code) => asked[code]);
}

/** Codes with their sentence and the place where each is mended. `more`: what else is known, [{code, text, anchor}]. */
export function reasonsFor(codes) {
  const sentences = document.getElementById("needs").content;
  return codes.map((code) => {
    const [, number] = /^step_(\d+)_missing$/.exec(code) ?? [];
    const line = sentences.querySelector(`[data-code="${number ? "step" : code}"]`);
    return { code, text: number ? ofStep(line, number) : line.textContent, anchor: number ? `step-${number}` : line.dataset.at };
  });
}

function ofStep(line, number) {
  const title = document.querySelector(`#step-${number} > h2`)?.textContent.trim() ?? "";
  return line.textContent.replace("%(number)s", number).replace("%(title)s", title);
}
