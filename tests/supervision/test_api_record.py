"""The record as a document by API: whose names are in it, that each one is recorded, and refusals as data."""

import pytest

from supervision.exports.render import CannotRender
from supervision.models import Export
from tests import stories
from tests.supervision.asking import address, get, post, posted
from tests.supervision.pages import browser
from tests.supervision.reading import text_of

pytestmark = pytest.mark.django_db
NAMES = {"profile": "identified", "language": "en", "reason": "For the court"}


@pytest.fixture
def incident(cara, sam, client_k):
    return stories.answered(cara, sam, client=client_k)


@pytest.fixture
def printed(monkeypatch):
    """What would have been drawn, without drawing it."""
    asked = []

    def stored(incident, *, language, profile):
        asked.append((incident.reference, language, str(profile)))
        return b"%PDF-1.7", "a" * 64

    monkeypatch.setattr("supervision.api.record.stored_record", stored)
    return asked


def test_the_document_is_a_file_without_names(drawing, incident, rita):
    answer = browser(rita).get(address(incident, "record.pdf"), {"language": "en"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="{incident.reference}.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    text = text_of(answer.content)
    assert incident.reference in text
    assert [name for name in ("Cara", "Halász", "Fekete", "Szabó") if name in text] == []


def test_each_document_handed_out_is_recorded(incident, sam, cara, printed):
    for person, query in ((sam, {"language": "cs", "reason": "Handover"}), (cara, {})):
        assert browser(person).get(address(incident, "record.pdf"), query).status_code == 200
    assert printed == [(incident.reference, "cs", "pseudonymised"), (incident.reference, "hu", "reporter")]
    rows = list(Export.objects.order_by("at").values_list("requested_by", "profile", "reason"))
    assert rows == [(sam.pk, "pseudonymised", "Handover"), (cara.pk, "reporter", "")]


def test_names_are_asked_for_by_post_with_a_reason(incident, sam, printed):
    get(sam, address(incident, "record.pdf"), expect=403, **NAMES)
    refused = post(sam, address(incident, "record.pdf"), expect=400, **NAMES | {"reason": " "})
    assert list(refused["errors"]) == ["reason"]
    assert Export.objects.count() == 0
    for _ in range(2):
        assert posted(sam, address(incident, "record.pdf"), NAMES, key="same").status_code == 200
    assert printed[0] == (incident.reference, "en", "identified")
    assert Export.objects.filter(profile="identified", reason="For the court").count() == 2


@pytest.mark.parametrize("name", ["cara", "rita"])
def test_names_are_for_those_who_may_see_them(incident, cast, name, printed):
    assert post(cast[name], address(incident, "record.pdf"), expect=403, **NAMES)["code"] == "permission_denied"
    assert printed == []


def test_out_of_reach_is_not_there_and_without_the_right_refused(incident, olly, tom, petra, printed):
    get(olly, address(incident, "record.pdf"), expect=404)
    get(tom, address(incident, "record.pdf"), expect=404)
    get(petra, address(incident, "record.pdf"), expect=403)
    assert printed == []


@pytest.mark.parametrize(("query", "field"), [({"language": "xx"}, "language"), ({"profile": "all"}, "profile")])
def test_what_nobody_offered_is_said_by_field(incident, sam, query, field, printed):
    assert list(get(sam, address(incident, "record.pdf"), expect=400, **query)["errors"]) == [field]


def test_a_document_that_cannot_be_made_is_said_as_data(incident, sam, monkeypatch):
    def broken(*args, **more):
        raise CannotRender("too_long")

    monkeypatch.setattr("supervision.api.record.stored_record", broken)
    told = get(sam, address(incident, "record.pdf"), expect=503)
    assert told == {"code": "too_long", "detail": "This record is too long to print. Please tell your administrator."}
    assert Export.objects.count() == 0
