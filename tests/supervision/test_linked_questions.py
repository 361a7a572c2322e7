"""Writing at any time: where a result stands she comes back to it, after the end it becomes a linked question (B-SV-03)."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.verify import verify
from boundaries.models import Incident, IncidentLink
from boundaries.rights import reporter_label
from supervision.demo.moments import moving_clock
from supervision.models import Message, Notice
from tests import stories
from tests.cast import make_person
from tests.supervision.asking import address as api
from tests.supervision.asking import get, post
from tests.supervision.owing import owed
from tests.supervision.pages import address, browser, page, send

pytestmark = pytest.mark.django_db
WORDS = {"body": "It happened again yesterday.", "language": "hu"}


@pytest.fixture
def closed(cara, sam):
    return stories.closed(cara, by=sam)


def question():
    return Incident.objects.get(kind="question")


def test_message_accepted_any_time(cara, sam):
    with moving_clock() as move:
        incident = stories.answered(cara, by=sam)
        now = timezone.now()
        sunday = (now + datetime.timedelta(days=13 - now.weekday())).replace(hour=3, minute=0)
        move(sunday)
        post(cara, api(incident, "messages/"), expect=201, **WORDS)
    assert incident.messages.last().sent_at == sunday
    assert (sunday.weekday(), owed(incident).get().due_at - sunday) == (6, datetime.timedelta(hours=24))


def test_message_after_close_creates_linked_question(cara, closed):
    text = page(cara, address(closed))
    assert address(closed, "write") in text
    cara.language = "en"
    cara.save()
    assert "becomes a new question" in page(cara, address(closed, "write"))
    answer = browser(cara).post(address(closed, "write"), WORDS)
    assert answer["Location"] == f"/incidents/{question().reference}/receipt/"
    assert (question().question, question().language, question().status) == (WORDS["body"], "hu", "submitted")
    link = IncidentLink.objects.get()
    assert (link.source, link.target, link.relation, link.by) == (question(), closed, "follows", cara)
    assert owed(question()).get().kind == "reply"


def test_both_records_show_the_link_and_the_finished_one_is_untouched(cara, sam, closed):
    before = list(closed.messages.values("pk", "body"))
    send(cara, address(closed, "write"), **WORDS)
    for person in (cara, sam):
        assert question().reference in page(person, address(closed))
        assert closed.reference in page(person, address(question()))
    assert get(sam, api(closed))["links"] == [{"relation": "follows", "reference": question().reference}]
    told = [(row["pk"], row["body"]) for row in before]
    assert list(closed.messages.values_list("pk", "body")) == told
    assert Incident.objects.get(pk=closed.pk).status == "closed"
    assert verify(organisation_id=closed.organisation_id).findings == []


def test_a_program_is_told_the_new_reference(cara, closed):
    told = post(cara, api(closed, "messages/"), expect=201, **WORDS)
    assert told["reference"] == question().reference != closed.reference
    assert told["body"] == WORDS["body"]
    standing = post(cara, api(closed, "write/"), **WORDS | {"body": "And a third"})
    assert standing["reference"] not in (closed.reference, told["reference"])
    assert IncidentLink.objects.filter(target=closed).count() == 2


def test_the_same_message_sent_twice_is_one_question(cara, closed):
    for _ in range(2):
        post(cara, api(closed, "messages/"), expect=201, key="again", **WORDS)
    assert Incident.objects.filter(kind="question").count() == 1


def test_nothing_is_made_of_nothing(cara, closed):
    assert 'id="errors"' in send(cara, address(closed, "write"), status=200, body=" ", language="hu")
    assert not Incident.objects.filter(kind="question").exists()


@pytest.mark.parametrize(("name", "status"), [("sam", 403), ("lena", 403), ("rita", 403), ("tom", 404), ("olly", 404)])
def test_only_its_reporter_writes_after_the_end(cast, name, status):
    incident = stories.closed(cast["cara"], by=cast["sam"])
    send(cast[name], address(incident, "write"), status=status, **WORDS)
    assert not IncidentLink.objects.exists()


def test_nobody_links_what_is_not_hers(cara, sam, lena, closed):
    other = stories.submitted(sam)
    with pytest.raises(NotNow):
        record(other, "follow", by=sam, target=closed)
    with pytest.raises(NotPermitted):
        record(other, "follow", by=cara, target=closed)


# -- where a result stands ---------------------------------------------------------------------------------------


def test_a_message_to_a_result_reopens_it_in_one_act(cara, sam):
    incident = stories.resolved(cara, by=sam)
    cara.language = "en"
    cara.save()
    assert "we come back to it" in page(cara, address(incident, "write"))
    before = incident.messages.count()
    told = post(cara, api(incident, "messages/"), expect=201, **WORDS)
    incident.refresh_from_db()
    assert (incident.status, incident.reopened_reason) == ("acknowledged", WORDS["body"])
    said = incident.messages.get(kind=Message.Kind.REPORTER)
    assert (str(said.pk), said.body, said.language) == (told["id"], WORDS["body"], "hu")
    assert incident.messages.count() == before + 1
    assert owed(incident).get().kind == "reply"
    text = page(sam, address(incident))
    assert text.count(WORDS["body"]) == 1


def test_what_she_wrote_before_stays_when_she_comes_back_again(cara, sam):
    incident = stories.resolved(cara, by=sam)
    message = {"body": "This is the result.", "language": "en"}
    for body in ("First return", "Second return"):
        send(cara, address(incident, "write"), body=body, language="hu")
        record(incident, "answer", by=sam, **stories.message())
        stories.measured(incident, sam)
        perform(incident, "resolve", by=sam, message=message, **stories.RESULT)
    text = page(sam, address(incident))
    assert text.index("First return") < text.index("Second return")


def test_when_the_time_to_come_back_is_over_it_is_a_question(cara, sam):
    incident = stories.resolved(cara, by=sam)
    later = incident.reopen_until + datetime.timedelta(hours=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("supervision.guards.timezone.now", lambda: later)
        send(cara, address(incident, "write"), **WORDS)
    assert Incident.objects.get(pk=incident.pk).status == "resolved"
    assert IncidentLink.objects.get().source == question()


def test_a_message_to_what_was_withdrawn_is_refused_and_kept_on_the_page(cara):
    incident = stories.withdrawn(cara)
    text = send(cara, address(incident, "write"), status=409, **WORDS)
    assert WORDS["body"] in text
    told = post(cara, api(incident, "messages/"), expect=409, **WORDS)
    assert told["missing"][0]["code"] == "conversation_over"
    assert not Incident.objects.filter(kind="question").exists()


def test_what_protected_the_first_protects_what_follows(cara, sam, tom, lena, team):
    """Its pseudonym, its walls and its way past the line: whoever is named in the first never hears of the second."""
    judit = make_person(team.organisation, None, "Judit Bán", Role.SAFEGUARDING_LEAD)
    first = stories.submitted(cara, named=(sam,), staff_part="cannot_say", behind_pseudonym=True)
    assert first.route == "independent"
    perform(first, "acknowledge", by=judit, message=stories.message())
    result = stories.RESULT | {"outcome": "no_further_action"}
    stories.measured(first, judit)
    perform(first, "resolve", by=judit, message={"body": "This is the result.", "language": "en"}, **result)
    record(first, "agree", by=cara)
    record(first, "enter_in_care_record", by=cara, reference="CR-7")
    stories.say_how_it_was(first, cara)
    perform(first, "close", by=judit, reason="Finished together.")
    send(cara, address(first, "write"), **WORDS)
    second = question()
    assert (second.route, second.behind_pseudonym) == ("independent", True)
    assert [person.user for person in second.named.all()] == [sam]
    assert second.assignee not in (sam, lena)
    assert not Incident.objects.visible_to(sam).filter(pk=second.pk).exists()
    assert not Notice.objects.filter(user=sam, incident=second).exists()
    assert cara.family_name not in reporter_label(second, judit)
    assert WORDS["body"] not in page(sam, "/queue/")
    assert verify(organisation_id=cara.organisation_id).findings == []
