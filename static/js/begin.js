/* What happened? A tap begins the draft on this phone, then tells the server, then opens the form; without a network
   the phone is enough. Starts itself on the server's page; the shell starts it on the page that it keeps. */

import { newId } from "./phone/keys.js";
import { open } from "./phone/opened.js";

const PATIENCE = 4000;
const BLANK = /^0{8}-/;

const patience = () => new Promise((done) => setTimeout(done, PATIENCE));

/** `held`: {vault, drafts, sync}, or the promise of them; `pocket`: what the shell knows of the kinds. */
export function startBegin(form, held, pocket) {
  const standing = form.dataset.draft;
  const given = form.elements.draft?.value;
  const id = standing || (given && !BLANK.test(given) ? given : newId());
  let isBegun = false;

  async function begin(kind, button) {
    const { vault, drafts, sync } = await held;
    if (!vault.isKept && !pocket) return plainly(button);
    const version = pocket?.kinds[kind]?.protocol ?? "";
    try {
      if (standing) await drafts.set(id, { kind });
      else await drafts.begin({ id, kind, version, language: document.documentElement.lang });
    } catch (error) {
      if (!error.code) throw error;
      return plainly(button);
    }
    if (standing && !pocket) return plainly(button); // the server moves the answers to the other protocol
    await Promise.race([sync.now(id), patience()]);
    location.assign(`/incidents/drafts/${id}/`);
  }

  /** As it would be without this file. */
  function plainly(button) {
    isBegun = true;
    setTimeout(() => form.requestSubmit(button)); // not while the first press is still being handled
  }

  form.addEventListener("submit", (event) => {
    const kind = event.submitter?.value;
    if (isBegun || !kind) return;
    event.preventDefault();
    if (form.dataset.isBusy) return;
    form.dataset.isBusy = "yes";
    begin(kind, event.submitter).finally(() => delete form.dataset.isBusy);
  });
}

const form = document.querySelector("main form[data-begin]");
const owner = document.body.dataset.person;
if (form && owner) startBegin(form, open(owner));
