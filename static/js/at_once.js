/* Before anything of the page is shown: a page that somebody left is not shown again by the back button, and one that
   may be locked stays covered until discreet.js knows. A plain script, because modules come too late for this. */

(function () {
  var root = document.documentElement;
  var AWAY = "/away/";

  function isGoneBackTo() {
    var visit = performance.getEntriesByType("navigation")[0];
    return Boolean(visit) && visit.type === "back_forward";
  }

  function mayBeLocked() {
    var lock = JSON.parse(localStorage.getItem("doorstep-lock") || "null");
    if (!lock) return false;
    var idle = Date.now() - Number(localStorage.getItem("doorstep-active"));
    return Boolean(lock.isShut) || idle < 0 || idle >= lock.minutes * 60000;
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
    if (mayBeLocked()) root.classList.add("covered");
  } catch (error) {
    // a browser that denies its storage has no lock either
  }
})();
