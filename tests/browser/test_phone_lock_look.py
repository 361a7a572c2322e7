"""How the lock looks: axe finds nothing, nothing is cut, and without JavaScript the settings say that there is none."""

import pytest

from tests.browser.phone_app import until
from tests.browser.test_phone_lock import LOCKED, set_pin


@pytest.mark.parametrize("is_dark", [False, True])
def test_settings_and_locked_screen_have_no_finding(caras_phone, axe, is_dark):
    page = caras_phone(language="hu", width=320, color_scheme="dark" if is_dark else "light")
    page.goto("/settings/")
    page.wait_for_selector("#phone-lock [data-unset]:not([hidden])")
    axe(page)
    set_pin(page)
    axe(page)
    page.locator("[data-now]").tap()
    until(page, LOCKED)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for target in page.locator("dialog.lock :is(button, input, a):visible").all():
        assert target.bounding_box()["height"] >= 44


def test_without_javascript_the_settings_say_so(caras_phone):
    page = caras_phone(language="en", java_script_enabled=False)
    page.goto("/settings/")
    assert page.locator("#phone-lock [data-without]").is_visible()
    assert page.locator("#phone-lock form").is_hidden()


def test_where_nothing_is_kept_there_is_no_pin(caras_phone):
    page = caras_phone(language="en")
    page.add_init_script("Object.defineProperty(globalThis, 'indexedDB', {value: undefined})")
    page.goto("/settings/")
    page.wait_for_selector("#phone-lock [data-unkept]:not([hidden])")
    assert page.locator("#phone-lock form").is_hidden()
