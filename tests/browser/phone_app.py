"""A phone after its first visit: the worker at work, the forms in its pocket; and what its browser keeps of pages."""

import contextlib

from playwright.sync_api import Error

CACHED = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      texts.push([name, request.url, JSON.stringify([...answer.headers]), await answer.text()].join(" "));
    }
  }
  return texts;
}"""
CONTROLLED = "navigator.serviceWorker.controller !== null"
POCKET = "Object.keys(sessionStorage).some((key) => key.startsWith('doorstep-pocket'))"


def until(page, expression, seconds=60):
    """Asked again and again: the site's rules allow no script that waits by itself."""
    for _ in range(seconds * 10):
        with contextlib.suppress(Error):  # the page is just being left
            if page.evaluate(expression):
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


def visited(page, place="/"):
    """The page there, and everything that the next visit needs to do without a network."""
    page.goto(place)
    until(page, CONTROLLED)
    until(page, POCKET)
    return page


def cached(page) -> list[str]:
    """All that the worker keeps: address, headers and body of each answer."""
    return page.evaluate(CACHED)
