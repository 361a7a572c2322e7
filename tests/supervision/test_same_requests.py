"""The same request of one client to two caregivers: both records know of each other, as far as each reader may (B-CS-19)."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from boundaries.models import Incident, IncidentLink
from supervision.links import SAME_WITHIN, link_same_request
from tests import stories
from tests.cast import make_client, make_person
from tests.supervision.pages import address, page

pytestmark = pytest.mark.django_db
WORDS = "The same was asked of somebody else"


@pytest.fixture
def dora(organisation, team):
    return make_person(organisation, team, "Dora Dahl", Role.CAREGIVER)


@pytest.fixture
def both(cara, dora, sam, client_k):
    return stories.answered(cara, by=sam, client=client_k), stories.submitted(dora, client=client_k)


def test_same_request_to_other_caregiver_is_linked(both, sam, cara, dora):
    first, second = both
    link = IncidentLink.objects.get()
    assert (link.source, link.target, link.relation, link.by) == (second, first, "same_request", None)
    for one, other in (both, both[::-1]):
        text = page(sam, address(one))
        assert WORDS in text
        assert other.reference in text
    cara.language = "en"
    cara.save()
    for person, own in ((cara, first), (dora, second)):
        assert WORDS not in page(person, address(own))


def test_what_somebody_may_not_see_is_not_linked_for_her(cara, dora, sam, lena, client_k):
    hidden = stories.submitted(cara, client=client_k, named=[sam])
    shown = stories.submitted(dora, client=client_k)
    assert IncidentLink.objects.exists()
    assert hidden.reference not in page(sam, address(shown))
    assert hidden.reference in page(lena, address(shown))


def test_another_kind_another_client_or_oneself_is_no_same_request(cara, dora, team, client_k):
    stories.submitted(cara, client=make_client(team, "K-099", "hu", cara))
    stories.submitted(cara, client=client_k, event="social_media")
    stories.submitted(dora, client=client_k)
    stories.submitted(dora, client=client_k)
    assert not IncidentLink.objects.exists()


def test_what_was_taken_back_or_is_long_ago_is_not_looked_for(cara, dora, client_k):
    stories.withdrawn(cara, client=client_k)
    second = stories.submitted(dora, client=client_k)
    assert not IncidentLink.objects.exists()
    third = stories.submitted(cara, client=client_k)
    assert list(IncidentLink.objects.values_list("source", "target")) == [(third.pk, second.pk)]
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + SAME_WITHIN + datetime.timedelta(days=1)
        patch.setattr("supervision.links.timezone.now", lambda: later)
        link_same_request(Incident.objects.get(pk=second.pk), None)
    assert IncidentLink.objects.count() == 1


def test_a_question_or_a_report_without_client_looks_for_nothing(cara, dora):
    stories.submitted(cara)
    stories.submitted(dora)
    assert not IncidentLink.objects.exists()


def test_whoever_answers_sees_what_this_client_was_answered(both, sam):
    first, second = both
    said = first.messages.get(kind="reply")
    text = page(sam, address(second, "acknowledge"))
    assert "What was answered to this client before" in text
    assert said.body in text
    assert f"#m-{said.pk}" in text


def test_a_testing_contact_shows_it_without_a_link_and_another_one_does_not(cara, sam, client_k):
    stories.answered(cara, by=sam, client=client_k)
    again = stories.answered(cara, by=sam, client=client_k)
    assert "What was answered to this client before" not in page(sam, address(again, "answer"))
    Incident.objects.filter(pk=again.pk).update(contact_type="testing")
    assert "What was answered to this client before" in page(sam, address(again, "answer"))
