/* Before anything of the page is shown: a page that somebody left is not shown again by the back button, and one that
   may be locked stays covered until discreet.js knows. A plain script, because modules come too late for this. */

(function () {
  var root = document.documentElement;
  var AWAY = "/away/";

  function isGoneBackTo() {
    var visit = performance.getEntriesByType("navigation")[0];
    return Boolean(visit) && visit.type === "back_forward";
  }

  function lockHere() {
    return JSON.parse(localStorage.getItem("doorstep-lock") || "null");
  }

  function mayBeLocked() {
    var lock = lockHere();
    if (!lock) return false;
    var idle = Date.now() - Number(localStorage.getItem("doorstep-active"));
    return Boolean(lock.isShut) || idle < 0 || idle >= lock.minutes * 60000;
  }

  function writeLock(lock, isSignedOut) {
    lock.isShut = lock.isSignedOut = isSignedOut;
    localStorage.setItem("doorstep-lock", JSON.stringify(lock));
    localStorage.setItem("doorstep-active", Date.now());
  }

  /** The modules have run by now, or never will: no page stays blank. Signing in again opens it, as it opens the lock. */
  function wayOut() {
    var way = document.querySelector("[data-stuck]");
    var lock = lockHere();
    if (root.dataset.discreet || !lock || !root.classList.contains("covered")) return;
    root.classList.remove("covered");
    if (way && !lock.isSignedOut) {
      root.classList.add("stuck");
      way.hidden = false;
    } else if (way || document.querySelector("[data-signed-out]")) writeLock(lock, !way);
  }

  try {
    if (sessionStorage.getItem("doorstep-left")) {
      if (isGoneBackTo()) {
        root.classList.add("covered");
        location.replace(AWAY);
        return;
      }
      sessionStorage.removeItem("doorstep-left");
    }
    if (mayBeLocked()) {
      root.classList.add("covered");
      document.addEventListener("DOMContentLoaded", wayOut);
    }
  } catch (error) {
    // a browser that denies its storage has no lock either
  }
})();
