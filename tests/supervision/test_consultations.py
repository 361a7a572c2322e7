"""A colleague is asked without anybody named: she sees question and extract, answers once, and nothing ends before."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent, OutboxItem
from audit.verify import verify
from boundaries import guards
from boundaries.choices import Route
from boundaries.models import Incident
from supervision import clock
from supervision.consultations import extract
from supervision.consultations.standing import Askable
from supervision.models import Consultation, Deadline, Notice
from supervision.reader import find
from tests import stories
from tests.cast import make_person
from tests.supervision.absent import away

QUESTION = "How would you say no to a number at the door?"
ASKED = {"question": QUESTION, "extract": "A client asked for a private number.", "language": "en"}
ADVICE = "I would offer the number of the office."


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, sam, client=client_k)


@pytest.fixture
def asked(incident, sam, tom):
    record(incident, "consult", by=sam, person=tom, **ASKED)
    return Consultation.objects.get()


def answer(row, by, text=ADVICE):
    return record(row.incident, "answer_consultation", by=by, consultation=row.pk, answer=text, language="cs")


def withdraw(row, by, reason="It is settled."):
    return record(row.incident, "withdraw_consultation", by=by, consultation=row.pk, reason=reason)


def refusal(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


def faults(act):
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict


def at(monkeypatch, **later):
    moment = timezone.now() + datetime.timedelta(**later)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_asking_owes_an_answer_within_the_time_of_a_decision_and_stops_no_clock(cara, sam, lena, tom, client_k):
    incident = stories.submitted(cara, client=client_k)
    before = incident.due_at
    record(incident, "consult", by=sam, person=tom, **ASKED)
    row = Consultation.objects.get()
    deadline = Deadline.objects.get(kind="consultation")
    assert (deadline.owner, deadline.subject_id) == (tom, row.pk)
    assert deadline.due_at - deadline.opened_at == datetime.timedelta(hours=24)
    assert Incident.objects.get(pk=incident.pk).due_at == before
    assert incident.deadlines.open().filter(kind="reply").exists()


def test_the_colleague_hears_that_she_is_asked_and_of_no_record(incident, asked, tom):
    notice = Notice.objects.get(user=tom)
    assert (notice.kind, notice.incident, notice.address) == ("consulted", None, f"/asked/{asked.pk}/")
    mail = OutboxItem.objects.get(recipient_id=tom.pk)
    assert incident.reference not in str(mail.payload)
    assert find(tom, incident.reference) is None


def test_r9_neither_a_result_nor_an_end_while_an_answer_is_awaited(incident, asked, sam, tom):
    assert refusal(lambda: stories.resolve(incident, sam)) == ["consultation_unanswered"]
    answer(asked, tom)
    assert Deadline.objects.get(kind="consultation").met_at is not None
    resolved = stories.resolve(incident, sam)
    assert resolved.status == "resolved"
    assert refusal(lambda: record(resolved, "consult", by=sam, person=tom, **ASKED)) == ["wrong_status"]


def test_r9_forbids_the_end_as_well(asked, incident):
    assert "consultation_unanswered" in guards.reasons_against(incident, "close")


def test_the_answer_is_told_to_whoever_asked_and_proven(asked, incident, sam, tom):
    answer(asked, tom)
    asked.refresh_from_db()
    assert (asked.answer, asked.answer_language, asked.answered_by) == (ADVICE, "cs", tom)
    assert Notice.objects.get(user=sam, kind="consultation_answered").incident == incident
    assert Notice.objects.get(user=tom, kind="consulted").settled_at is not None
    event = AuditEvent.objects.get(act="colleague_answered")
    assert event.data["consultation"] == str(asked.pk)
    assert f"supervision.consultation:{asked.pk}:state" in event.data["digests"]
    assert ADVICE not in str(event.data)
    assert verify().findings == []


def test_an_answer_is_given_once(asked, tom):
    answer(asked, tom)
    assert refusal(lambda: answer(asked, tom, "Something else")) == ["consultation_finished"]
    assert Consultation.objects.get().answer == ADVICE


def test_a_blank_answer_or_question_is_none(asked, incident, sam, tom, lena):
    assert list(faults(lambda: answer(asked, tom, " \n"))) == ["answer"]
    assert list(faults(lambda: record(incident, "consult", by=sam, person=lena, **(ASKED | {"question": " "})))) == [
        "question"
    ]
    assert Consultation.objects.filter(answered_at=None).count() == 1


def test_nobody_answers_for_her(asked, sam, lena, cara, rita, olly):
    for person in (sam, lena, cara, rita, olly):
        with pytest.raises(NotPermitted):
            answer(asked, person)


# -- who can be asked ----------------------------------------------------------------------------------------------


def test_only_people_who_answer_or_decide_are_offered(incident, sam, tom, lena, petra, rita, ada, olly):
    assert set(Askable(incident, sam).people()) == {tom, lena}


@pytest.mark.parametrize(
    ("who", "why"),
    [("sam", "yourself"), ("petra", "answers or decides"), ("olly", "cannot be asked"), ("cara", "reported it")],
)
def test_whoever_cannot_be_asked_is_refused_with_the_reason(cast, incident, who, why):
    found = faults(lambda: record(incident, "consult", by=cast["sam"], person=cast[who], **ASKED))
    assert why in found["person"][0]
    assert not Consultation.objects.exists()


def test_the_person_named_is_neither_asked_nor_reads_nor_is_told(cara, sam, lena, tom):
    incident = stories.answered(cara, sam, named=[tom])
    found = faults(lambda: record(incident, "consult", by=sam, person=tom, **ASKED))
    assert "part of the event" in found["person"][0]
    assert Askable(incident, sam).people() == [lena]
    # even where a row stands: walls beat what was asked
    row = Consultation.objects.create(incident=incident, kind="colleague", asked_by=sam, asked_of=tom, **ASKED)
    with pytest.raises(NotPermitted):
        answer(row, tom)
    assert not Notice.objects.filter(user=tom).exists()


def test_a_reporter_who_answers_others_is_not_asked_about_her_own(organisation, team, sam, tom, lena):
    otto = make_person(organisation, team, "Otto Own", Role.SUPERVISOR)
    incident = stories.answered(otto, sam)
    assert otto not in Askable(incident, sam).people()
    with pytest.raises(NotPermitted):
        record(incident, "consult", by=otto, person=tom, **ASKED)


def test_a_refusal_does_not_tell_who_stays_behind_a_pseudonym(organisation, team, sam, tom, lena):
    otto = make_person(organisation, team, "Otto Own", Role.SUPERVISOR)
    incident = stories.answered(otto, sam, behind_pseudonym=True)
    found = faults(lambda: record(incident, "consult", by=sam, person=otto, **ASKED))
    assert found["person"] == ["This person cannot be asked."]


def test_somebody_who_left_is_not_asked(incident, sam, tom):
    tom.is_active = False
    tom.save()
    found = faults(lambda: record(incident, "consult", by=sam, person=tom, **ASKED))
    assert "does not work here" in found["person"][0]


def test_past_the_line_nobody_of_the_line_is_asked(organisation, incident, sam, tom, lena):
    judit = make_person(organisation, None, "Judit Bán", Role.SAFEGUARDING_LEAD)
    incident.route = Route.INDEPENDENT
    assert set(Askable(incident, judit).people()) == {tom}


def test_the_same_colleague_is_not_asked_twice_at_a_time_but_several_are(incident, asked, sam, tom, lena):
    assert "already" in faults(lambda: record(incident, "consult", by=sam, person=tom, **ASKED))["person"][0]
    record(incident, "consult", by=sam, person=lena, **ASKED)
    answer(asked, tom)
    assert refusal(lambda: stories.resolve(incident, sam)) == ["consultation_unanswered"]
    record(incident, "consult", by=sam, person=tom, **ASKED)


def test_who_may_not_answer_asks_nobody(incident, cara, rita, petra, olly, tom):
    for person in (cara, rita, petra, olly):
        with pytest.raises(NotPermitted):
            record(incident, "consult", by=person, person=tom, **ASKED)


# -- nobody is named -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["question", "extract"])
@pytest.mark.parametrize("name", ["Ilona", "Szabóné", "K-031", "Cara", "halásznak", "Carától", "Ned", "Novotný"])
def test_what_names_client_reporter_or_somebody_of_the_event_is_refused(
    cara, sam, lena, tom, organisation, team, client_k, field, name
):
    ned = make_person(organisation, team, "Ned Novotny", Role.CAREGIVER)
    incident = stories.answered(cara, sam, client=client_k, named=[ned])
    name = name.replace("Novotný", "Novotnym")
    found = faults(
        lambda: record(incident, "consult", by=sam, person=tom, **(ASKED | {field: f"It was {name} who said so."}))
    )
    assert list(found) == [field]


def test_the_reference_stays_out_too(incident, sam, tom):
    found = faults(
        lambda: record(incident, "consult", by=sam, person=tom, **(ASKED | {"extract": f"See {incident.reference}"}))
    )
    assert list(found) == ["extract"]


def test_a_guessed_name_behind_a_pseudonym_is_not_confirmed_by_a_refusal(cara, sam, tom, client_k):
    incident = stories.answered(cara, sam, client=client_k, behind_pseudonym=True)
    record(incident, "consult", by=sam, person=tom, **(ASKED | {"question": "Would Cara say so?"}))
    assert Consultation.objects.count() == 1


def test_a_name_that_was_opened_stays_out_of_the_extract(cara, sam, tom, lena, client_k):
    incident = stories.answered(cara, sam, client=client_k, behind_pseudonym=True)
    record(incident, "ask_reveal", by=sam, reason="The family must be called.")
    record(incident, "open_name", by=lena, reveal=incident.reveals.get().pk)
    found = faults(
        lambda: record(incident, "consult", by=sam, person=tom, **(ASKED | {"question": "Would Cara say so?"}))
    )
    assert list(found) == ["question"]


@pytest.mark.parametrize("hidden", [False, True])
def test_the_prefilled_extract_names_nobody_and_is_never_refused(cara, sam, tom, organisation, team, client_k, hidden):
    ned = make_person(organisation, team, "Ned Novotny", Role.CAREGIVER)
    told = "Szabó Ilona (K-031) asked Cara Halász; halásznak said Ned, Novotnyval and Sam Fekete knew."
    incident = stories.answered(
        cara, sam, client=client_k, named=[ned], what_happened=told, feelings="I was afraid.", behind_pseudonym=hidden
    )
    text = extract.prefilled(incident, sam)
    names = [
        "Szabó",
        "Ilona",
        "K-031",
        "Cara",
        "alász",
        "Ned",
        "Novotny",
        "Sam",
        "Fekete",
        incident.reference,
        "afraid",
    ]
    assert [name for name in names if name in text] == []
    assert "asked" in text
    record(incident, "consult", by=sam, person=tom, question="What now?", extract=text, language="en")


def test_the_extract_speaks_the_askers_language_where_somebody_translated(cara, sam, client_k):
    from tests.supervision.translated import key_of

    incident = stories.answered(cara, sam, client=client_k)
    subject = key_of(incident, "request_verbatim")
    record(
        incident,
        "translate",
        by=sam,
        subject=subject,
        language="en",
        text="Tell me your number, Cara.",
        manner="person",
    )
    text = extract.prefilled(incident, sam)
    assert "Tell me your number" in text
    assert "Cara" not in text
    assert stories.VERBATIM not in text


# -- taken back, late, gone ----------------------------------------------------------------------------------------


def test_the_asker_takes_a_question_back_with_a_reason(asked, incident, sam, tom):
    assert list(faults(lambda: withdraw(asked, sam, " "))) == ["reason"]
    withdraw(asked, sam)
    asked.refresh_from_db()
    assert (asked.withdrawn_by, asked.withdrawn_reason) == (sam, "It is settled.")
    assert Deadline.objects.get(kind="consultation").cancelled_at is not None
    assert Notice.objects.get(user=tom, kind="consultation_called_off").address == f"/asked/{asked.pk}/"
    assert refusal(lambda: answer(asked, tom)) == ["consultation_finished"]
    assert refusal(lambda: withdraw(asked, sam)) == ["no_consultation_waits"]
    assert stories.resolve(incident, sam).status == "resolved"


def test_what_was_answered_cannot_be_taken_back(asked, sam, tom, lena, incident):
    record(incident, "consult", by=sam, person=lena, **ASKED)
    answer(asked, tom)
    assert refusal(lambda: withdraw(asked, sam)) == ["no_consultation_waits"]


def test_whoever_has_the_record_takes_it_back_where_the_asker_has_left_and_nobody_else(
    asked, incident, sam, tom, lena, rita, cara
):
    for person in (tom, rita, cara):
        with pytest.raises(NotPermitted):
            withdraw(asked, person)
    withdraw(asked, lena)
    assert Consultation.objects.get().withdrawn_by == lena
    assert Notice.objects.filter(user=sam, kind="consultation_taken_back", incident=incident).count() == 1


def test_reminder_and_lateness_tell_the_colleague_and_the_asker_once_each(asked, incident, sam, tom, cara, monkeypatch):
    at(monkeypatch, hours=19)
    for _again in range(2):
        clock.run()
    assert Notice.objects.filter(user=tom, kind="consultation_due").count() == 1
    assert Notice.objects.filter(user=sam, kind="consultation_waits").count() == 1
    at(monkeypatch, hours=6)
    for _again in range(2):
        clock.run()
    assert Notice.objects.filter(user=tom, kind="consultation_late").count() == 1
    assert Notice.objects.filter(user=sam, kind="consultation_overdue").count() == 1
    assert not Notice.objects.filter(kind__in=("late", "reminder"), incident=incident).exists()
    assert not Notice.objects.filter(user=cara, kind__startswith="consult").exists()
    assert not incident.alarms.exists()
    assert find(tom, incident.reference) is None
    answer(asked, tom)
    kinds = ("consulted", "consultation_due", "consultation_late", "consultation_waits", "consultation_overdue")
    assert Notice.objects.filter(kind__in=kinds).count() == 5
    assert not Notice.objects.filter(kind__in=kinds, settled_at=None).exists()


def test_a_colleague_who_left_is_told_nothing_and_the_asker_takes_it_back(asked, incident, sam, tom, monkeypatch):
    tom.is_active = False
    tom.save()
    with pytest.raises(NotPermitted):
        answer(asked, tom)
    at(monkeypatch, hours=25)
    clock.run()
    assert Notice.objects.filter(user=tom).exclude(kind="consulted").count() == 0
    assert Notice.objects.filter(user=sam, kind="consultation_overdue").count() == 1
    withdraw(asked, sam)
    assert stories.resolve(incident, sam).status == "resolved"


def test_it_stays_with_the_colleague_who_was_asked_while_she_is_away(asked, tom, lena, monkeypatch):
    away(tom, lena)
    clock.run()
    assert Deadline.objects.get(kind="consultation").owner == tom


def test_a_report_that_is_taken_back_asks_nobody_any_more(cara, sam, lena, tom):
    incident = stories.submitted(cara)
    record(incident, "consult", by=sam, person=tom, **ASKED)
    perform(incident, "withdraw", by=cara, reason="Settled")
    assert refusal(lambda: answer(Consultation.objects.get(), tom)) == ["consultation_finished"]
    assert Notice.objects.get(user=tom).settled_at is not None


def test_nothing_remains_when_the_event_cannot_be_written(incident, sam, tom, monkeypatch):
    def broken(*args, **more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("audit.chain.append", broken)
    with pytest.raises(RuntimeError):
        record(incident, "consult", by=sam, person=tom, **ASKED)
    assert not Consultation.objects.exists()
    assert not Deadline.objects.filter(kind="consultation").exists()
    assert not Notice.objects.filter(user=tom).exists()
