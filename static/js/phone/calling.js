/* One request to our API: with the token and the key that it asks for, within a time, and what came of it in one word. */

import { hello, patiently } from "./hello.js";

const API = "/api/v1/";

export class Away extends Error {} // signed out: everything waits until somebody signs in
export class OtherPerson extends Error {} // somebody else is signed in here: what is kept is not hers
export class Later extends Error {
  /** `wait`: seconds that the server asks for. */
  constructor(wait = 0) {
    super("later");
    this.wait = wait;
  }
}

export function startCalling(owner) {
  let greeting = null;

  /** Who is signed in now. Raises Later, Away or OtherPerson. */
  async function greet() {
    const answer = await hello();
    greeting = null;
    if (!answer) throw new Later();
    if (answer.signedOut) throw new Away();
    if (answer.me !== owner) throw new OtherPerson();
    greeting = answer;
    return answer;
  }

  async function request(path, method, body, key, headers) {
    const isBytes = body instanceof ArrayBuffer || ArrayBuffer.isView(body) || (globalThis.Blob && body instanceof Blob);
    const sent = { "X-CSRFToken": greeting.token, Accept: "application/json", ...headers };
    if (!isBytes && body !== undefined) sent["Content-Type"] ??= "application/json";
    if (method === "POST") sent["Idempotency-Key"] = key;
    const address = path.startsWith("/") ? path : API + path;
    try {
      return await patiently(address, { method, headers: sent, body: isBytes ? body : JSON.stringify(body) }, isBytes ? 60000 : undefined);
    } catch {
      throw new Later();
    }
  }

  async function dataOf(response) {
    if (response.status === 204 || response.status === 304) return {};
    try {
      return await response.json();
    } catch {
      throw new Later(); // a proxy, or half an answer: nobody knows what became of it
    }
  }

  /** {ok, status, data}: 2xx, 400, 404, 409 and the like. Raises Later, Away or OtherPerson for what may go another time. */
  async function call(path, method, body, key, headers, isSecond = false) {
    if (!greeting) await greet();
    const response = await request(path, method, body, key, headers);
    if (response.status === 429 || response.status >= 500) throw new Later(Number(response.headers.get("Retry-After")) || 0);
    if (response.status === 401) throw new Away();
    const data = await dataOf(response);
    if (data.code === "sign_in_again") throw new Away();
    if (response.status === 403 && data.code !== "permission_denied" && !isSecond) {
      await greet();
      return call(path, method, body, key, headers, true);
    }
    return { ok: response.ok, status: response.status, data };
  }

  return { greet, call };
}
