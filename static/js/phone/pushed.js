/* What the service worker does when it is told something: it shows so, and opens the page. No window, no document.
   In a block, because browsers without module workers read it into one scope with the rest. */

{
  const ICON = "/static/icons/doorstep-192.png";

  /** What was sent, or nothing where it cannot be read. */
  const said = (event) => {
    try {
      return event.data?.json() ?? {};
    } catch {
      return {};
    }
  };

  /** Only a page of ours, named by its path. */
  const pageOf = (url) => {
    const page = new URL(typeof url === "string" ? url : "/notices/", self.location.origin);
    return page.origin === self.location.origin ? page.href : `${self.location.origin}/notices/`;
  };

  const show = ({ title = "Doorstep", body = "", lang = "", tag = "", url }) =>
    self.registration.showNotification(title, { body, lang, tag, icon: ICON, data: { url: pageOf(url) } });

  /** The window that is open, where there is one; a form that somebody is filling in is left alone. */
  const open = async (url) => {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = windows.find((window) => window.url === url);
    return there ? there.focus() : self.clients.openWindow(url);
  };

  self.addEventListener("push", (event) => event.waitUntil(show(said(event))));

  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(pageOf(event.notification.data?.url)));
  });
}
