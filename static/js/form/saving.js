/* Every change goes to the server at once, section by section; what could not go yet goes again. */

const AGAIN = 5000;
const PAUSE = 1200;
const KEEPALIVE_LIMIT = 60000;

/** What a section holds, as the API takes it: names without the step's prefix, checkboxes as lists. */
export function contentOf(section) {
  const prefix = section.id + "-";
  const content = {};
  for (const field of section.querySelectorAll("input, select, textarea")) {
    const name = field.name.startsWith(prefix) ? field.name.slice(prefix.length) : field.name;
    if (!name || name === "absence" || field.disabled || field.closest(".screen") !== section) continue;
    if (field.type === "checkbox") {
      content[name] ||= [];
      if (field.checked) content[name].push(field.value);
    } else if (field.type !== "radio") content[name] = field.value;
    else if (field.checked) content[name] = field.value;
  }
  return content;
}

export function isAnswered(section) {
  return Boolean(section.querySelector('[name$="-answer"]:checked'));
}

/** A key of our own for one act: 128 random bits, also where randomUUID() is missing (an address without https). */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function startSaving(form) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const word = document.getElementById("saved");
  const waiting = new Set();
  const listeners = [];
  let isBusy = false;
  let timer = 0;

  function say(state) {
    word.textContent = word.dataset[state];
    word.classList.toggle("waiting", state !== "saved" && state !== "saving");
  }

  function call(path, method, content, keepalive = false) {
    const body = content === undefined ? undefined : JSON.stringify(content);
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    if (method === "POST") headers["Idempotency-Key"] = newKey();
    keepalive &&= !body || body.length < KEEPALIVE_LIMIT;
    return fetch(form.dataset.api + path, { method, headers, body, keepalive, credentials: "same-origin" });
  }

  function send(section, keepalive) {
    const path = section.dataset.save;
    return call(path, path ? "PUT" : "PATCH", contentOf(section), keepalive);
  }

  async function work() {
    if (isBusy || !waiting.size) return;
    isBusy = true;
    const [section] = waiting;
    waiting.delete(section);
    say("saving");
    try {
      await handle(section, await send(section));
    } catch {
      waiting.add(section);
      say("waiting");
      clearTimeout(timer);
      timer = setTimeout(work, AGAIN);
      isBusy = false;
      return;
    }
    isBusy = false;
    if (waiting.size) work();
  }

  async function handle(section, response) {
    if (response.status >= 500 || response.status === 429) throw new Error("later");
    if (response.status === 403 || response.status === 401) return say("away");
    if (response.status === 409 || response.status === 404) return location.reload();
    const answer = await response.json();
    showFaults(section, answer.errors || {});
    if (!response.ok) return say("refused");
    if (!waiting.size) say("saved");
    for (const listener of listeners) listener(section, answer);
  }

  function showFaults(section, errors) {
    for (const old of section.querySelectorAll("[data-fault]")) old.remove();
    for (const texts of Object.values(errors)) {
      const line = document.createElement("p");
      line.className = "fault";
      line.dataset.fault = "";
      line.setAttribute("role", "alert");
      line.textContent = texts.join(" ");
      section.append(line);
    }
  }

  function save(section) {
    if (section.dataset.save === undefined) return;
    if (section.dataset.save && !isAnswered(section)) return say("waiting");
    waiting.add(section);
    clearTimeout(timer);
    work();
  }

  const sectionOf = (field) => field.closest(".screen");
  let pause = 0;

  form.addEventListener("change", (event) => save(sectionOf(event.target)));
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) return;
    const section = sectionOf(event.target);
    if (section.dataset.save === "" || isAnswered(section)) waiting.add(section);
    clearTimeout(pause);
    pause = setTimeout(() => save(section), PAUSE);
  });
  // the return key of a phone's keyboard ends the field, it does not send the form
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    event.target.blur();
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    say("waiting");
  });
  addEventListener("online", work);
  addEventListener("pagehide", () => {
    for (const section of waiting) send(section, true);
  });

  /** Steps that were saved together, without a change of their own. */
  function marked(sections) {
    for (const section of sections) for (const listener of listeners) listener(section, { step: section.dataset.number });
  }

  return { save, call, say, marked, onSaved: (listener) => listeners.push(listener) };
}
