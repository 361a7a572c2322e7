/* One at a time by name: over all tabs where the browser has locks, within the page elsewhere. */

const chains = new Map();

export function oneAtATime(name, work) {
  if (navigator.locks) return navigator.locks.request(`doorstep-${name}`, work);
  const turn = (chains.get(name) || Promise.resolve()).then(work);
  const settled = turn.catch(() => {}).then(() => chains.get(name) === settled && chains.delete(name));
  chains.set(name, settled);
  return turn;
}
