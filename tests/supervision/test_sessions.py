"""Supervision sessions: planned, asked for, held, confirmed by everybody, and frozen from then on."""

import pytest
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent, OutboxItem
from boundaries.models import NamedPerson
from supervision.models import Notice, SupervisionSession, session, session_rule
from supervision.reader import Reader
from supervision.sessions import planning
from supervision.sessions.agenda import agenda
from supervision.timeline import entries, events_of
from tests import stories
from tests.cast import make_person
from tests.supervision import sitting
from tests.supervision.pages import in_english, page, send

pytestmark = pytest.mark.django_db
LIST, PLAN = "/supervision-sessions/", "/supervision-sessions/plan/"


@pytest.fixture
def nora(organisation, team):
    return make_person(organisation, team, "Nora Field", "caregiver")


def at(row, name=""):
    return f"/supervision-sessions/{row.pk}/" + (f"{name}/" if name else "")


def acts_of(row):
    return list(
        AuditEvent.objects.filter(chain=f"supervisionsession:{row.pk}").order_by("seq").values_list("act", flat=True)
    )


def kinds_of(person):
    return list(Notice.objects.filter(user=person).order_by("created_at").values_list("kind", flat=True))


def planned_by_form(sam, cara, **more):
    day = (timezone.now() + 3 * sitting.DAY).date().isoformat()
    return {"people": [cara.pk], "starts_on": day, "starts_time": "10:00", "place": "Room 2"} | more


# -- planning ----------------------------------------------------------------------------------------------------------


def test_a_supervisor_plans_one_and_whoever_is_invited_hears_of_it_without_content(cara, sam):
    send(sam, PLAN, **planned_by_form(sam, cara))
    row = SupervisionSession.objects.get()
    assert (row.supervisor, row.form, row.place) == (sam, "individual", "Room 2")
    assert acts_of(row) == ["session_planned"]
    notice = Notice.objects.get(user=cara, kind="session_planned")
    assert notice.address == at(row)
    assert not Notice.objects.filter(user=sam, kind="session_planned").exists()
    assert "Room 2" not in str(OutboxItem.objects.values_list("payload", flat=True))


def test_nobody_sits_in_supervision_with_herself(cara, sam, lena):
    in_english(sam)
    said = send(sam, PLAN, status=200, **planned_by_form(sam, sam))
    assert "Nobody sits in supervision with herself." in said
    assert not SupervisionSession.objects.exists()


def test_a_session_with_oneself_is_refused_behind_the_form_too(sam):
    with pytest.raises(Exception, match="herself"):
        planning.plan(sam, people=[sam], starts_at=timezone.now() + sitting.DAY)
    assert not SupervisionSession.objects.exists()


def test_a_supervisor_plans_for_her_team_and_a_lead_for_all(cara, sam, tom, lena):
    with pytest.raises(NotPermitted):
        sitting.planned(tom, cara)
    assert not SupervisionSession.objects.exists()
    assert sitting.planned(lena, cara).supervisor == lena
    assert sitting.planned(lena, sam).supervisor == lena


def test_a_caregiver_may_not_plan_and_an_auditor_has_no_such_page(cara, rita, ada):
    page(cara, PLAN, 403)
    page(rita, LIST, 403)
    page(ada, LIST, 403)


def test_a_time_that_has_passed_or_is_years_away_is_refused(cara, sam):
    in_english(sam)
    said = send(sam, PLAN, status=200, **planned_by_form(sam, cara, starts_on="9999-12-31"))
    assert "within the next year" in said
    said = send(sam, PLAN, status=200, **planned_by_form(sam, cara, starts_on="2020-01-01"))
    assert "within the next year" in said


def test_nothing_remains_when_the_event_cannot_be_appended(cara, sam, monkeypatch):
    monkeypatch.setattr("audit.chain.insert", lambda *rows: (_ for _ in ()).throw(RuntimeError("full")))
    with pytest.raises(RuntimeError):
        sitting.planned(sam, cara)
    assert not SupervisionSession.objects.exists()
    assert not Notice.objects.exists()


def test_somebody_asks_for_one_herself_and_her_supervisor_finds_the_time(cara, sam):
    send(cara, "/supervision-sessions/ask/", text="The nights are hard.")
    row = SupervisionSession.objects.get()
    assert (row.supervisor, row.starts_at, row.topics.get().text) == (sam, None, "The nights are hard.")
    assert kinds_of(sam) == ["session_asked"]
    send(cara, "/supervision-sessions/ask/", status=200, text="And once more.")
    day = (timezone.now() + sitting.DAY).date().isoformat()
    fields = {"move-starts_on": day, "move-starts_time": "09:00", "move-place": "By phone"}
    send(sam, at(row, "move"), **fields)
    assert sitting.fresh(row).place == "By phone"
    assert kinds_of(cara) == ["session_moved"]


def test_moving_is_the_supervisors_and_calling_off_everybodys(cara, sam):
    row = sitting.planned(sam, cara)
    day = (timezone.now() + sitting.DAY).date().isoformat()
    send(cara, at(row, "move"), status=403, **{"move-starts_on": day, "move-starts_time": "09:00"})
    send(cara, at(row, "call-off"), **{"call-off-reason": "I am ill."})
    row = sitting.fresh(row)
    assert (row.cancelled_by, row.cancelled_reason) == (cara, "I am ill.")
    assert "session_called_off" in kinds_of(sam)
    send(sam, at(row, "notes"), status=409, **{"notes-shared_notes": "Too late"})


# -- who sees it -------------------------------------------------------------------------------------------------------


def test_only_those_in_it_see_it(cara, sam, tom, lena, petra, rita, ada, olly, nora):
    row = sitting.planned(sam, cara)
    for person in (cara, sam):
        page(person, at(row))
    for person in (tom, lena, petra, olly, nora):
        page(person, at(row), 404)
        send(person, at(row, "topic"), status=404, **{"topic-text": "?"})
        page(person, f"{at(row)}shared.pdf", 404)
    for person in (rita, ada):
        page(person, at(row), 403)


def test_private_notes_never_leave_their_author(cara, sam):
    row = sitting.confirmed(sitting.planned(sam, cara))
    send(sam, f"{at(row)}private/", text="She seems tired.")
    assert "She seems tired." in page(sam, at(row))
    assert "She seems tired." not in page(cara, at(row))
    kept = session.SessionPrivateNote.objects.get()
    assert b"tired" not in bytes(kept.text_encrypted)
    assert "tired" not in str(list(AuditEvent.objects.values_list("data", flat=True)))
    send(sam, f"{at(row)}private/", text="")
    assert not session.SessionPrivateNote.objects.exists()


# -- holding and confirming --------------------------------------------------------------------------------------------


def test_notes_are_the_supervisors_until_she_offers_them(cara, sam):
    row = sitting.planned(sam, cara)
    send(sam, at(row, "notes"), **{"notes-shared_notes": sitting.NOTES, "notes-areas": ["boundary", "safety"]})
    row = sitting.fresh(row)
    assert row.held_at is not None
    assert row.areas == ["boundary", "safety"]
    assert sitting.NOTES not in page(cara, at(row))
    send(sam, at(row, "offer"))
    assert sitting.NOTES in page(cara, at(row))
    assert "session_notes" in kinds_of(cara)


def test_notes_may_be_written_by_their_supervisor_alone(cara, sam):
    row = sitting.planned(sam, cara)
    send(cara, at(row, "notes"), status=403, **{"notes-shared_notes": "Mine"})
    send(sam, at(row, "notes"), status=200, **{"notes-shared_notes": " "})
    send(sam, at(row, "offer"), status=409)
    send(sam, at(row, "nonsense"), status=404)


def test_both_confirm_and_nothing_changes_any_more(cara, sam):
    row = sitting.offered(sitting.planned(sam, cara))
    send(sam, at(row, "confirm"), status=403)
    send(cara, at(row, "confirm"), **{"confirm-words": "It helped."})
    row = sitting.fresh(row)
    assert row.confirmed_at is not None
    assert row.people.get().words == "It helped."
    assert "session_confirmed" in kinds_of(sam)
    for name, fields in {"notes": {"notes-shared_notes": "Other"}, "topic": {"topic-text": "More"}}.items():
        send(sam, at(row, name), status=409, **fields)
    send(cara, at(row, "change"), status=409, **{"change-text": "No"})
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        SupervisionSession.objects.filter(pk=row.pk).update(shared_notes="Other")


def test_nobody_confirms_twice(cara, sam, nora):
    row = sitting.offered(sitting.planned(sam, cara, nora))
    send(cara, at(row, "confirm"))
    send(cara, at(row, "confirm"), status=409)
    assert acts_of(row).count("session_notes_confirmed") == 1
    assert sitting.fresh(row).confirmed_at is None
    send(nora, at(row, "confirm"))
    assert sitting.fresh(row).confirmed_at is not None


def test_whoever_asks_for_a_change_gives_the_notes_back_and_all_confirm_anew(cara, sam, nora):
    row = sitting.offered(sitting.planned(sam, cara, nora))
    record(row, "confirm_notes", by=nora)
    send(cara, at(row, "change"), **{"change-text": "I said Tuesday."})
    row = sitting.fresh(row)
    assert row.offered_at is None
    assert not row.people.exclude(confirmed_at=None).exists()
    assert "session_change_asked" in kinds_of(sam)
    assert "I said Tuesday." in page(sam, at(row))
    assert sitting.confirmed(row, notes="On Tuesday.").confirmed_at is not None


def test_agreements_are_looked_at_again_the_next_time(cara, sam, lena):
    first = sitting.written(sitting.planned(sam, cara))
    agreement = sitting.agreed(first, cara, text="Say no at the door")
    second = sitting.planned(sam, cara)
    assert "Say no at the door" not in page(sam, at(second))  # nothing that is not confirmed yet
    sitting.confirmed(first)
    assert "Say no at the door" in page(cara, at(second))
    fields = {"recheck-agreement": agreement.pk, "recheck-is_done": "no", "recheck-found": "She was ill."}
    send(cara, at(second, "recheck"), status=403, **fields)
    send(sam, at(second, "recheck"), **fields)
    agreement.refresh_from_db()
    assert (agreement.is_done, agreement.found, agreement.rechecked_by) == (False, "She was ill.", sam)
    send(sam, at(second, "recheck"), status=200, **fields)  # once


def test_an_agreement_belongs_to_somebody_in_it_and_can_be_taken_back(cara, sam, lena):
    row = sitting.written(sitting.planned(sam, cara))
    day = (timezone.now() + sitting.DAY).date().isoformat()
    fields = {"agree-text": "Call", "agree-due_on": day}
    send(sam, at(row, "agree"), status=200, **fields, **{"agree-responsible": lena.pk})
    send(sam, at(row, "agree"), **fields, **{"agree-responsible": sam.pk})
    agreement = row.agreements.get()
    send(sam, at(row, "strike"), **{"strike-agreement": agreement.pk})
    assert row.agreements.get().struck_at is not None


def test_acts_of_one_session_do_not_reach_an_agreement_of_another(cara, sam, nora):
    other = sitting.written(sitting.planned(sam, nora))
    agreement = sitting.agreed(other, nora)
    row = sitting.written(sitting.planned(sam, cara))
    send(sam, at(row, "strike"), status=200, **{"strike-agreement": agreement.pk})
    send(sam, at(row, "recheck"), status=200, **{"recheck-agreement": agreement.pk, "recheck-is_done": "yes"})
    agreement.refresh_from_db()
    assert agreement.struck_at is None
    assert agreement.rechecked_at is None


def test_what_was_changed_behind_the_door_is_noticed(cara, sam):
    row = sitting.written(sitting.planned(sam, cara))
    SupervisionSession.objects.filter(pk=row.pk).update(shared_notes="Slipped in")
    with pytest.raises(NotNow, match="record_altered"):
        record(sitting.fresh(row), "offer_notes", by=sam)


# -- records -----------------------------------------------------------------------------------------------------------


def told(incident, person):
    reader = Reader(incident, person)
    return [entry.what for entry in entries(reader, events_of(incident)) if "supervision session" in entry.what]


def test_session_links_incidents(cara, sam, lena, rita, tom):
    """It shows in both timelines, to those who answer and to whom it was for; only once it was held."""
    both = [stories.answered(cara, sam), stories.answered(cara, sam)]
    row = sitting.planned(sam, cara, incidents=both)
    assert [told(incident, cara) for incident in both] == [[], []]
    sitting.written(row)
    for incident in both:
        assert told(incident, cara) == told(incident, sam) == ["Sam F. held a supervision session about it"]
        assert told(incident, lena) == told(incident, sam)
        assert told(incident, rita) == []


def test_the_agenda_fills_itself_with_what_both_see(cara, sam, nora):
    incident = stories.submitted(cara)
    hidden = stories.submitted(cara, behind_pseudonym=True)
    others = stories.submitted(nora)
    row = sitting.planned(sam, cara)
    for person in (cara, sam):
        said = page(person, at(row))
        assert incident.reference in said
        assert hidden.reference not in said
        assert others.reference not in said


def test_again_and_again_tells_nobody_of_a_colleagues_report(cara, sam, nora, client_k):
    stories.submitted(nora, client=client_k)
    stories.submitted(cara, client=client_k)
    stories.submitted(cara, client=client_k)
    row = sitting.planned(sam, cara)
    assert len(agenda(row, sam).patterns) == 1
    assert agenda(row, cara).patterns == []
    stories.submitted(cara, client=client_k)
    assert len(agenda(row, cara).patterns) == 1


def test_a_record_that_names_the_supervisee_is_never_linked(cara, sam, nora):
    incident = stories.answered(nora, sam, named=[cara])
    in_english(sam)
    address = f"{PLAN}?incident={incident.reference}"
    said = send(sam, address, status=200, **planned_by_form(sam, cara, incidents=[incident.reference]))
    assert "is part of what happened there" in said
    assert not SupervisionSession.objects.exists()


def test_a_record_that_names_her_later_disappears_and_is_not_even_counted(cara, sam, nora):
    incident = stories.answered(nora, sam)
    row = sitting.planned(sam, cara, nora, incidents=[incident])
    before = page(cara, at(row))
    assert incident.reference not in before  # a colleague's report was never hers to see
    NamedPerson.objects.create(incident=incident, user=sam)
    assert incident.reference not in page(sam, at(row))
    assert incident.reference in page(nora, at(row))


def test_a_record_out_of_reach_cannot_be_linked(cara, sam, tom, nora):
    theirs = stories.submitted(tom)
    row = sitting.planned(sam, cara)
    send(sam, at(row, "link"), status=200, **{"link-incidents": [theirs.reference]})
    with pytest.raises(Exception, match="that you can see"):
        record(row, "link_incidents", by=sam, incidents=[theirs])
    assert not row.linked.exists()


def test_in_a_group_nobody_reads_what_is_one_persons_own(cara, sam, nora):
    incident = stories.submitted(cara)
    row = sitting.planned(sam, cara, nora)
    assert row.form == "group"
    assert incident.reference not in page(nora, at(row))


def test_the_first_page_and_a_record_lead_there(cara, sam, rita):
    incident = stories.answered(cara, sam)
    row = sitting.planned(sam, cara)
    assert at(row) in page(cara, "/")
    said = page(sam, f"/incidents/{incident.reference}/").replace("&amp;", "&")
    address = f"{PLAN}?incident={incident.reference}&person={cara.pk}"
    assert address in said
    assert f'value="{incident.reference}"' in page(sam, address)
    assert PLAN not in page(cara, f"/incidents/{incident.reference}/")
    assert "/supervision-sessions/" not in page(rita, "/")


def test_a_record_behind_a_pseudonym_names_nobody_to_sit_with(cara, sam):
    incident = stories.answered(cara, sam, behind_pseudonym=True)
    said = page(sam, f"/incidents/{incident.reference}/")
    assert f"{PLAN}?incident={incident.reference}" in said
    assert f"person={cara.pk}" not in said


# -- no marks ----------------------------------------------------------------------------------------------------------


def test_no_scores_for_persons():
    """No model about a person in supervision has a number; the rule counts weeks and days and names nobody."""
    mine = [m for m in vars(session).values() if isinstance(m, type) and issubclass(m, models.Model)]
    mine = [m for m in mine if m.__module__ == session.__name__ and not m._meta.abstract] + [session_rule.Probation]
    fields = [field for model in mine for field in model._meta.concrete_fields]
    assert len(mine) == 8
    numbers = (models.IntegerField, models.FloatField, models.DecimalField, models.DurationField)
    assert [str(field) for field in fields if isinstance(field, numbers)] == []
    people = {
        field.related_model.__name__ for field in session_rule.SessionRule._meta.concrete_fields if field.related_model
    }
    assert people == {"Organisation", "User"}
    assert [f.name for f in session_rule.SessionRule._meta.concrete_fields if f.related_model] == [
        "organisation",
        "entered_by",
    ]
