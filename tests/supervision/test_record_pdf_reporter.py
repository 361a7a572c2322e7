"""The reporter's own copy: everything that was said to her, nothing that the line told each other."""

import pytest

from audit.door import perform, record
from audit.errors import NotPermitted
from supervision.exports import store
from supervision.exports.record import canonical_json, record_document
from supervision.models import Export
from tests import stories

pytestmark = pytest.mark.django_db

INNER = ("Is she in over her head", "Keep an eye on her", "She exaggerates", "Needs attention", "Enough of it")


@pytest.fixture
def finished(cara, sam, lena):
    incident = stories.submitted(cara)
    perform(incident, "escalate", by=sam, to=lena, reason=INNER[0])
    told = stories.message("We looked at it together")
    perform(incident, "decide", by=lena, reason=INNER[1], next_person=sam, message=told)
    result = stories.RESULT | {"reason": INNER[2], "need_served": INNER[3], "contact_type": "testing"}
    stories.measured(incident, sam)
    perform(incident, "resolve", by=sam, message={"body": "So it ends", "language": "en"}, **result)
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    stories.say_how_it_was(incident, cara)
    return perform(incident, "close", by=sam, reason=INNER[4])


@pytest.fixture
def handed_out(monkeypatch):
    """The documents that were asked for; nothing is typeset."""
    asked = []
    monkeypatch.setattr(store, "record_pdf", lambda document: asked.append(document) or b"%PDF-")
    return asked


def test_the_reporter_gets_no_reason_that_she_was_not_told(client, cara, sam, finished, handed_out):
    address = f"/incidents/{finished.reference}/record.pdf"
    for person in (cara, sam):
        client.force_login(person)
        assert client.get(address, {"language": "en"}).status_code == 200
    own, inner = (canonical_json(document).decode() for document in handed_out)
    assert "We looked at it together" in own
    for text in (*INNER, "Testing"):
        assert text not in own
    for text in INNER:
        assert text in inner


@pytest.mark.parametrize("profile", ["identified", "pseudonymised", "reporter"])
def test_nobody_gets_anothers_copy(client, cara, sam, lena, finished, handed_out, profile):
    """Also a lead who reported it herself."""
    given = {"language": "en", "record_digest": "0" * 64, "profile": profile}
    wrong = sam if profile == "reporter" else cara
    cara.roles = ["caregiver", "lead"]
    cara.save()
    with pytest.raises(NotPermitted):
        record(finished, "export", by=type(cara).objects.get(pk=wrong.pk), **given)
    client.force_login(cara)
    answer = client.post(f"/incidents/{finished.reference}/record.pdf", given | {"reason": "Curious"})
    assert answer.status_code == (200 if profile == "pseudonymised" else 403 if profile == "identified" else 400)
    assert not Export.objects.exclude(profile="reporter").exists()


def test_the_reporters_print_can_be_checked_like_any_other(client, rita, finished):
    document = record_document(finished, language="hu", profile=Export.Profile.REPORTER)
    client.force_login(rita)
    digits = store.record_digest(document)[:12]
    page = client.post("/verify/", {"reference": finished.reference, "digits": digits})
    assert page.context["print"]["verdict"] == "same"
