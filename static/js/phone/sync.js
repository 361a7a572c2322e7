/* When the phone sends: at once, when the network or the page comes back, and after a failure later and later. One
   burst at a time over all tabs. */

import { Away, Later, OtherPerson, startCalling } from "./calling.js";
import { startFiles } from "./photos.js";
import { startSending } from "./sending.js";
import { oneAtATime } from "./turns.js";

const SOON = 300;
const FIRST = 2000;
const LONGEST = 5 * 60 * 1000;

export function startSync(vault, drafts) {
  const listeners = new Map();
  const workers = []; // what else goes with a burst: the queue
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel("doorstep") : null;
  const { greet, call } = startCalling(vault.owner);
  const files = startFiles(vault, drafts, call, tell);
  const sending = startSending(drafts, files, call, tell);
  let timer = 0;
  let due = Infinity;
  let failures = 0;

  function heard(name, detail) {
    for (const listener of listeners.get(name) ?? []) listener(detail);
  }

  function tell(name, detail = {}) {
    heard(name, detail);
    channel?.postMessage({ sync: name, owner: vault.owner, detail });
  }
  channel?.addEventListener("message", ({ data }) => {
    if (data?.sync && data.owner === vault.owner) heard(data.sync, { ...data.detail, isElsewhere: true });
  });

  function at(wait) {
    if (Date.now() + wait >= due) return;
    clearTimeout(timer);
    due = Date.now() + wait;
    timer = setTimeout(() => now(), wait);
  }

  /** Sends everything that waits, or one draft. True: nothing is left that could go now. */
  function now(id) {
    clearTimeout(timer);
    due = Infinity;
    return oneAtATime("sync", () => burst(id));
  }

  async function burst(id) {
    try {
      const waiting = await whatWaits(id);
      if (!waiting.length && !(await anythingElse())) return true;
      const { draft_days: days, time } = await greet();
      for (const draft of waiting) await one(draft);
      for (const worker of workers) await worker.work(call);
      if (days) await drafts.tidy(days, Date.parse(time) || Date.now());
      failures = 0;
      return true;
    } catch (error) {
      return stopped(error);
    }
  }

  const anythingElse = async () => (await Promise.all(workers.map((worker) => worker.isWaiting()))).some(Boolean);

  async function whatWaits(id) {
    const isWaiting = (draft) => !draft.fault && !draft.isGone && (draft.send || !draft.isBegun || (draft.together.length && !draft.isTogetherTold)
      || draft.files.length || draft.referrals?.some((one) => !one.refused) || draft.takenOut?.length || Object.values(draft.sections).some((section) => section.state === "here"));
    const mine = (await drafts.list()).filter((draft) => isWaiting(draft) && (!id || draft.id === id));
    // what somebody is waiting for goes first
    mine.sort((draft, other) => Boolean(other.send) - Boolean(draft.send));
    return [...mine, ...(await drafts.discarded())];
  }

  async function one(draft) {
    if (draft.isDiscarded) await sending.discard(draft.id);
    else await sending.send(draft.id);
  }

  function stopped(error) {
    if (error instanceof Away) tell("away");
    else if (error instanceof OtherPerson) tell("other_person");
    else if (error instanceof Later) {
      tell("waiting");
      at(Math.max(error.wait * 1000, backOff()));
    } else if (error?.code === "full") tell("full");
    else throw error;
    return false;
  }

  function backOff() {
    failures += 1;
    return Math.min(FIRST * 2 ** (failures - 1), LONGEST) * (0.5 + Math.random() / 2);
  }

  /** The network may be back: navigator.onLine is only a hint, so it is tried. */
  function again() {
    failures = 0;
    at(0);
  }

  if (globalThis.document) {
    addEventListener("online", again);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
    at(0);
  }

  return {
    now,
    soon: () => due === Infinity && at(SOON),
    on: (name, listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]),
    /** One request of somebody else's, with the same token, patience and refusals. */
    call,
    also: (worker) => workers.push(worker),
    files,
  };
}
