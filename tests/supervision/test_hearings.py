"""The right of reply: the person concerned is heard before any outcome about her, and learns nothing else."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent, OutboxItem
from boundaries.models import Incident
from supervision import clock
from supervision.models import Deadline, Hearing, Notice
from supervision.reader import find
from tests import stories
from tests.cast import make_person
from tests.referred import referred

QUESTION = "What happened on Tuesday morning, as you remember it?"
ASKED = {"question": QUESTION, "language": "en"}


@pytest.fixture
def incident(cara, sam, lena, tom, client_k):
    """Answered by Sam, and Tom is part of it."""
    return stories.answered(cara, sam, client=client_k, named=[tom])


@pytest.fixture
def hearing(incident, sam, tom):
    record(incident, "hear", by=sam, person=tom, **ASKED)
    return Hearing.objects.get()


def resolve(incident, by, **more):
    message = {"body": "This is the result.", "language": "en"}
    stories.measured(incident, by)
    return perform(incident, "resolve", by=by, message=message, **(stories.RESULT | more))


def refusal(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


def test_no_outcome_about_somebody_who_was_not_heard(incident, sam):
    assert refusal(lambda: resolve(incident, sam)) == ["person_not_heard"]
    incident.refresh_from_db()
    assert (incident.status, incident.messages.filter(body="This is the result.").count()) == ("acknowledged", 0)


@pytest.mark.parametrize("outcome", ["recorded_only", "no_further_action", "duplicate"])
def test_what_says_nothing_about_anybody_needs_no_hearing(incident, sam, outcome):
    assert resolve(incident, sam, outcome=outcome).status == "resolved"


def test_nobody_is_asked_where_only_somebody_from_outside_is_named(cara, sam):
    draft = stories.draft(cara)
    person = draft.named.model(incident=draft)
    person.name = "A neighbour"
    person.save()
    incident = perform(perform(draft, "submit", by=cara), "acknowledge", by=sam, message=stories.full())
    assert resolve(incident, sam).status == "resolved"


def test_asking_opens_an_obligation_of_the_asker_and_tells_the_person(incident, hearing, sam, tom):
    deadline = Deadline.objects.get(kind="hearing")
    assert (deadline.owner, deadline.subject_id, deadline.due_at) == (
        sam,
        hearing.pk,
        hearing.asked_at + datetime.timedelta(days=7),
    )
    notice = Notice.objects.get(user=tom)
    assert (notice.kind, notice.incident, notice.address) == ("hearing_asked", None, f"/hearings/{hearing.pk}/")
    mail = OutboxItem.objects.get(recipient_id=tom.pk)
    assert incident.reference not in str(mail.payload)
    assert str(incident.pk) not in str(mail.payload)


def test_an_outcome_waits_for_the_answer(incident, hearing, sam, tom):
    assert refusal(lambda: resolve(incident, sam)) == ["person_not_heard"]
    record(incident, "answer_hearing", by=tom, answer="I was not there.")
    assert Deadline.objects.get(kind="hearing").met_at is not None
    assert resolve(incident, sam).status == "resolved"
    assert Notice.objects.filter(user=sam, kind="hearing_answered").count() == 1


def test_she_need_not_say_anything(incident, hearing, sam, tom):
    record(incident, "answer_hearing", by=tom, declined=True)
    hearing.refresh_from_db()
    assert (hearing.declined, hearing.answer) == (True, "")
    assert resolve(incident, sam).status == "resolved"


def test_an_answer_is_given_once(incident, hearing, tom):
    record(incident, "answer_hearing", by=tom, answer="I was not there.")
    assert refusal(lambda: record(incident, "answer_hearing", by=tom, answer="I was.")) == ["hearing_finished"]
    hearing.refresh_from_db()
    assert hearing.answer == "I was not there."


def test_an_empty_answer_is_none(incident, hearing, tom):
    with pytest.raises(ValidationError):
        record(incident, "answer_hearing", by=tom, answer=" \n")


def test_time_over_stands_as_asked_and_silent_and_breaks_no_promise(incident, hearing, sam, tom, monkeypatch):
    later = timezone.now() + datetime.timedelta(days=8)
    monkeypatch.setattr(timezone, "now", lambda: later)
    referred(incident, sam)
    assert resolve(Incident.objects.get(pk=incident.pk), sam, outcome="referred").status == "resolved"  # no clock needed
    for _again in range(2):
        clock.run()
    row = Deadline.objects.get(kind="hearing")
    assert (row.breached_at, row.cancelled_at) == (None, later)
    assert AuditEvent.objects.filter(act="hearing_over").count() == 1
    assert Notice.objects.filter(user=sam, kind="hearing_over").count() == 1


def test_a_lead_may_find_that_asking_is_dangerous(incident, lena, sam, tom):
    with pytest.raises(NotPermitted):
        record(incident, "waive_hearing", by=sam, person=tom, reason="No")
    record(incident, "waive_hearing", by=lena, person=tom, reason="The police asked us not to.")
    assert resolve(incident, sam).status == "resolved"
    assert not Notice.objects.filter(user=tom).exists()


def test_who_was_asked_may_still_be_excused(incident, hearing, lena, sam, tom):
    record(incident, "waive_hearing", by=lena, person=tom, reason="He threatened her.")
    assert Deadline.objects.get(kind="hearing").cancelled_at is not None
    with pytest.raises(NotPermitted):
        record(incident, "answer_hearing", by=tom, answer="Too late")


def test_nobody_is_asked_while_the_reporter_may_be_in_danger(cara, sam, lena, tom):
    incident = stories.answered(cara, sam, named=[tom], danger_for="me", safety_concern="yes")
    assert refusal(lambda: record(incident, "hear", by=sam, person=tom, **ASKED)) == ["reporter_in_danger"]
    incident = perform(incident, "escalate", by=sam, to=lena, reason="Danger")
    message = stories.message("We decided.")
    incident = perform(incident, "decide", by=lena, reason="Safe now", message=message, next_person=sam)
    record(incident, "hear", by=sam, person=tom, **ASKED)


@pytest.mark.parametrize("name", ["Cara", "halász", "Halásznak", "Ilona", "K-031"])
def test_a_question_names_neither_reporter_nor_client(incident, sam, tom, name):
    with pytest.raises(ValidationError) as caught:
        record(incident, "hear", by=sam, person=tom, question=f"Is it true what {name} says?", language="en")
    assert "question" in caught.value.message_dict


def test_behind_a_pseudonym_a_name_is_refused_only_by_who_knows_it(cara, sam, lena, tom):
    draft = stories.draft(cara, named=[tom])
    type(draft).objects.filter(pk=draft.pk).update(behind_pseudonym=True)
    draft.refresh_from_db()
    incident = perform(perform(draft, "submit", by=cara), "acknowledge", by=sam, message=stories.message())
    record(incident, "ask_reveal", by=sam, reason="The family must be called.")
    record(incident, "open_name", by=lena, reveal=incident.reveals.get().pk)
    asked = {"person": tom, "question": "Is it true what Cara says?", "language": "en"}
    with pytest.raises(ValidationError):
        record(incident, "hear", by=sam, **asked)
    record(incident, "hear", by=lena, **asked)  # a refusal would tell her whom she guessed
    assert Hearing.objects.get().asked_by == lena


def test_the_page_shows_the_question_and_nothing_else(client, incident, hearing, tom, cara):
    client.force_login(tom)
    page = client.get(f"/hearings/{hearing.pk}/").content.decode()
    assert QUESTION in page
    hidden = [incident.reference, "K-031", "Ilona", "Cara", "Halász", "Sam", stories.VERBATIM, str(incident.pk)]
    assert [word for word in hidden if word in page] == []
    assert find(tom, incident.reference) is None


def test_an_answer_on_the_page_stays_as_it_was_written(client, incident, hearing, tom):
    client.force_login(tom)
    address = f"/hearings/{hearing.pk}/"
    assert client.post(address, {"answer": "I was not there.", "go": "answer"}).status_code == 302
    page = client.get(address).content.decode()
    assert "I was not there." in page
    assert "<textarea" not in page


def test_declining_on_the_page_keeps_no_half_written_answer(client, hearing, tom):
    client.force_login(tom)
    client.post(f"/hearings/{hearing.pk}/", {"answer": "Well, perhaps", "go": "decline"})
    hearing.refresh_from_db()
    assert (hearing.declined, hearing.answer) == (True, "")


@pytest.mark.parametrize("who", ["cara", "sam", "lena", "rita", "olly"])
def test_the_page_is_only_hers(client, cast, hearing, who):
    client.force_login(cast[who])
    assert client.get(f"/hearings/{hearing.pk}/").status_code == 404


def test_what_was_waived_cannot_be_opened(client, incident, lena, tom):
    record(incident, "waive_hearing", by=lena, person=tom, reason="No")
    client.force_login(tom)
    assert client.get(f"/hearings/{Hearing.objects.get().pk}/").status_code == 404


def test_asker_and_lead_read_the_answer_the_reporter_nothing(client, incident, hearing, cara, sam, lena, tom, rita):
    record(incident, "answer_hearing", by=tom, answer="I was not there.")
    seen = {}
    for person in (sam, lena, cara, rita):
        client.force_login(person)
        pages = [client.get(f"/incidents/{incident.reference}/{tab}").content.decode() for tab in ("", "?tab=history")]
        pages.append(client.get(f"/api/v1/incidents/{incident.reference}/").content.decode())
        pages.append(client.get(f"/api/v1/incidents/{incident.reference}/history/").content.decode())
        seen[person] = ["I was not there." in page or QUESTION in page for page in pages]
        told = ["oncerned heard" in page or "person_heard" in page or '"hearing"' in page for page in pages]
        assert any(told) == (person != cara), person
    assert (any(seen[sam]), any(seen[lena]), any(seen[cara]), any(seen[rita])) == (True, True, False, False)


def test_the_page_of_the_act_asks_for_a_confirmation(client, incident, sam, tom):
    client.force_login(sam)
    address = f"/incidents/{incident.reference}/hear/"
    sent = {"person": str(tom.pk), **ASKED}
    assert client.post(address, sent).status_code == 200
    assert not Hearing.objects.exists()
    assert client.post(address, sent | {"is_harmless": "on"}).status_code == 302
    assert Hearing.objects.get().person == tom


def test_who_has_left_is_excused_with_a_reason_and_not_asked(incident, sam, tom):
    tom.is_active = False
    tom.save()
    assert refusal(lambda: record(incident, "hear", by=sam, person=tom, **ASKED)) == ["nobody_to_hear"]


def test_each_of_several_people_is_heard(cara, sam, lena, tom, organisation, team):
    ned = make_person(organisation, team, "Ned Novotny", "caregiver")
    incident = stories.answered(cara, sam, named=[tom, ned])
    for person in (tom, ned):
        record(incident, "hear", by=sam, person=person, **ASKED)
    assert Deadline.objects.open().filter(kind="hearing").count() == 2
    record(incident, "answer_hearing", by=tom, answer="I was not there.")
    assert refusal(lambda: resolve(incident, sam)) == ["person_not_heard"]
    record(incident, "answer_hearing", by=ned, declined=True)
    assert resolve(incident, sam).status == "resolved"


def test_the_chain_proves_question_and_answer(incident, hearing, tom):
    record(incident, "answer_hearing", by=tom, answer="I was not there.")
    call_command("audit_verify")
    assert f"supervision.hearing:{hearing.pk}:state" in AuditEvent.objects.get(act="person_heard").data["digests"]
