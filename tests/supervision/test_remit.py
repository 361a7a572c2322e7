"""R7: nothing is closed as "not ours" without the right place, and without the words in which it was said."""

import pytest

from audit.door import perform, record
from audit.errors import NotNow
from boundaries.referrals import acts
from policies.directory.phrase import phrase
from supervision.referrals.remit import holds_phrase
from tests import stories
from tests.directory import entry as channel
from tests.directory import service

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(organisation):
    return service(organisation, name={"en": "Social office", "hu": "Szociális iroda"}, phone="+36 1 555 01 01")


def resolve(incident, by, outcome="outside_remit", body="This is the result."):
    message = {"body": body, "language": "en"}
    stories.measured(incident, by)
    return perform(incident, "resolve", by=by, message=message, **stories.RESULT | {"outcome": outcome})


def refer(incident, by, place, **more):
    return acts.give(incident, by, entry=place.pk, explained_procedure="yes", **more)


def refused(incident, by, **more):
    with pytest.raises(NotNow) as refusal:
        resolve(incident, by, **more)
    return refusal.value.reasons


@pytest.mark.parametrize("outcome", ["outside_remit", "referred"])
def test_neither_outcome_without_a_referral(outcome, cara, sam):
    incident = stories.answered(cara, by=sam)
    assert refused(incident, sam, outcome=outcome) == ["R7_referral"]
    incident.refresh_from_db()
    assert (incident.status, incident.outcome) == ("acknowledged", "")


def test_not_ours_needs_the_words_too_in_the_message_that_ends_it(cara, sam, office):
    incident = stories.answered(cara, by=sam)
    referral = refer(incident, cara, office)
    assert refused(incident, sam) == ["R7_phrase"]
    assert refused(incident, sam, body="Please go to the social office.") == ["R7_phrase"]
    assert refused(incident, sam, body="Please ring +36 1 555 01 01.") == ["R7_phrase"]
    assert resolve(incident, sam, body=phrase(referral.snapshot, "hu")).outcome == "outside_remit"


def test_or_in_an_earlier_answer_as_it_stands_now(cara, sam, office):
    incident = stories.answered(cara, by=sam)
    referral = refer(incident, sam, office)
    record(incident, "answer", by=sam, **stories.message(phrase(referral.snapshot, "en")))
    answer = incident.messages.filter(author=sam).last()
    record(incident, "correct", by=sam, message=str(answer.pk), body="Please wait.", language="en")
    assert refused(incident, sam) == ["R7_phrase"]
    record(incident, "answer", by=sam, **stories.message("The SOCIAL  office, +36-1-555-0101, helps."))
    assert resolve(incident, sam).status == "resolved"


def test_a_line_of_our_own_is_no_place_outside_our_remit_and_is_enough_to_have_referred(cara, sam, organisation):
    incident = stories.answered(cara, by=sam)
    refer(incident, cara, channel(organisation, address=""))
    assert refused(incident, sam) == ["R7_referral"]
    assert resolve(incident, sam, outcome="referred").outcome == "referred"


def test_the_words_are_those_of_one_place_not_of_two(office):
    snapshot = {"name": {"en": "Social office"}, "phone": "+36 1 555 01 01"}
    assert holds_phrase("Social office: +36 1 555 0101", snapshot)
    assert not holds_phrase("Parish: +36 1 555 0101", snapshot)
    assert not holds_phrase("Social office: +36 1 555 0102", snapshot)


def test_the_composer_puts_the_sentence_in_after_what_was_written(cara, sam, office, client):
    incident = stories.answered(cara, by=sam)
    referral = refer(incident, cara, office)
    other = refer(stories.submitted(cara), cara, office)
    client.force_login(sam)
    address = f"/incidents/{incident.reference}/answer/"
    assert f'name="place" value="{referral.pk}"' in client.get(address).content.decode()
    typed = {"kind": "reply", "language": "en", "body": "Dear Cara,"}
    page = client.post(address, typed | {"place": str(referral.pk)}).content.decode()
    assert phrase(referral.snapshot, incident.language) in page
    assert "Dear Cara," in page
    assert "forduljon ide: Szociális iroda" not in client.post(address, typed | {"place": str(other.pk)}).content.decode()
    assert incident.messages.filter(author=sam).count() == 1


def test_the_page_says_what_is_missing_and_leads_there(cara, sam, client):
    incident = stories.ready(cara, by=sam)
    client.force_login(sam)
    address = f"/incidents/{incident.reference}/resolve/"
    said = stories.RESULT | {"outcome": "outside_remit", "body": "Not ours.", "language": "en"}
    answer = client.post(address, said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="/incidents/{incident.reference}/referrals/"' in page
    assert "the record needs a referral" in page
    assert "Not ours." in page  # nothing that was written is lost
