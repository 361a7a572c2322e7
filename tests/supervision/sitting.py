"""Supervision sessions in tests: planned, held, offered and confirmed by everybody in them."""

import datetime

from django.utils import timezone

from audit.door import record
from policies.models import LibraryItem
from supervision.models import SkillNote, SupervisionSession
from supervision.sessions import planning, reflections, rules

NOTES = "We spoke about the nights, and what may be said at the door."
DAY = datetime.timedelta(days=1)
RULE = {"every_weeks": 6, "probation_weeks": 2, "after_days": 7, "after_kinds": [], "after_gravities": []}


def planned(supervisor, *people, incidents=(), after=3 * DAY, place="Room 2") -> SupervisionSession:
    starts_at = timezone.now() + after
    return planning.plan(supervisor, people=list(people), starts_at=starts_at, place=place, incidents=incidents)


def written(session, notes=NOTES, areas=("boundary",)) -> SupervisionSession:
    details = {"shared_notes": notes, "areas": list(areas), "language": "en"}
    record(session, "write_notes", by=session.supervisor, **details)
    return fresh(session)


def agreed(session, person, *, text="Say no at the door", days=7):
    due_on = (timezone.now() + days * DAY).date()
    record(session, "agree_action", by=session.supervisor, text=text, responsible=person, due_on=due_on)
    return session.agreements.latest("entered_at")


def offered(session, **more) -> SupervisionSession:
    session = written(session, **more)
    record(session, "offer_notes", by=session.supervisor)
    return fresh(session)


def confirmed(session, **more) -> SupervisionSession:
    session = session if session.offered_at else offered(session, **more)
    for row in session.people.select_related("person__organisation"):
        record(session, "confirm_notes", by=row.person, words="Thank you.")
    return fresh(session)


def fresh(session) -> SupervisionSession:
    return SupervisionSession.objects.select_related("organisation", "supervisor").get(pk=session.pk)


def skill(key="empathy") -> LibraryItem:
    return LibraryItem.objects.get(key=key, organisation=None, retired_at=None)


def reflected(person, text="I was afraid to say no.", key="empathy") -> SkillNote:
    return reflections.write(person, skill(key), situation="At the door", reflection=text)


def with_everything(cara, sam, lena, incident) -> SupervisionSession:
    """Two sessions that follow each other, with a rule, a probation, a record, a topic and a shared reflection."""
    rules.set_rule(sam.organisation, lena, **RULE)
    rules.set_probation(sam.organisation, sam, person=cara, until_on=(timezone.now() + 30 * DAY).date())
    first = planned(sam, cara, incidents=[incident])
    record(first, "add_topic", by=cara, text="The nights")
    reflections.share(reflected(cara), first, cara)
    first = written(first)
    promise = agreed(first, cara)
    first = confirmed(first)
    second = planned(sam, cara)
    record(second, "recheck_action", by=sam, agreement=promise.pk, is_done=True, found="It went well.")
    return first
