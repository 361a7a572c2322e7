/* Pages of a sent report: what is written there is kept on this phone first, and goes by itself where there is no
   network now. Photos likewise. Without this file the forms are sent as they are. */

import { ofDraft, ofReport, startAdding } from "./phone/adding.js";
import { patiently } from "./phone/hello.js";
import { open } from "./phone/opened.js";

const NOT_CONTENT = ["csrfmiddlewaretoken", "key", "names", "with_names"];
const OURS = /^\/(incidents\/.*)?$/;

/** What the API takes: the fields of the form without what only the page needs. */
function bodyOf(fields) {
  return Object.fromEntries([...fields.entries()].filter(([name]) => !NOT_CONTENT.includes(name)));
}

function fieldsOf(form, submitter) {
  const fields = new FormData(form);
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  return fields;
}

/** Keeps, then sends as the page would. What the page wants to say first, it says itself. */
function startWriting(form, queue, waiting) {
  let isPassing = false;

  async function send(submitter) {
    const fields = fieldsOf(form, submitter);
    const id = fields.get("key");
    const { subject, api: path, label } = form.dataset;
    await queue.add({ id, subject, path, label, body: bodyOf(fields), state: "held", isTried: true });
    const response = await patiently(form.action, { method: "POST", body: fields }).catch(() => null);
    if (!response || response.status === 429 || response.status >= 500) return wait(id);
    if (response.redirected && OURS.test(new URL(response.url).pathname)) {
      await queue.drop(id);
      return location.assign(response.url);
    }
    return pass(submitter);
  }

  /** The page has something to say: a fault, a name, a sign-in. The words stay here meanwhile. */
  function pass(submitter) {
    isPassing = true;
    form.requestSubmit(submitter ?? undefined);
  }

  async function wait(id) {
    await queue.release(id);
    form.reset();
    form.hidden = true;
    waiting?.focus();
  }

  form.addEventListener("submit", (event) => {
    if (isPassing) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    send(event.submitter)
      .catch(() => pass(event.submitter)) // this phone keeps nothing: as it was before
      .finally(() => form.removeAttribute("aria-busy"));
  });
  addEventListener("pageshow", () => (isPassing = false));
}

/** The list of what waits on this phone for this report. */
function startList(part, queue) {
  const list = part.querySelector("[data-list]");
  const shape = part.querySelector("template");
  const subject = part.dataset.subject;
  const textOf = (item) => Object.keys(item.body ?? {}).find((name) => ["body", "text"].includes(name));

  function row(item) {
    const line = shape.content.firstElementChild.cloneNode(true);
    const name = textOf(item);
    line.querySelector("[data-label]").textContent = item.label ?? "";
    line.querySelector("[data-state]").textContent = part.dataset[item.fault ?? (item.state === "waiting" ? "queued" : item.state)];
    line.querySelector("[data-reason]").textContent = item.refused?.detail ?? "";
    line.querySelector("[data-words]").textContent = item.body?.[name] ?? "";
    const mending = line.querySelector("[data-mending]");
    mending.hidden = item.state === "waiting" || Boolean(item.fault) || !name;
    mending.querySelector("textarea").value = item.body?.[name] ?? "";
    line.querySelector("[data-words]").hidden = !mending.hidden;
    line.querySelector("[data-again]").addEventListener("click", () =>
      queue.mend(item.id, { ...item.body, [name]: mending.querySelector("textarea").value }));
    line.querySelector("[data-drop]").addEventListener("click", () => queue.drop(item.id));
    label(line, item.id);
    return line;
  }

  function label(line, id) {
    const words = line.querySelector("textarea");
    words.id = `waiting-${id}`;
    line.querySelector("label").htmlFor = words.id;
  }

  async function refresh() {
    const items = (await queue.of(subject)).filter((item) => !item.file);
    list.replaceChildren(...items.map(row));
    part.hidden = !items.length;
  }

  queue.onChange((change) => {
    if (change.what === "sent" && change.subject === subject && part.dataset.reload !== undefined) return location.reload();
    return change.what === "tried" ? undefined : refresh();
  });
  refresh();
  return { focus: () => refresh().then(() => part.focus()) };
}

async function start() {
  const owner = document.body.dataset.person;
  if (!owner) return;
  const { drafts, sync, queue } = await open(owner);
  const part = document.querySelector("[data-waiting-list]");
  const list = part && startList(part, queue);
  for (const form of document.querySelectorAll("form[data-api]")) startWriting(form, queue, list);
  for (const shape of document.querySelectorAll("template[data-photos]")) {
    const { draft, subject, label } = shape.dataset;
    const photos = shape.content.firstElementChild.cloneNode(true);
    document.querySelector("[data-plain-photos]").replaceWith(photos);
    startAdding(photos, draft ? ofDraft(draft, drafts, sync) : ofReport(subject, label, queue, sync), sync);
  }
}

start();
