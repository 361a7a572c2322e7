"""Fixtures for every test: this machine only, real parts on demand, and a database of one's own where one is needed."""

import os
from importlib.util import find_spec

import pytest

from tests.parts import chromium, databases, mail, network, site, warm

pytest_plugins = ["tests.cast"] if find_spec("tests.cast") else []


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        from config.start import compile_catalogues

        compile_catalogues()  # a fresh clone has none, and every language is under test
    network.block()


def need(part, reason):
    """A missing part skips the test on a person's machine and fails it where everything must be checked."""
    if part:
        return part
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and here it must be")
    pytest.skip(reason)
    return None


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The usual test database with the built-in content, loaded once.

    Ours, because pytest-django's sets up for marked tests alone and some tests only use copies of it.
    """
    from django.test.utils import setup_databases, teardown_databases

    from policies.loading import load_content

    with django_db_blocker.unblock():
        former = setup_databases(verbosity=0, interactive=False)
        load_content()
    yield
    with django_db_blocker.unblock():
        teardown_databases(former, verbosity=0)


@pytest.fixture(scope="session")
def template_database(django_db_setup, django_db_blocker, tmp_path_factory):
    """What every database of a test's own is copied from, once per worker."""
    with django_db_blocker.unblock():
        template = databases.Template(tmp_path_factory.mktemp("databases"))
    yield template
    template.drop()


@pytest.fixture
def own_database(template_database, django_db_blocker):
    """A fresh database that other threads and processes see too; its `url` is what they are given."""
    copy = databases.Copy(template_database)
    copy.open()
    with django_db_blocker.unblock():
        yield copy
    copy.close()


@pytest.fixture(scope="session")
def warm_site(django_db_setup):
    """The site with its code and templates loaded, once per worker."""
    loaded = warm.WarmSite()
    yield loaded
    loaded.close()


@pytest.fixture
def site_address(warm_site, own_database, tmp_path):
    """The running site on that database. Fill the database through the models, then visit."""
    with site.warm(warm_site, own_database.url, tmp_path) as address:
        yield address


@pytest.fixture
def mailbox(settings):
    """A mail server on loopback; the project's mail goes there and `mailbox.messages` holds what came."""
    server = mail.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server.mailbox
    server.stop()


@pytest.fixture(scope="session")
def drawing():
    """The child that draws documents: one, warm, per worker, ended with the tests."""
    from django.conf import settings

    from supervision.exports.render import renderer

    need(settings.PDF_AVAILABLE, "no Pango on this machine (Debian: apt-get install libpangoft2-1.0-0)")
    yield renderer()
    renderer().stop()


@pytest.fixture(scope="session")
def browser(template_database):
    """The machine's Chromium, started once per worker."""
    need(chromium.is_usable(), "no Chromium on this machine (Debian: apt-get install chromium libatomic1)")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; the models are still used from this one thread only.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**chromium.launch_options())
        yield started
        started.close()


@pytest.fixture
def open_page(browser, site_address):
    """A function that opens a page on the site in a fresh browser profile; options are Playwright's."""
    contexts = []

    def opener(**options):
        contexts.append(browser.new_context(**{"base_url": site_address} | options))
        return contexts[-1].new_page()

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_page):
    """A page at phone size, touched with fingers."""
    return open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def desk(open_page):
    """A page on a desk's screen."""
    return open_page(viewport={"width": 1280, "height": 800})
