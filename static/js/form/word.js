/* The word in the form's bar: where what was written is now. Read aloud once it holds still, and not twice. */

const STILL = 1500;
const CALM = new Set(["saved", "sent", "server"]);

/** A reference is not broken in two at the end of a line. */
const whole = (value) => String(value).replaceAll("-", "\u2011");

/** `login`: where to sign in again so that this very step comes back. */
export function startWord(login) {
  const word = document.getElementById("saved");
  const aloud = document.getElementById("said-aloud");
  let timer = 0;

  /** A link where the person has something to do. */
  function addressOf(state) {
    if (state === "away") return `${login}?next=${encodeURIComponent(location.pathname + location.hash)}`;
    return { differs: "#differences", refused: "#check", words: "#check" }[state];
  }

  function write(text, address) {
    if (!address) return word.replaceChildren(text);
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    return word.replaceChildren(link);
  }

  function say(state, values = {}) {
    let text = word.dataset[state];
    for (const [name, value] of Object.entries(values)) text = text.replace(`%(${name})s`, whole(value));
    word.dataset.state = state;
    word.classList.toggle("waiting", !CALM.has(state));
    if (word.textContent !== text || state === "away") write(text, addressOf(state));
    clearTimeout(timer);
    timer = setTimeout(() => aloud.textContent !== text && (aloud.textContent = text), STILL);
  }

  addEventListener("hashchange", () => word.dataset.state === "away" && say("away"));
  return { say };
}

/** Only here, and something at all. */
const waits = ({ state, content }) => state === "here" && Object.values(content).some((value) => value.length);

/** Which word says where this draft is. `told`: what was heard of the server and the phone since. */
export function stateOf(draft, { isKept, isFull, isUnsaved, isAway, isOther }) {
  const sections = Object.values(draft?.sections ?? {});
  const states = sections.map((section) => section.state);
  if (draft?.reference && !draft.refused) return "sent";
  if (isOther) return "other";
  if (isAway) return "away";
  if (states.includes("differs")) return "differs";
  if (states.includes("refused")) return "refused";
  if (isFull) return isUnsaved ? "unsaved_full" : "full";
  const isHere = isUnsaved || !draft?.isBegun || (draft.together.length && !draft.isTogetherTold) || sections.some(waits);
  if (isKept) return isHere ? "here" : "saved";
  return isHere ? "unsaved" : "server";
}
