/* Doorstep without a network: what the address asks for, made from what this phone holds. */

import { open, startHome } from "./home.js";
import { asHtml } from "./trusted.js";
import { lastOwner } from "./vault.js";

const BLANK = "00000000-0000-0000-0000-000000000000";
const DRAFT = /^\/incidents\/drafts\/([0-9a-f-]{36})\/(check\/|danger\/)?$/;
const HOMES = ["/", "/incidents/"];
const main = document.getElementById("main");
const under = document.getElementById("under");
let why = "network";

/** Why the worker gave the shell, and what could not be sent. */
function asked() {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve({ why: "network" });
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ type: "why" }, [port2]);
    setTimeout(resolve, 1000, { why: "network" });
  });
}

function show(name) {
  const page = document.querySelector(`template[data-page="${name}"]`);
  main.replaceChildren(page.content.cloneNode(true));
  document.title = `${page.dataset.title} · Doorstep`;
  for (const line of main.querySelectorAll("[data-why]")) line.hidden = line.dataset.why !== why;
  const again = new URL(location);
  again.searchParams.set("wait", "yes"); // however long it takes
  for (const link of main.querySelectorAll("[data-again]")) link.href = again;
}

function showHome(name, held) {
  show(name);
  return startHome(main.querySelector("[data-here]"), held);
}

/** A page of the pocket, for this draft. What belongs under the thumb goes there. */
function showKept(html, id = BLANK) {
  main.innerHTML = asHtml(html.replaceAll(BLANK, id));
  const thumb = main.querySelector(".thumb");
  if (thumb) under.replaceChildren(thumb);
  return main;
}

// -- the pages

async function kinds(held) {
  const { startBegin } = await import("../begin.js");
  showKept(held.pocket.pages.kinds);
  return startBegin(main.querySelector("form"), held);
}

async function danger(held, id) {
  const { startDanger } = await import("../form/danger.js");
  showKept(held.pocket.pages.danger, id);
  return startDanger(main.querySelector("form"), held);
}

async function form(held, draft) {
  const html = held.pocket.pages.forms[draft.version];
  if (!html) return show("empty");
  const { startForm } = await import("../form.js");
  showKept(html, draft.id);
  main.classList.add("form");
  nameKind(held.pocket.kinds[draft.kind]);
  return startForm(document.getElementById("report"), held);
}

/** The forms of the pocket are blank: what depends on the kind is put in here. */
function nameKind(kind) {
  if (!kind) return;
  main.querySelector("h1").textContent = kind.label;
}

/** Words that could not be sent stay in a form of the same address. */
function unsent(fields) {
  show("unsent");
  const again = main.querySelector("form");
  if (!fields) {
    again.hidden = true;
    main.querySelector("[data-back]").hidden = false;
    return;
  }
  again.action = location.href;
  for (const [name, value] of fields) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    again.append(field);
  }
}

async function route(reason) {
  const [, id, part] = DRAFT.exec(location.pathname) ?? [];
  if (reason.why === "unsent") return unsent(reason.fields);
  const isDanger = location.pathname === "/danger/" || part === "danger/";
  const owner = await lastOwner();
  if (!owner) return show(isDanger ? "call" : "nobody");
  const held = await open(owner);
  if (HOMES.includes(location.pathname)) return showHome("home", held);
  if (isDanger) return held.pocket ? danger(held, id) : show("call");
  if (id) return draft(held, id);
  if (location.pathname !== "/incidents/new/") return showHome("elsewhere", held);
  return held.pocket ? kinds(held) : show("empty");
}

async function draft(held, id) {
  const kept = await held.drafts.load(id);
  if (!kept) return showHome("unknown", held);
  return held.pocket ? form(held, kept) : show("empty");
}

const reason = await asked();
why = reason.why === "server" ? "server" : "network";
await route(reason);
