"""Somebody signed in on a page, without the form of the sign-in page."""

from django.test import Client as Browser


def sign_in(page, person):
    """Her session in the context of this page."""
    browser = Browser()
    browser.force_login(person)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in browser.cookies.items()]
    page.context.add_cookies([cookie | {"domain": "127.0.0.1", "path": "/", "secure": True} for cookie in cookies])
