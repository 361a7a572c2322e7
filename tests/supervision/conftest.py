"""The rendering child for the tests that print."""

import pytest
from django.conf import settings

from supervision.exports.render import renderer
from tests.conftest import need


@pytest.fixture(scope="session")
def drawing():
    """One warm child per worker, ended with the tests."""
    need(settings.PDF_AVAILABLE, "no Pango on this machine (Debian: apt-get install libpangoft2-1.0-0)")
    yield renderer()
    renderer().stop()
