// What is typed into a full answer is kept as a draft on the server while it is written; without a script there is a button.
const PAUSE = 1500;

const form = document.querySelector("form[data-keep]");
const line = form?.querySelector("[data-kept-line]");
let waiting = 0;
let leaving = false;

const keep = async () => {
  if (leaving) return;
  try {
    const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), keepalive: true });
    line.textContent = answer.ok ? form.dataset.kept : form.dataset.notKept;
  } catch {
    line.textContent = form.dataset.notKept;
  }
};

form?.addEventListener("input", () => {
  line.textContent = "";
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE);
});
form?.addEventListener("submit", () => {
  leaving = true;
  clearTimeout(waiting);
});
window.addEventListener("pageshow", () => {
  leaving = false;
});
