"""Somebody independent for complaints: named by administrator or lead, printed and shown once named, never before."""

import pypdfium2
import pytest
from django.core.cache import cache
from django.test import Client

from accounts import set_up
from accounts.models import ComplaintsPerson
from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from policies.public import texts
from supervision.leaflet.content import leaflet
from supervision.leaflet.document import leaflet_pdf
from tests.supervision.pages import in_english, page, send

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/complaints/"
SAID = {
    "name": "Dr. Vera Nagy",
    "phone": "+36 1 999 0000",
    "hours": "8–16",
    "words_hu": "Csütörtökön személyesen is.",
    "words_en": "",
}


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return len(document), " ".join(" ".join(part.get_textpage().get_text_range() for part in document).split())


@pytest.mark.parametrize("who", ["ada", "lena"])
def test_administrator_or_lead_names_the_person_and_the_leaflet_has_it(organisation, cast, who):
    send(cast[who], ADDRESS, **SAID, go="set")
    for language in ("en", "hu", "uk"):
        count, text = text_of(leaflet_pdf(organisation, language))
        assert count == 1
        assert all(
            part in text
            for part in ("Dr. Vera Nagy", "+36 1 999 0000", texts.in_leaflet("complaints_person", language))
        )
        assert ("Csütörtökön" in text) == (language == "hu")
    assert AuditEvent.objects.filter(act="complaints_person_set").count() == 1


def test_on_the_public_page_too(organisation, ada, petra):
    record(organisation, "open_public_page", by=petra)
    address = f"/about/{organisation.code}/?language=hu"
    before = Client().get(address).content.decode()
    assert texts.in_leaflet("complaints_person", "hu") not in before
    send(ada, ADDRESS, **SAID, go="set")
    told = Client().get(address).content.decode()
    assert "Dr. Vera Nagy" in told
    assert 'href="tel:+3619990000"' in told


def test_where_nobody_is_named_the_leaflet_says_nothing_and_the_set_up_says_that_it_is_missing(organisation, ada):
    assert leaflet(organisation, "en")["complaints"] is None
    assert texts.in_leaflet("complaints_person", "en") not in text_of(leaflet_pdf(organisation, "en"))[1]
    assert "complaints_person" in [row.key for row in set_up.missing(organisation)]
    assert "No person for complaints of clients is named yet" in page(in_english(ada), "/settings/set-up/")
    send(ada, ADDRESS, **SAID, go="set")
    assert "complaints_person" not in [row.key for row in set_up.missing(organisation)]


def test_named_again_and_no_longer(organisation, ada):
    send(ada, ADDRESS, **SAID, go="set")
    send(ada, ADDRESS, **(SAID | {"name": "Another"}), go="set")
    assert ComplaintsPerson.objects.get().name == "Another"
    send(ada, ADDRESS, go="remove")
    assert not ComplaintsPerson.objects.exists()
    with pytest.raises(NotNow):
        record(organisation, "remove_complaints_person", by=ada)


def test_nobody_else_names_anybody_and_not_of_another_organisation(organisation, sam, cara, olly):
    for person in (sam, cara):
        send(person, ADDRESS, status=403, **SAID, go="set")
    with pytest.raises(NotPermitted):
        record(organisation, "set_complaints_person", by=olly, said={"name": "X", "phone": "1"})
    assert not ComplaintsPerson.objects.exists()


def test_a_form_without_name_or_number_says_so(organisation, ada):
    assert "fault" in send(ada, ADDRESS, status=200, **(SAID | {"phone": " "}), go="set")
    assert not ComplaintsPerson.objects.exists()
