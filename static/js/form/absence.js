/* "I was not in that conversation": one reason instead of the answers to the steps with the client. */

import { contentOf, fill, isAnswered } from "./fill.js";

export function startAbsence(form, keeping) {
  const panel = document.getElementById("not-there");
  const steps = [...form.querySelectorAll('[data-moment="with_client"]')].filter((step) => step.dataset.save);
  const reason = form.elements.absence;
  const isApart = (step) => contentOf(step).answer === "not_applicable";
  const names = (isWanted) => steps.filter(isWanted).map((step) => step.id);
  const find = (name) => panel.querySelector(`[data-absence="${name}"]`);

  /** The answer "did not apply", where the step alone would not offer it. */
  function offer(step) {
    if (step.querySelector('[name$="-answer"][value="not_applicable"]')) return;
    const pattern = form.querySelector('[name$="-answer"][value="not_applicable"]')?.closest("label");
    if (!pattern) return;
    const choice = pattern.cloneNode(true);
    const field = choice.querySelector("input");
    Object.assign(field, { name: `${step.id}-answer`, id: `id_${step.id}-apart`, checked: false });
    if (choice.htmlFor) choice.htmlFor = field.id;
    choice.dataset.apart = "";
    step.querySelector('[name$="-answer"]').closest(".chips, .choices").append(choice);
  }

  function show(words) {
    find("away").hidden = !words;
    find("here").hidden = Boolean(words);
    find("words").textContent = words;
    document.querySelector("#short .together")?.toggleAttribute("hidden", Boolean(words));
  }

  function leave() {
    for (const step of steps) {
      offer(step);
      fill(step, { answer: "not_applicable" });
    }
  }

  async function away(event) {
    event.preventDefault();
    const words = reason.value.trim();
    reason.setAttribute("aria-invalid", String(!words));
    find("why").hidden = Boolean(words);
    if (!words) return reason.focus();
    await keeping.flush();
    await keeping.quietly(keeping.drafts().absent(keeping.id, words, names(isAnswered)));
    leave();
    show(words);
    keeping.sync()?.soon();
    const after = form.querySelector('[data-moment="with_organisation"]');
    location.hash = `#${after.id}`;
  }

  async function back(event) {
    event.preventDefault();
    await keeping.flush();
    await keeping.quietly(keeping.drafts().absent(keeping.id, "", names(isApart)));
    const draft = await keeping.drafts().load(keeping.id);
    for (const step of steps) {
      if (isApart(step)) fill(step, draft?.sections[step.id]?.content ?? {});
      step.querySelector("[data-apart]")?.remove();
    }
    show("");
    keeping.sync()?.soon();
    location.hash = "#" + form.querySelector("[data-number]").id;
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "not_present") away(event);
    if (event.submitter?.value === "present") back(event);
  });
  keeping.beforeFilling((draft) => {
    if (draft.absence) steps.forEach(offer);
  });
  keeping.onOpened((draft) => {
    if (!draft?.absence) return;
    show(draft.absence);
    for (const step of steps) if (!contentOf(step).answer) fill(step, { answer: "not_applicable" });
  });
}
