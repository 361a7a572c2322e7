/* Throwing a draft away: from this phone first; without a network the server hears of it later. */

import { open } from "./phone/opened.js";

const form = document.querySelector("form[data-discard]");
const owner = document.body.dataset.person;

async function discard(id) {
  const { drafts } = await open(owner);
  if (navigator.onLine) {
    await drafts.forget(id).catch(() => {});
    return form.submit();
  }
  await drafts.discard(id);
  return location.assign("/");
}

if (owner) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    discard(form.dataset.discard);
  });
}
