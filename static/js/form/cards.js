/* "Show this to the client": one sentence over the whole screen in very large type, turned round for whoever sits
   opposite. Closing leads back to where the finger was. */

const TURNED = "turned";

export function startCards(form) {
  const card = document.getElementById("card");
  if (!card.showModal) return; // older browsers: the sentence stands in the page
  const words = card.querySelector("[data-words]");
  const turn = card.querySelector("[data-turn]");
  let from = null;

  function show(sentence) {
    from = sentence;
    words.textContent = sentence.textContent;
    words.lang = sentence.closest("[lang]").lang;
    turned(false);
    card.showModal();
    words.focus();
  }

  function turned(isTurned) {
    card.classList.toggle(TURNED, isTurned);
    turn.setAttribute("aria-pressed", isTurned);
  }

  form.addEventListener("click", (event) => {
    const sentence = event.target.closest("[data-show]");
    if (sentence) show(sentence);
  });
  turn.addEventListener("click", () => turned(!card.classList.contains(TURNED)));
  card.querySelector("[data-close]").addEventListener("click", () => card.close());
  card.addEventListener("close", () => from?.focus());
}
