/* One draft on its way: its sections as they are written, and the whole of it when it is wanted sent. Raises what
   calling.js raises; what the server says is kept in the draft, and told. */

import { Later } from "./calling.js";
import { isSame, stepOf } from "./draft.js";
import { newId } from "./keys.js";

const GONE = 404;
const NOT_NOW = 409;

const codes = (answer) => (answer.data.missing ?? []).map((reason) => reason.code);

/** A step without an answer is on the phone only: the server keeps answers, not beginnings. */
const isAnswered = (content) => Boolean(content.answer || content.reason || content.entries?.length);
const isReady = (name, content) => !stepOf(name) || isAnswered(content);

/** Fields whose content is not what the server was last known to have. */
function changed(section) {
  const rows = Object.entries(section.content).filter(([name, value]) => !(name in section.based) || !isSame(value, section.based[name]));
  return Object.fromEntries(rows);
}

/** A referral without what only this phone knows of it. */
const asSent = ({ name, refused, ...referral }) => referral;
const reasonIn = ({ errors = {}, missing = [], detail = "" }) =>
  [...Object.values(errors).flat(), ...missing.map((reason) => reason.text)].join(" ") || detail;

const emptyAs = (value) => (Array.isArray(value) ? [] : "");
const valueIn = (section, field, theirs) => section.content[field] ?? emptyAs(theirs[field]);
const pick = (values, names) => Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]));

export function startSending(drafts, files, call, tell) {
  const address = (draft, rest = "") => `drafts/${draft.id}/${rest}`;

  async function send(id) {
    const draft = await drafts.load(id);
    if (!draft || draft.fault || draft.isGone) return;
    if (draft.send) return sendWhole(draft);
    if (draft.refused?.isSentElsewhere || !(await begin(draft))) return;
    await files.takeOut(draft);
    const waiting = Object.entries(draft.sections).filter(([name, section]) => section.state === "here" && isReady(name, section.content));
    for (const [name] of waiting) if (!(await sendSection(id, name))) return;
    if (draft.together.length && !draft.isTogetherTold) await confirm(draft);
    for (const referral of (draft.referrals ?? []).filter((one) => !one.refused)) await sendReferral(draft, referral);
    if (draft.files.length) await files.ofDraft(draft);
  }

  /** Once, under its own id; what is refused (the directory has changed) stays here with its reason. */
  async function sendReferral(draft, referral) {
    const answer = await call(address(draft, "referrals/"), "POST", asSent(referral), referral.id);
    const others = (rows) => rows.filter((one) => one.id !== referral.id);
    const kept = answer.ok ? [] : [{ ...referral, refused: reasonIn(answer.data) }];
    await drafts.mark(draft.id, ({ referrals }) => ({ referrals: [...others(referrals), ...kept] }));
    tell("saved", { id: draft.id, section: "referrals", answer: answer.data });
  }

  /** The server knows the draft. False where it cannot be begun, or is no draft any more. */
  async function begin(draft) {
    if (draft.isBegun) return true;
    const body = { id: draft.id, event_type: draft.kind || undefined, version: draft.version || undefined, reporter: draft.reporter || undefined };
    const answer = await call("drafts/", "POST", body, newId());
    if (answer.ok && (answer.data.status ?? "draft") === "draft") {
      await drafts.mark(draft.id, { isBegun: true });
      return true;
    }
    if (answer.ok) await wasSent(draft);
    else await refuse(draft, answer);
    return false;
  }

  // -- section by section ---------------------------------------------------------------------------------------

  /** False where there is nothing more to say to this draft. */
  async function sendSection(id, name, isAgain = false) {
    const draft = await drafts.load(id);
    const section = draft?.sections?.[name];
    if (section?.state !== "here") return Boolean(draft);
    const changes = stepOf(name) ? section.content : changed(section);
    if (!Object.keys(changes).length) return drafts.agree(id, name, section.content, {});
    await drafts.attempt(id, name, section.content);
    const answer = await (stepOf(name) ? sendStep(draft, name, section) : sendFields(draft, section, changes));
    if (answer.ok) return saved(draft, name, section, changes, answer.data);
    if (answer.status === NOT_NOW && answer.data.current) return settle(draft, name, section, answer.data.current, isAgain);
    if (answer.status === NOT_NOW || answer.status === GONE) return isStillDraft(draft, name, section, answer);
    return refuseSection(draft, name, section, answer);
  }

  const sendStep = (draft, name, section) =>
    call(address(draft, `steps/${stepOf(name)}/`), "PUT", { ...section.content, based_on: section.based.revision });

  /** Only what is new: what another device wrote in another field stands. */
  const sendFields = (draft, section, changes) =>
    call(address(draft), "PATCH", { ...changes, seen: pick(section.based, Object.keys(changes)) });

  /** Of the report's fields only those that were sent are agreed: what stands in the others is not known by this. */
  async function saved(draft, name, section, changes, answer) {
    const based = stepOf(name) ? { revision: answer.revision } : { ...changes, ...answer.fields };
    await drafts.agree(draft.id, name, section.content, based);
    tell("saved", { id: draft.id, section: name, answer });
    return true;
  }

  /** Another device was here, or an answer to this one got lost. Only what both changed waits for the person. */
  async function settle(draft, name, section, current, isAgain) {
    const isSettled = await settled(draft, name, section, current);
    if (isSettled && isAgain) throw new Later(); // somebody writes there at this very moment
    if (isSettled) return sendSection(draft.id, name, true);
    tell("differs", { id: draft.id, section: name, current });
    return true;
  }

  /** False: a real difference, kept for the person. */
  async function settled(draft, name, section, current) {
    const isStep = Boolean(stepOf(name));
    const theirs = isStep ? current.content : pick(current.fields, Object.keys(section.content));
    const fields = Object.keys(theirs).filter((field) => !isSame(theirs[field], valueIn(section, field, theirs)));
    const isOurs = (field) => (section.tries ?? []).some((content) => isSame(content[field] ?? emptyAs(theirs[field]), theirs[field]));
    const isMine = (field) => isOurs(field) || (isStep && !isAnswered(theirs));
    const isTheirs = (field) => (isStep ? section.state === "saved" : field in section.based && isSame(section.based[field], section.content[field]));
    const real = fields.filter((field) => !isMine(field) && !isTheirs(field));
    const adopt = pick(theirs, fields.filter((field) => !isMine(field) && isTheirs(field)));
    if (real.length) {
      await drafts.differ(draft.id, name, { ...current, apart: real });
      return false;
    }
    await drafts.rebase(draft.id, name, adopt, isStep ? { revision: current.revision } : theirs);
    if (Object.keys(adopt).length) tell("adopted", { id: draft.id, section: name, content: adopt });
    return true;
  }

  /** The draft may be sent or discarded on another device by now. */
  async function isStillDraft(draft, name, section, refusal) {
    const answer = await call(address(draft), "GET");
    if (answer.status === GONE) await gone(draft);
    else if (codes(answer).includes("wrong_status") || (answer.ok && answer.data.status !== "draft")) await wasSent(draft);
    else return refuseSection(draft, name, section, refusal);
    return false;
  }

  async function refuseSection(draft, name, section, answer) {
    const errors = answer.data.errors ?? { "": [answer.data.detail ?? ""] };
    await drafts.refuse(draft.id, name, section.content, errors);
    tell("refused", { id: draft.id, section: name, errors, detail: answer.data.detail });
    return true;
  }

  async function confirm(draft) {
    const answer = await call(address(draft, "together/"), "POST", {}, newId());
    if (answer.ok) await drafts.mark(draft.id, { isTogetherTold: true });
  }

  // -- the whole -------------------------------------------------------------------------------------------------

  /** Files first, then everything in one request: what got lost or came twice on the way before does not matter. */
  async function sendWhole(draft, isAgain = false) {
    await files.takeOut(draft);
    if (draft.files.length) {
      if (!(await begin(draft))) return;
      const missing = await files.ofDraft(draft);
      if (missing.length) return refuseWhole(draft, { missing });
    }
    const now = await drafts.load(draft.id);
    if (now?.send) await judge(now, await call("incidents/", "POST", await whole(now), now.send.key), isAgain);
  }

  async function whole(draft) {
    const entries = Object.entries(draft.sections);
    const report = entries.filter(([name]) => !stepOf(name)).map(([, section]) => section);
    const steps = entries.filter(([name, section]) => stepOf(name) && isAnswered(section.content));
    const body = Object.assign({ id: draft.id }, ...report.map((section) => section.content));
    if (draft.kind) body.event_type = draft.kind;
    if (draft.version) body.version = draft.version;
    if (draft.reporter) body.reporter = draft.reporter; // a colleague's, written here: never sent as one's own
    if (draft.together.length) body.together = draft.together;
    if (draft.referrals?.length) body.referrals = draft.referrals.map(asSent);
    if (draft.files.length) body.attachments = await files.ids(draft.files);
    const seen = Object.assign({}, ...report.map((section) => section.based));
    if (Object.keys(seen).length) body.seen = seen;
    const answer = ([name, section]) => [stepOf(name), { ...section.content, based_on: section.based.revision }];
    if (steps.length) body.steps = Object.fromEntries(steps.map(answer));
    return body;
  }

  async function judge(draft, answer, isAgain) {
    if (answer.ok) return receipt(draft, answer.data);
    const isNotNow = answer.status === NOT_NOW;
    if (isNotNow && codes(answer).includes("filed_differently")) return wasSentDifferently(draft, answer);
    if (isNotNow && codes(answer).includes("sent_differently") && !isAgain) return sendUnderNewKey(draft);
    if (isNotNow && codes(answer).includes("attachment_missing") && !isAgain) {
      await meetFiles(draft);
      return sendUnderNewKey(draft);
    }
    if (isNotNow && answer.data.current && !isAgain) return settleWhole(draft, answer.data);
    return refuseWhole(draft, answer.data);
  }

  /** A file that was taken out elsewhere goes from here too; where the draft is gone there, all go again with it. */
  async function meetFiles(draft) {
    const answer = await call(`incidents/${draft.id}/attachments/`, "GET");
    if (answer.ok) return files.keepOnly(draft, answer.data.results.map((row) => row.id));
    await drafts.mark(draft.id, { isBegun: false });
    return files.again(draft.files);
  }

  async function sendUnderNewKey(draft) {
    return sendWhole(await drafts.mark(draft.id, { send: { ...draft.send, key: newId() } }), true);
  }

  /** What only another device changed is taken over and sent with the rest; what both changed is the person's choice. */
  async function settleWhole(draft, refusal) {
    const { fields = {}, steps = {} } = refusal.current;
    let isSettled = true;
    for (const [name, section] of Object.entries(draft.sections)) {
      const isAsked = Object.keys(fields).some((field) => field in section.content);
      const current = stepOf(name) ? steps[stepOf(name)] : isAsked && { fields };
      if (!current || (await settled(draft, name, section, current))) continue;
      isSettled = false;
      tell("differs", { id: draft.id, section: name, current });
    }
    return isSettled ? sendUnderNewKey(draft) : refuseWhole(draft, refusal);
  }

  async function receipt(draft, { reference, address: place, answer_by: answerBy }) {
    const answer = await addRest(draft, reference);
    if (answer && !answer.ok) return keepRest(draft, answer, reference, place);
    await drafts.sent(draft.id, { reference, address: place, answerBy });
    tell("sent", { id: draft.id, reference, address: place });
  }

  /** What was sent early, for somebody in danger, may leave words behind in steps without an answer: they are added. */
  function addRest(draft, reference) {
    const steps = Object.entries(draft.sections).filter(([name]) => stepOf(name)).map(([, section]) => section.content);
    const rest = steps.filter((content) => content.note && !isAnswered(content)).map((content) => content.note).join("\n\n");
    const body = { text: rest, language: draft.language || "en" };
    return rest ? call(`incidents/${reference}/addenda/`, "POST", body, `${draft.id}-rest`) : null;
  }

  async function refuseWhole(draft, { missing = [], errors = {}, detail = "", current = null }) {
    await drafts.refuseSending(draft.id, { missing, errors, detail, current });
    tell("refused", { id: draft.id, missing, errors, detail });
  }

  const refuse = (draft, answer) => refuseWhole(draft, answer.data);

  // -- sent or discarded on another device -----------------------------------------------------------------------

  /** It is no draft on the server: if everything that stands here was sent, that is the receipt; else the words stay. */
  async function wasSent(draft) {
    const answer = await call("incidents/", "POST", await whole(draft), newId());
    await (answer.ok ? receipt(draft, answer.data) : wasSentDifferently(draft, answer));
  }

  async function wasSentDifferently(draft, answer) {
    const receipt = await call(address(draft, "submit/"), "POST", undefined, newId());
    const { reference, address: place } = receipt.ok ? receipt.data : {};
    await keepRest(draft, answer, reference, place);
  }

  /** It is sent, and something that stands here is not in it: it stays to be copied. */
  async function keepRest(draft, answer, reference, place) {
    const { missing, errors, detail } = answer.data;
    await drafts.refuseSending(draft.id, { missing, errors, detail, isSentElsewhere: true, address: place });
    if (reference) await drafts.mark(draft.id, { reference });
    tell("sent", { id: draft.id, reference, address: place, isDifferent: true });
  }

  async function gone(draft) {
    await drafts.mark(draft.id, { isGone: true });
    tell("gone", { id: draft.id });
  }

  /** Discarded here: the server forgets it too. What is sent or gone there already needs no telling. */
  async function discard(id) {
    await call(`drafts/${id}/discard/`, "POST", undefined, newId());
    await drafts.forget(id);
  }

  return { send, discard };
}

