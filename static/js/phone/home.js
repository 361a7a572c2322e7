/* Home's part of this phone: drafts that only it has or that hold unsent words, what waits, what was refused, and, where
   the server cannot tell, what was sent lately.
   Starts itself on the server's pages; the shell starts it without a network. */

import { open } from "./opened.js";
import { pocketOf } from "./pocket.js";

const isUnsent = (draft) => draft.fault || draft.send || draft.refused || !draft.isBegun || draft.files?.length || draft.referrals?.length
  || Object.values(draft.sections ?? {}).some((section) => section.state !== "saved");

export function startHome(section, { drafts, queue, sync }, pocket, isServed = false) {
  const root = section.parentElement;
  const card = (name) => root.querySelector(`[data-card="${name}"]`).content.firstElementChild.cloneNode(true);
  const moment = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });

  const put = (place, name, text) => place.querySelectorAll(`[data-${name}]`).forEach((slot) => (slot.textContent = text));
  const turn = (place, state) => place.querySelectorAll("[data-state]").forEach((word) => (word.hidden = word.dataset.state !== state));

  function stateOf(draft) {
    if (draft.fault) return "damaged";
    if (draft.refused) return "refused";
    return draft.send ? "send" : "here";
  }

  function stepOf(draft) {
    const place = /^step-(\d+)$/.exec(draft.place ?? "");
    const answered = Object.keys(draft.sections ?? {}).filter((name) => name.startsWith("step-")).length;
    return place ? Number(place[1]) : answered + 1;
  }

  function draftCard(draft) {
    const place = card("draft");
    const kind = pocket?.kinds?.[draft.kind]?.label;
    if (kind) put(place, "kind", ` ${kind}`);
    put(place, "step", stepOf(draft));
    place.querySelector("time").textContent = moment.format(draft.startedAt || draft.touchedAt);
    place.querySelector("[data-go]").href = `/incidents/drafts/${draft.id}/`;
    turn(place, stateOf(draft));
    askBeforeThrowing(place, draft.id);
    return place;
  }

  function askBeforeThrowing(place, id) {
    const [acts, sure] = [place.querySelector("[data-acts]"), place.querySelector("[data-sure]")];
    const ask = (isAsked) => {
      [acts.hidden, sure.hidden] = [isAsked, !isAsked];
      place.querySelector(isAsked ? "[data-keep]" : "[data-discard]").focus();
    };
    place.querySelector("[data-discard]").addEventListener("click", () => ask(true));
    place.querySelector("[data-keep]").addEventListener("click", () => ask(false));
    place.querySelector("[data-away]").addEventListener("click", async () => {
      await drafts.discard(id);
      sync.soon();
    });
  }

  function waitingCard(item) {
    const place = card("waiting");
    put(place, "label", ` ${item.label ?? ""}`);
    turn(place, item.state === "refused" ? "refused" : "send");
    const reason = place.querySelector("[data-reason]");
    reason.textContent = item.refused?.detail ?? "";
    reason.hidden = !reason.textContent;
    place.querySelector("[data-go]").href = `/incidents/${item.subject}/`;
    return place;
  }

  /** The server's own card of a draft says that this phone has more of it. */
  function marked(draft) {
    const link = isServed ? document.querySelector(`main a[href="/incidents/drafts/${draft.id}/"]:not([data-go])`) : null;
    const line = link?.closest(".card")?.querySelector(".row");
    if (line && isUnsent(draft) && !line.querySelector("[data-unsent]")) {
      const badge = card("unsent");
      badge.dataset.unsent = "";
      line.append(badge);
    }
    return Boolean(line);
  }

  function sentCard(note) {
    const place = card("sent");
    put(place, "reference", note.reference);
    place.querySelector("[data-go]").href = `/incidents/${note.reference}/referrals/`;
    place.querySelector("time").textContent = moment.format(note.at);
    return place;
  }

  async function show() {
    const mine = (await drafts.list()).filter((draft) => !marked(draft) && (!isServed || isUnsent(draft)));
    const waiting = await queue.list();
    const sent = isServed ? [] : (await drafts.notes()).filter((note) => note.reference).sort((one, other) => other.at - one.at);
    section.querySelector("[data-drafts]").replaceChildren(...mine.map(draftCard));
    section.querySelector("[data-queue]").replaceChildren(...waiting.map(waitingCard), ...sent.map(sentCard));
    section.hidden = !mine.length && !waiting.length && !sent.length;
  }

  drafts.onChange(show);
  queue.onChange(show);
  for (const news of ["sent", "saved", "refused", "waiting"]) sync.on(news, show);
  return show();
}

const section = document.querySelector("main [data-here]");
const owner = document.body.dataset.person;
if (section && owner) open(owner).then(async (held) => startHome(section, held, await pocketOf(held.vault), true));
