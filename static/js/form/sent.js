/* Sending: wanted here, done when there is a way, and what became of it. */

import { contentOf, sectionsOf } from "./fill.js";

const PATIENCE = 15000;

export function startSent(form, keeping, check) {
  const screen = document.getElementById("sent");
  const button = document.getElementById("send");
  const place = (name) => screen.querySelector(`[data-sent="${name}"]`);
  let isWaited = false; // somebody looks at the screen until the receipt comes

  function show(state, reference = "", address = "") {
    for (const part of screen.querySelectorAll("[data-sent]")) part.hidden = !part.dataset.sent.split(" ").includes(state);
    screen.querySelector("[data-reference]").textContent = reference;
    if (address) place("done").querySelector("a").href = `${address}receipt/`;
    button.disabled = state === "sending";
    if (location.hash !== "#sent") location.hash = "#sent";
  }

  async function send() {
    button.disabled = true;
    await keeping.flush();
    if (check.isOpen()) return refused();
    try {
      await keeping.drafts().wantSent(keeping.id);
    } catch {
      return plainly();
    }
    isWaited = true;
    show("sending");
    setTimeout(() => isWaited && later(), PATIENCE);
    if (!(await keeping.sync().now(keeping.id))) later();
  }

  /** This phone keeps nothing: the whole form goes to the server as it would without this script. */
  function plainly() {
    const where = Object.assign(document.createElement("input"), { type: "hidden", name: "go", value: "check" });
    form.append(where);
    form.submit();
  }

  function later() {
    if (!isWaited) return;
    isWaited = false;
    show("waiting");
  }

  function refused() {
    isWaited = false;
    button.disabled = false;
    check.show();
    if (location.hash !== "#check") location.hash = "#check";
    document.getElementById("missing").focus();
  }

  function arrived({ reference, address, isDifferent }) {
    if (isDifferent) return elsewhere(address);
    if (!isWaited) return show("done", reference, address);
    isWaited = false;
    location.replace(`${address}receipt/`);
  }

  /** It was sent from another device, and some words stand only here. */
  function elsewhere(address) {
    show("elsewhere");
    if (address) place("elsewhere").querySelector("a").href = address;
    const texts = [...sectionsOf(form).values()].flatMap((section) => Object.values(contentOf(section)));
    const fields = new Set([...form.querySelectorAll("textarea")].map((field) => field.value));
    place("elsewhere").querySelector("pre").textContent = texts.filter((text) => text && fields.has(text)).join("\n\n");
  }

  /** Back to the check: it does not go until it is wanted again. */
  async function stop() {
    await keeping.drafts().notSent(keeping.id);
    location.hash = "#check";
  }

  button.addEventListener("click", send);
  place("waiting sending").querySelector("button").addEventListener("click", stop);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "send") return;
    event.preventDefault();
    send();
  });
  keeping.onOpened(async (draft) => {
    keeping.sync().on("sent", (detail) => detail.id === keeping.id && arrived(detail));
    keeping.sync().on("refused", (detail) => detail.id === keeping.id && !detail.section && refused());
    const receipt = draft?.sections ? null : await keeping.drafts().receipt(keeping.id);
    if (receipt) show("done", receipt.reference, receipt.address);
    else if (draft?.send) show("waiting");
    else if (location.hash === "#sent") location.hash = "#check";
  });
  return { send };
}
