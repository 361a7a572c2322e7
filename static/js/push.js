/* Telling somebody on this phone: the browser is asked only after the tap, and the server where it may send to. */

const POINT = /-/g;
const SCORE = /_/g;

/** The key as browsers take it. */
const bytesOf = (text) => {
  const plain = atob(text.replace(POINT, "+").replace(SCORE, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const isAble = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** The browser's subscription under this key; one that was made under another key ends. */
const subscribed = async (key) => {
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  const wanted = bytesOf(key);
  const has = before && new Uint8Array(before.options.applicationServerKey ?? []);
  if (has && String(has) === String(wanted)) return before;
  if (before) await before.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: wanted });
};

const tellServer = async (address, token, subscription) => {
  const { endpoint, keys } = subscription.toJSON();
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token, "Idempotency-Key": crypto.randomUUID() };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify({ endpoint, keys }) });
  if (!answer.ok) throw new Error(`${answer.status}`);
};

const switchOn = async (section) => {
  if (!isAble()) return "unable";
  if ((await Notification.requestPermission()) !== "granted") return "refused";
  const token = section.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    await tellServer(section.dataset.address, token, await subscribed(section.dataset.push));
  } catch {
    return "failed";
  }
  location.hash = "phones";
  location.reload();
  return "";
};

const start = (section) => {
  const button = section.querySelector("[data-push-on]");
  const say = (what) => {
    for (const line of section.querySelectorAll("[data-push-said]")) line.hidden = line.dataset.pushSaid !== what;
  };
  section.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    say(await switchOn(section));
    button.disabled = false;
  });
};

for (const section of document.querySelectorAll("[data-push]:not([data-push-here])")) start(section);
