/* The service worker: one version's files, whole or not at all; pages come from the network, and from the shell
   when there is none. No personal page and no answer of the API is ever kept here. /sw.js puts APP before this;
   written without import and export, because browsers without module workers run it as well. */

const CACHE = `doorstep-${APP.version}`;
const LANGUAGE = "/phone-language";
const AWAY = "/away/";
const PATIENCE = 3000;
const DRAFT = /^\/incidents\/drafts\/[0-9a-f-]{36}\/(check\/|danger\/|referrals\/([0-9a-f-]{36}\/)?)?$/;
const REFERRALS = /^\/incidents\/DS-[^/]+\/referrals\/([0-9a-f-]{36}\/)?$/;
const FROM_THE_SHELL = new Set(["/", "/incidents/", "/incidents/new/", "/danger/"]);
const SECRETS = ["password", "oldpassword", "password1", "password2"];
const reasons = new Map(); // client -> why it got the shell, and what it could not send
const strangers = new Set(); // clients whose page is of another version than this worker
let language = "";

// -- one version

addEventListener("install", (event) => event.waitUntil(takeAll()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));

/** All files or none: the browser checks the digest of each, so that two versions never mix. */
async function takeAll() {
  const cache = await caches.open(CACHE);
  const ask = ([address, integrity]) => new Request(address, { integrity, cache: "no-cache", credentials: "same-origin" });
  try {
    await cache.addAll(Object.entries(APP.kept).map(ask));
  } catch (fault) {
    await caches.delete(CACHE);
    throw fault;
  }
}

async function takeOver() {
  const spoken = await storedLanguage();
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  if (spoken && !language) await speak(spoken);
  await registration.navigationPreload?.enable();
  await clients.claim();
}

// -- what is asked for

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(request.method === "GET" ? visit(event, url) : send(event));
  else if (request.method === "GET" && url.pathname + url.search in APP.kept) event.respondWith(file(event));
});

async function file(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(event.request.url, { ignoreVary: true });
  if (kept && !strangers.has(event.clientId)) return kept;
  try {
    return await fetch(event.request.url);
  } catch (fault) {
    if (kept) return kept;
    throw fault;
  }
}

async function visit(event, url) {
  if (url.pathname === AWAY) return (await kept("away")) ?? fetch(event.request); // at once, with or without a network
  const isOffered = FROM_THE_SHELL.has(url.pathname) || DRAFT.test(url.pathname) || REFERRALS.test(url.pathname);
  const patience = isOffered && !url.searchParams.has("wait") ? PATIENCE : 0;
  let response;
  try {
    response = await within(patience, fromNetwork(event));
  } catch {
    return shell(event, { why: "network" });
  }
  const isOurs = response.headers.has("Doorstep-Version");
  if (response.status >= 500 && (isOffered || !isOurs)) return shell(event, { why: "server" });
  if (response.status === 404 && DRAFT.test(url.pathname)) return shell(event, { why: "unknown" });
  if (isOurs && response.headers.get("Doorstep-Version") !== APP.version) strangers.add(event.resultingClientId);
  return response;
}

async function fromNetwork(event) {
  return (await event.preloadResponse) || fetch(event.request);
}

/** A form that was sent the plain way. Its words go to the shell, which offers to send them again. */
async function send(event) {
  const isPlain = event.request.headers.get("Content-Type")?.startsWith("application/x-www-form-urlencoded");
  const copy = isPlain ? event.request.clone() : null;
  try {
    const response = await fetch(event.request);
    if (response.status < 500 || response.headers.has("Doorstep-Version")) return response;
  } catch {
    // no network: the same as a machine between us that had no answer
  }
  return shell(event, { why: "unsent", fields: copy ? await fieldsOf(copy) : null });
}

/** Nothing where a passphrase is among them. */
async function fieldsOf(request) {
  const fields = [...(await request.formData()).entries()];
  return fields.some(([name]) => SECRETS.includes(name)) ? null : fields;
}

function within(patience, promise) {
  if (!patience) return promise;
  const tooLong = new Promise((_resolve, reject) => setTimeout(reject, patience, new Error("too long")));
  return Promise.race([promise, tooLong]);
}

// -- the shell

async function shell(event, reason) {
  if (event.resultingClientId) reasons.set(event.resultingClientId, reason);
  return (await kept("shell")) ?? Response.error();
}

/** One of nobody's pages, in the person's language. */
async function kept(name) {
  const cache = await caches.open(CACHE);
  const addresses = APP.pages[name];
  return cache.match(addresses[await languageNow()] ?? addresses.en, { ignoreVary: true });
}

const storedLanguage = async () => (await (await caches.match(LANGUAGE))?.text()) ?? "";

async function languageNow() {
  language ||= await storedLanguage();
  return language || navigator.languages.map((code) => code.slice(0, 2)).find((code) => code in APP.pages.shell);
}

/** Which language the person reads, as her last page told. */
async function speak(spoken) {
  if (!(spoken in APP.pages.shell)) return;
  language = spoken;
  const cache = await caches.open(CACHE);
  await cache.put(LANGUAGE, new Response(spoken));
}

// -- what pages tell

addEventListener("message", (event) => {
  const { type } = event.data ?? {};
  if (type === "skip-waiting") event.waitUntil(skipWaiting());
  if (type === "language") event.waitUntil(speak(event.data.language));
  if (type === "why") event.ports[0].postMessage(reasons.get(event.source.id) ?? { why: "network" });
  if (type === "signed-out") event.waitUntil(forget());
});

/** Whoever signs out leaves nothing here but the files that everybody gets. */
async function forget() {
  reasons.clear();
  language = "";
  for (const name of await caches.keys()) await (name === CACHE ? (await caches.open(name)).delete(LANGUAGE) : caches.delete(name));
}
