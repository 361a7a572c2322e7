"""The leaflet for clients: one page in six languages, from what is published, set by the child process."""

import pypdfium2
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from accounts.models import IndependentContact
from audit.door import record
from policies.public import texts
from supervision.exports import render
from supervision.leaflet.content import leaflet
from supervision.leaflet.document import leaflet_pdf
from tests import directory
from tests.supervision import sealing

pytestmark = pytest.mark.django_db
LANGUAGES = dict(settings.LANGUAGES)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def opened(organisation, petra):
    record(organisation, "open_public_page", by=petra)
    organisation.refresh_from_db()
    return organisation


def words(pdf) -> tuple[int, str]:
    """How many pages, and the text as a reader takes it out."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return len(document), " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_leaflet_in_all_languages(organisation, ada, language):
    for number in range(6):
        directory.entry(organisation, kind="channel", order=number, name={"en": f"Office number {number}"})
    sealing.accepted(organisation, ada)
    count, text = words(leaflet_pdf(organisation, language))
    assert count == 1
    assert texts.in_leaflet("reach", language) in text
    assert texts.in_leaflet("title", language).split()[0] in text
    assert organisation.name in text
    assert "Office number 3" in text
    assert "24" in text
    assert "112" in text


def test_it_says_that_somebody_is_independent_and_not_who(organisation, ada):
    assert leaflet(organisation, "en")["independent"] == ""
    sealing.accepted(organisation, ada)
    contact = IndependentContact.objects.get()
    told = str(leaflet(organisation, "en"))
    assert texts.contact_kind(contact.kind, "en") in told
    assert contact.name not in told
    assert contact.email not in told


def test_for_everybody_where_the_page_is_open(organisation, opened, elsewhere):
    response = Client().get("/about/north/leaflet.pdf?language=uk")
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    for address in ("/about/elsewhere/leaflet.pdf", "/about/nobody/leaflet.pdf"):
        assert Client().get(address).status_code == 404


def test_for_everybody_signed_in_in_her_language(client, organisation, cara):
    assert client.get("/leaflet.pdf").status_code == 302
    client.force_login(cara)
    answer = client.get("/leaflet.pdf")
    assert 'filename="leaflet-hu.pdf"' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"


def test_the_same_content_is_set_once(organisation, monkeypatch):
    first = leaflet_pdf(organisation, "en")
    monkeypatch.setattr(render.Renderer, "pdf", lambda *_args, **_more: pytest.fail("set again"))
    assert leaflet_pdf(organisation, "en") == first


def test_a_hostile_name_is_text_on_paper_too(organisation):
    organisation.name = "<b>North</b> & ‮co\x00" + "x" * 80
    organisation.save = None
    count, text = words(leaflet_pdf(organisation, "en"))
    assert count == 1
    assert "<b>North</b> &" in text


def test_where_nothing_can_be_set_it_says_so(client, cara, settings):
    settings.PDF_AVAILABLE = False
    render.renderer().stop()
    client.force_login(cara)
    assert client.get("/leaflet.pdf").status_code == 503
