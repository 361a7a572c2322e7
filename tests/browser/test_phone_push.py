"""Telling somebody on her phone, in the real browser: asked only after the tap, shown without content, opened by a tap.

The browser's own push service cannot be reached from here: what it would hand over comes by the developer tools.
"""

import json

import pytest
from django.test import Client

from accounts.models import PushSubscription
from tests.parts.push import Phone

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SETTINGS = "/settings/"
# what a browser's push service answers to a subscription, and whether anybody was asked for permission before
SERVICE = """
globalThis.asked = 0;
const ask = Notification.requestPermission.bind(Notification);
Notification.requestPermission = () => { globalThis.asked += 1; return ask(); };
PushManager.prototype.getSubscription = async () => null;
PushManager.prototype.subscribe = async (options) => {
  globalThis.subscribedWith = Array.from(options.applicationServerKey);
  return { toJSON: () => (%s) };
};
"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
    .map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data }))"""


@pytest.fixture
def cara(story_cast):
    person = story_cast["cara"]
    person.language = "en"
    person.save()
    return person


@pytest.fixture
def hers():
    return Phone("https://push.example.org/send/one")


@pytest.fixture
def page(cara, open_page, hers):
    """Cara's phone, signed in, with a push service that answers."""
    browser = Client()
    browser.force_login(cara)
    page = open_page(**PHONE)
    page.context.add_init_script(f"if (window.PushManager) {{ {SERVICE % json.dumps(hers.subscription)} }}")
    where = {"domain": "127.0.0.1", "path": "/", "secure": True}
    page.context.add_cookies([{"name": name, "value": morsel.value} | where for name, morsel in browser.cookies.items()])
    page.goto(SETTINGS)
    return page


def allow(page):
    page.context.grant_permissions(["notifications"])


def handed_over(page, content):
    """As the browser's push service would."""
    tools = page.context.new_cdp_session(page)
    found = []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    tools.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(20)
    origin = page.evaluate("location.origin")
    number = found[0]["registrationId"]
    tools.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": number, "data": content})
    page.wait_for_function(f"({SHOWN})().then((shown) => shown.length > 0)")


def test_asked_after_the_tap_and_shown_among_her_phones(page, axe, hers):
    allow(page)
    axe(page)
    assert page.evaluate("asked") == 0
    assert "no name, no reference" in page.locator("#phones").inner_text()
    button = page.locator("[data-push-on]")
    assert button.bounding_box()["height"] >= 44
    with page.expect_navigation():
        button.tap()
    assert "this phone" in page.locator("#phones li").inner_text()
    row = PushSubscription.objects.get()
    assert (row.endpoint, row.p256dh) == (hers.endpoint, hers.subscription["keys"]["p256dh"])
    axe(page)
    page.locator("#phones li button").tap()
    page.wait_for_function("!document.querySelector('#phones li')")
    assert not PushSubscription.objects.exists()


def test_refused_by_the_browser_it_says_that_mails_go(page):
    page.evaluate("() => { Notification.requestPermission = async () => 'denied'; }")
    page.locator("[data-push-on]").tap()
    page.wait_for_selector("[data-push-said=refused]:not([hidden])")
    assert not PushSubscription.objects.exists()


def test_without_a_way_to_the_server_it_says_so(page):
    allow(page)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    page.locator("[data-push-on]").tap()
    page.wait_for_selector("[data-push-said=failed]:not([hidden])")


def test_what_comes_is_shown_once_per_notice_and_opens_its_page(page):
    allow(page)
    said = {"title": "Doorstep", "body": "There is something new for you.", "lang": "en", "tag": "t", "url": "/notices/"}
    handed_over(page, json.dumps(said))
    handed_over(page, json.dumps(said))
    [shown] = page.evaluate(SHOWN)
    assert (shown["title"], shown["body"], shown["tag"]) == ("Doorstep", "There is something new for you.", "t")
    worker = page.context.service_workers[0]
    opened = worker.evaluate("""async () => {
        const [notification] = await registration.getNotifications();
        const opened = [];
        clients.openWindow = async (url) => opened.push(new URL(url).pathname);
        dispatchEvent(new NotificationEvent("notificationclick", { notification }));
        await new Promise((done) => setTimeout(done, 200));
        return [opened, (await registration.getNotifications()).length];
    }""")
    assert opened == [["/notices/"], 0]


@pytest.mark.parametrize("content", ["", "no JSON {", '{"url": "https://evil.example/"}', '{"url": 7}'])
def test_whatever_comes_leads_to_a_page_of_ours(content, page):
    allow(page)
    handed_over(page, content)
    [shown] = page.evaluate(SHOWN)
    assert shown["title"] == "Doorstep"
    assert shown["data"]["url"] == page.evaluate("location.origin") + "/notices/"
