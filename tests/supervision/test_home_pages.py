"""The first page of each role, and the notices."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.models import OutboxItem
from supervision.models import Notice
from tests import stories
from tests.cast import make_person
from tests.supervision.pages import browser, page, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["cara", "sam", "tom", "lena", "petra", "rita", "ada", "olly"])
def test_every_role_has_a_first_page_with_one_heading(cast, name):
    assert page(cast[name], "/").count("<h1") == 1


def test_a_visitor_is_sent_to_sign_in(client):
    for address in ("/", "/queue/", "/notices/", "/register/", "/verify/", "/incidents/DS-7K2M-9QXT/"):
        assert client.get(address).url.startswith("/accounts/login/")


def test_whoever_answers_sees_how_much_waits_and_what_first(cara, sam):
    incident = stories.submitted(cara)
    text = page(sam, "/")
    assert "1 report waits for an answer" in text
    assert incident.reference in text


def test_the_decision_asked_of_a_lead_is_said(cara, sam, lena):
    lena.language = "en"
    lena.save()
    stories.escalated(cara, sam, lena)
    assert "1 decision is asked of you" in page(lena, "/")


def test_an_administrator_is_told_in_plain_words_when_mail_does_not_get_through(cara, sam, ada):
    stories.submitted(cara)
    assert "1 mail waits" in page(ada, "/")
    OutboxItem.objects.update(parked_at=timezone.now(), attempts=8)
    text = page(ada, "/")
    assert "1 mail could not be delivered" in text
    assert "DS-" not in text


def test_several_roles_have_their_parts_on_one_page(organisation, team, content):
    both = make_person(organisation, team, "Bea Both", Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR)
    text = page(both, "/")
    places = [text.index(words) for words in ("What waits", "Register and proof", "People and mail")]
    assert places == sorted(places)


def test_notices_say_that_something_happened_and_nothing_else(cara, sam):
    incident = stories.submitted(cara, what_happened="Unheard-of")
    text = page(sam, "/notices/")
    assert incident.reference in text
    assert "Unheard-of" not in text
    assert stories.VERBATIM not in text


def test_notices_of_what_somebody_may_no_longer_see_are_gone(cara, sam, tom):
    incident = stories.submitted(cara)
    Notice.objects.create(user=tom, incident=incident, kind="late")
    assert incident.reference not in page(tom, "/notices/")
    assert incident.reference not in page(tom, "/")


def test_marking_all_as_read_is_ones_own_and_by_post(cara, sam, lena):
    incident = stories.submitted(cara)
    Notice.objects.create(user=lena, incident=incident, kind="late")
    send(sam, "/notices/")
    assert list(Notice.objects.filter(read_at=None).values_list("user", flat=True)) == [lena.pk]


def test_a_long_inbox_costs_no_more_queries(cara, sam, django_assert_num_queries):
    sams = browser(sam)
    stories.submitted(cara)
    sams.get("/notices/")
    with django_assert_num_queries(4):
        sams.get("/notices/")
    for _ in range(4):
        stories.submitted(cara)
    with django_assert_num_queries(4):
        sams.get("/notices/")
