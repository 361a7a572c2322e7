/* Asks the server who is signed in here, before anything is sent: every burst of sending begins with it. */

export const PATIENCE = 10000;

/** fetch() that does not wait for ever. */
export async function patiently(path, options = {}, patience = PATIENCE) {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), patience);
  try {
    return await fetch(path, { credentials: "same-origin", cache: "no-store", ...options, signal: impatience.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** {me, token, draft_days, time}; {signedOut: true}; null where nobody answers, or somebody who is not our server. */
export async function hello() {
  try {
    const response = await patiently("/api/v1/hello/");
    if (response.status === 401 || response.status === 403) return { signedOut: true };
    const answer = response.ok ? await response.json() : null;
    return answer?.me && answer.token ? answer : null;
  } catch {
    return null;
  }
}
