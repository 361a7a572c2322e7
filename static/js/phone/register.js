/* Every page: the phone gets its service worker, hears of a new version, and fetches what it needs to be offline. */

import { asScriptAddress } from "./trusted.js";

const workers = navigator.serviceWorker;

/** Browsers that know no module workers get the same one without what sends in the background. */
async function registered() {
  const options = { scope: "/", updateViaCache: "none" };
  try {
    return await workers.register(asScriptAddress("/sw.js"), { ...options, type: "module" });
  } catch {
    const standing = await workers.getRegistration("/");
    return standing ?? workers.register(asScriptAddress("/sw-classic.js"), options);
  }
}

/** A new version waits until the person wants it, or until Doorstep is closed everywhere. */
function offer(waiting) {
  if (document.getElementById("version-ready")) return;
  const notice = document.getElementById("new-version").content.firstElementChild.cloneNode(true);
  notice.id = "version-ready";
  notice.querySelector("button").addEventListener("click", () => {
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ type: "skip-waiting" });
  });
  document.getElementById("main").prepend(notice);
}

function follow(registration) {
  const look = () => registration.waiting && registration.active && offer(registration.waiting);
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
}

/** What could not go now: the browser wakes the worker for it when the network is back, where it can. */
function sendLater(registration) {
  if (!globalThis.BroadcastChannel) return;
  const channel = new BroadcastChannel("doorstep");
  channel.addEventListener("message", ({ data }) => {
    if (data?.sync === "waiting") registration.sync?.register("doorstep").catch(() => {});
  });
}

async function start() {
  const registration = await registered();
  follow(registration);
  sendLater(registration);
  const { active } = await workers.ready;
  active.postMessage({ type: "language", language: document.documentElement.lang });
  if ("reports" in document.body.dataset) {
    const { refreshSoon } = await import("./pocket.js");
    refreshSoon(document.body.dataset.person);
  }
}

// not before the page itself is there: a slow network has one thing to do at a time
if (workers) {
  if (document.readyState === "complete") start().catch(() => {});
  else addEventListener("load", () => start().catch(() => {}));
}
