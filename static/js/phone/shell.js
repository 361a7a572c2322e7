/* Doorstep without a network: what the address asks for, made from what this phone holds. */

import { startHome } from "./home.js";
import { open } from "./opened.js";
import { pocketOf } from "./pocket.js";
import { asHtml } from "./trusted.js";
import { lastOwner } from "./vault.js";

const BLANK = "00000000-0000-0000-0000-000000000000";
const DRAFT = /^\/incidents\/drafts\/([0-9a-f-]{36})\/(check\/|danger\/)?$/;
const REFERRALS = /^\/incidents\/(?:drafts\/([0-9a-f-]{36})|(DS-[2-9B-Z]{4}-[2-9B-Z]{4}))\/referrals\/(?:([0-9a-f-]{36})\/)?$/;
const LIBRARY = /^\/library\/(?:([a-z0-9_-]+)\/)?$/;
const DIRECTORY = /^\/directory\/(?:([0-9a-f-]{36})\/)?$/;
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

function showHome(name, held, pocket) {
  show(name);
  // nothing is being written here: once the network is back and everything has gone, the server's page says more
  addEventListener("online", async () => (await held.sync.now()) && location.reload());
  return startHome(main.querySelector("[data-here]"), held, pocket);
}

/** A page of the pocket, for this draft. What belongs under the thumb goes there. */
function showKept(html, id = BLANK) {
  main.innerHTML = asHtml(html.replaceAll(BLANK, id));
  const thumb = main.querySelector(":scope > .thumb");
  if (thumb) under.replaceChildren(thumb);
}

// -- the pages

async function kinds(held, pocket) {
  const { startBegin } = await import("../begin.js");
  showKept(pocket.pages.kinds);
  return startBegin(main.querySelector("form"), held, pocket);
}

async function danger(held, pocket, id) {
  const { startDanger } = await import("../danger.js");
  showKept(pocket.pages.danger, id);
  const report = main.querySelector("form");
  const version = id ? (await held.drafts.load(id))?.version : "";
  if (pocket.safety?.[version]) Object.assign(report.dataset, { version, safety: pocket.safety[version] });
  return startDanger(report, held, pocket);
}

async function form(held, pocket, draft) {
  const html = formFor(pocket, draft);
  if (!html) return show("empty");
  const { startForm } = await import("../form.js");
  showKept(html, draft.id);
  main.classList.add("form");
  const report = document.getElementById("report");
  ofKind(report, draft.kind, pocket.kinds[draft.kind]);
  beginAt(report, draft.startedAt);
  return startForm(report, held);
}

/** Time and day are those of beginning until corrected, by the clock of this phone. */
function beginAt(report, moment) {
  const at = new Date(moment);
  at.setMinutes(at.getMinutes() - at.getTimezoneOffset());
  report.elements.occurred_at.value ||= at.toISOString().slice(0, 16);
}

async function directory(pocket, place) {
  const { startDirectory } = await import("./directory.js");
  showKept(pocket.pages.directory);
  return startDirectory(main, pocket.directory, place);
}

/** The search box over what this phone keeps, or one text of the library. */
async function find(pocket, text) {
  const { startFinding, startText } = await import("./finding.js");
  showKept(pocket.pages.find);
  startFinding(main, pocket);
  if (text && !startText(main, pocket, text)) show("elsewhere");
}

/** Where to turn, from a draft or from a sent report: choosing, and giving one. */
async function places(held, pocket, [, draft, reference, entry]) {
  const { startGiving, startKept } = await import("./places.js");
  const kept = draft && (await held.drafts.load(draft));
  if (draft && !kept) return showHome("unknown", held, pocket);
  if (!pocket?.pages.places || (entry && !pocket.places[entry])) return show("empty");
  const back = draft ? `/incidents/drafts/${draft}/` : "/";
  const html = (entry ? pocket.pages.place : pocket.pages.places).replaceAll(`/incidents/drafts/${BLANK}/referrals/`, location.pathname.replace(/referrals\/.*/, "referrals/"));
  showKept(html.replaceAll(`/incidents/drafts/${BLANK}/`, back));
  if (!entry) return draft && startKept(main.querySelector("[data-kept]"), held, draft);
  const client = pocket.clients[kept?.sections?.basics?.content.about];
  return startGiving(main, held, pocket.places[entry], entry, { draft, reference, back }, client?.language ?? pocket.language);
}

/** Of the wording it was begun with; where that is no longer here, of the one in force for its kind, or for any. */
function formFor({ kinds, pages }, { version, kind }) {
  return pages.forms[version] ?? pages.forms[kinds[kind]?.protocol] ?? pages.forms[kinds.other?.protocol];
}

/** The forms of the pocket are blank: what depends on the kind of event is put in here. */
function ofKind(report, key, kind) {
  report.dataset.kind = key;
  if (!kind) return;
  main.querySelector("h1").textContent = kind.label;
  const fits = { always: kind.safeguarding === "always", general: !kind.has_own_protocol, question: Boolean(kind.question) };
  for (const part of report.querySelectorAll("template[data-if]")) if (fits[part.dataset.if]) part.replaceWith(part.content);
  const question = report.querySelector("#field-condition_answer legend");
  if (question) question.textContent = kind.question;
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
  document.body.dataset.person = owner;
  const held = await open(owner);
  const pocket = await pocketOf(held.vault);
  if (HOMES.includes(location.pathname)) return showHome("home", held, pocket);
  if (isDanger) return pocket ? danger(held, pocket, id) : show("call");
  const [isDirectory, place] = DIRECTORY.exec(location.pathname) ?? [];
  if (isDirectory) return pocket?.pages.directory ? directory(pocket, place) : show("empty");
  const [isLibrary, text] = LIBRARY.exec(location.pathname) ?? [];
  if (isLibrary || location.pathname === "/find/") return pocket?.pages.find ? find(pocket, text) : show("empty");
  const referrals = REFERRALS.exec(location.pathname);
  if (referrals) return places(held, pocket, referrals);
  if (id) return draft(held, pocket, id);
  if (location.pathname !== "/incidents/new/") return showHome("elsewhere", held, pocket);
  return pocket ? kinds(held, pocket) : show("empty");
}

async function draft(held, pocket, id) {
  const kept = await held.drafts.load(id);
  if (!kept) return showHome("unknown", held, pocket);
  if (kept.reporter) return showHome("elsewhere", held, pocket); // a colleague's: the pocket has the writer's own form only
  return pocket ? form(held, pocket, kept) : show("empty");
}

// no await out here: Safari before 27 stumbles over it in modules
asked().then((reason) => {
  why = reason.why === "server" ? "server" : "network";
  return route(reason);
});
