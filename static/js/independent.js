/* The independent contact's key: made, locked and used in this browser alone. Server's half: supervision/independent/keys.py. */

const ROUNDS = 600000;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = new TextEncoder().encode("doorstep sealed report 1");
const SHORTEST = 16;

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const show = (element, isShown = true) => { if (element) element.hidden = !isShown; };

async function lockFor(passphrase, salt, rounds) {
  const words = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/* A new pair: the public half as it is, the private half locked with the passphrase. */
async function makeKeys(passphrase) {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const secret = new TextEncoder().encode(JSON.stringify(await crypto.subtle.exportKey("jwk", pair.privateKey)));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const ciphertext = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await lockFor(passphrase, salt, ROUNDS), secret);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const wrapped = { rounds: ROUNDS, salt: toText(salt), iv: toText(iv), ciphertext: toText(ciphertext) };
  return { publicKey: { kty, crv, x, y }, wrapped };
}

/* Fails where the passphrase is another one. */
async function unlock(wrapped, passphrase) {
  const lock = await lockFor(passphrase, toBytes(wrapped.salt), wrapped.rounds);
  const how = { name: "AES-GCM", iv: toBytes(wrapped.iv) };
  const secret = await crypto.subtle.decrypt(how, lock, toBytes(wrapped.ciphertext));
  return crypto.subtle.importKey("jwk", JSON.parse(new TextDecoder().decode(secret)), CURVE, false, ["deriveBits"]);
}

async function openLetter(sealed, key) {
  const sender = await crypto.subtle.importKey("jwk", sealed.epk, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: sender }, key, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO };
  const lock = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const additionalData = new TextEncoder().encode(sealed.context);
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(sealed.iv), additionalData }, lock, toBytes(sealed.ciphertext));
  return JSON.parse(new TextDecoder().decode(text));
}

function write(list, letter) {
  for (const line of letter.lines) {
    const [label, value] = [document.createElement("dt"), document.createElement("dd")];
    label.textContent = line.label;
    value.textContent = line.value;
    value.lang = letter.language;
    value.className = "as-written";
    list.append(label, value);
  }
  show(list);
}

async function accept(form) {
  const passphrase = form.querySelector("#passphrase").value;
  const isShort = passphrase.length < SHORTEST;
  const isOther = passphrase !== form.querySelector("#again").value;
  show(form.querySelector("[data-short]"), isShort);
  show(form.querySelector("[data-different]"), !isShort && isOther);
  if (isShort || isOther) return;
  show(form.querySelector("[data-working]"));
  form.querySelector("button").disabled = true;
  const { publicKey, wrapped } = await makeKeys(passphrase);
  form.elements.public_key.value = JSON.stringify(publicKey);
  form.elements.wrapped_key.value = JSON.stringify(wrapped);
  form.submit();
}

async function openAll(form) {
  const locked = JSON.parse(document.getElementById("locked").textContent);
  const wrong = form.querySelector("[data-wrong]");
  show(wrong, false);
  show(form.querySelector("[data-working]"));
  let key;
  try {
    key = await unlock(locked.wrapped, form.querySelector("#passphrase").value);
  } catch {
    show(wrong);
    return;
  } finally {
    show(form.querySelector("[data-working]"), false);
    form.querySelector("#passphrase").value = "";
  }
  show(form, false);
  for (const card of document.querySelectorAll("[data-report]")) {
    show(card.querySelector("[data-locked]"), false);
    try {
      for (const part of locked.reports[card.dataset.report]) {
        const letter = await openLetter(part, key);
        write(card.querySelector("[data-letter]"), letter);
        if (letter.proof) for (const field of card.querySelectorAll("[name=proof]")) field.value = letter.proof;
      }
      show(card.querySelector("[data-acts]"));
    } catch {
      show(card.querySelector("[data-broken]"));
    }
  }
}

function begin() {
  if (!globalThis.crypto?.subtle) return;
  for (const [name, act] of [["[data-accept]", accept], ["[data-open]", openAll]]) {
    const form = document.querySelector(name);
    if (!form) continue;
    show(document.querySelector("[data-unable]"), false);
    show(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(form);
    });
  }
}

begin();
