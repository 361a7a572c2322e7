"""Whoever is named in a report has no part in it, whatever happens: not in work, covers, alarms, notices, lists or counts.

Random houses (roles, teams, absences with covers, a rota), random reports (routes, who is named), random hands on them and
a clock that jumps. Beside the page on which she is heard, nothing of the record may lead to anybody who is named.
"""

import contextlib
import datetime
import random

import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation, Team
from accounts.roles import Right, Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import OutboxItem
from boundaries.models import Access, Incident
from supervision import clock, register
from supervision.absences import acts as absences
from supervision.models import Alarm, Assignment, Deadline, Hearing, Notice, OnCallShift
from supervision.notices import count_unread, inbox
from supervision.queue import Queue
from supervision.reader import find
from tests import stories
from tests.cast import make_client, make_person
from tests.supervision import sealing

START = datetime.datetime(2026, 3, 27, 8, tzinfo=datetime.UTC)
NAMES = ["Ann Aa", "Ben Bb", "Cleo Cc", "Dan Dd", "Eva Ee", "Fay Ff", "Gus Gg"]
ROLES = (Role.CAREGIVER, Role.SUPERVISOR, Role.SUPERVISOR, Role.LEAD, Role.SAFEGUARDING_LEAD, Role.AUDITOR, Role.ADMINISTRATOR)
KINDS = ("phone_number", "theft_or_exploitation", "small_gift")
REFUSED = (NotNow, NotPermitted, ValidationError)
reached = set()


class House:
    """One random organisation and one report in it."""

    def __init__(self, dice):
        self.dice, self.organisation = dice, Organisation.objects.create(name="North", code="north", country="HU")
        self.teams = [Team.objects.create(organisation=self.organisation, name=name) for name in ("North", "South")]
        roles = [dice.sample(ROLES, dice.randint(1, 3)) for _ in NAMES]
        languages = [dice.choice(["en", "hu", "uk"]) for _ in NAMES]
        self.people = [
            make_person(self.organisation, dice.choice([*self.teams, None]), name, *{*own}, language=language)
            for name, own, language in zip(NAMES, roles, languages, strict=True)
        ]
        for team in self.teams:
            team.supervisor, team.lead = (dice.choice([*self.people, None]) for _ in "ab")
            team.save()
        self._away_and_on_call()
        boss = make_person(self.organisation, None, "Ada Berg", Role.ADMINISTRATOR)
        if dice.random() < 0.5:
            sealing.accepted(self.organisation, boss)

    def _away_and_on_call(self):
        for person in self.people:
            if self.dice.random() < 0.4:
                self._enter_absence(person)
            if self.dice.random() < 0.4:
                starts_at = START + datetime.timedelta(hours=self.dice.randint(-12, 24))
                ends_at = starts_at + datetime.timedelta(hours=self.dice.randint(4, 48))
                OnCallShift.objects.create(
                    organisation=self.organisation, team=self.dice.choice([*self.teams, None]), user=person,
                    entered_by=person, starts_at=starts_at, ends_at=ends_at,
                )  # fmt: skip

    def _enter_absence(self, person):
        starts_at = START + datetime.timedelta(hours=self.dice.randint(1, 30))
        times = {"starts_at": starts_at, "ends_at": starts_at + datetime.timedelta(hours=self.dice.randint(8, 60))}
        with contextlib.suppress(*REFUSED):
            absences.enter(self.organisation, person, staff=person, cover=self.dice.choice(self.people), **times)

    def send(self):
        """A report by somebody about some of the others; themselves too, now and then."""
        reporter = self.dice.choice(self.people)
        named = [person for person in self.people if self.dice.random() < 0.35]
        client = make_client(self.teams[0], "K-031", "hu", reporter)
        fields = {"safety_concern": self.dice.choice(["no", "no", "yes"]), "behind_pseudonym": self.dice.random() < 0.3}
        draft = stories.draft(reporter, event=self.dice.choice(KINDS), client=client, named=named, **fields)
        self.named = [person for person in named if person != reporter]
        self.incident = perform(draft, "submit", by=reporter)

    def act(self):
        """Anybody's hand on it; what is refused has changed nothing."""
        name = self.dice.choice(list(HANDS))
        with contextlib.suppress(*REFUSED), transaction.atomic():
            HANDS[name](self, Incident.objects.get(pk=self.incident.pk), self.dice.choice(self.people))
            reached.add(name)


def tick(house, incident, by):
    clock.run()


def leave(house, incident, by):
    by.is_active = False
    by.save()


def be_absent(house, incident, by):
    house._enter_absence(by)


def hear(house, incident, by):
    person = house.dice.choice([*house.named, by])
    record(incident, "hear", by=incident.assignee, person=person, question="What happened?", language="en")
    if house.dice.random() < 0.5:
        record(incident, "answer_hearing", by=person, answer="I was not there.")
        reached.add("answer_hearing")


HANDS = {
    "tick": tick,
    "leave": leave,
    "absent": be_absent,
    "write": lambda house, incident, by: record(incident, "write", by=incident.reporter, body="Again", language="hu"),
    "acknowledge": lambda house, incident, by: perform(
        incident, "acknowledge", by=incident.assignee, message=stories.message(language="en")
    ),
    "answer": lambda house, incident, by: record(incident, "answer", by=by, **stories.message()),
    "escalate": lambda house, incident, by: perform(incident, "escalate", by=incident.assignee, to=by, reason="Please"),
    "decide": lambda house, incident, by: perform(
        incident, "decide", by=incident.escalated_to, reason="So", message=stories.message(), next_person=by
    ),
    "hear": hear,
    "export": lambda house, incident, by: record(
        incident, "export", by=by, language="en", profile="pseudonymised", record_digest="0" * 64
    ),
    "open": lambda house, incident, by: record(incident, "open", by=by),
}


def doors_to(person, incident):
    """Every way in which this record leads to this person; none may be there for whoever is named."""
    about = {"incident": incident}
    row = Incident.objects.get(pk=incident.pk)
    queue = Queue(person) if person.has_right(Right.ANSWER) else None
    listed = register.listed(person, Q()) if person.has_right(Right.REGISTER) else Incident.objects.none()
    hearing_pages = [f"/hearings/{pk}/" for pk in Hearing.objects.filter(person=person).values_list("pk", flat=True)]
    ways = {
        "assignee": row.assignee_id == person.pk,
        "asked to decide": row.escalated_to_id == person.pk,
        "work": Assignment.objects.filter(user=person, **about).exists(),
        "owner": Deadline.objects.filter(owner=person, **about).exists(),
        "door": Access.objects.filter(user=person, **about).exists(),
        "alarm": Alarm.objects.filter(user=person, **about).exists(),
        "notice": Notice.objects.filter(user=person, **about).exists(),
        "another notice": Notice.objects.filter(user=person, kind__in=("report_received", "urgent_report", "late")).exists(),
        "mail": any(incident.reference in str(item.payload) for item in OutboxItem.objects.filter(recipient_id=person.pk)),
        "seen": Incident.objects.visible_to(person).exists(),
        "found": find(person, incident.reference) is not None,
        "inbox": any(notice.address not in hearing_pages for notice in _about_reports(person)),
        "unread": count_unread(person) > Notice.objects.filter(user=person, incident=None).count(),
        "queue": queue is not None and bool(queue.page()[0]),
        "queue counts": queue is not None and any(queue.counts().values()),
        "register": listed.exists(),
        "verbs": any(row.may(verb, person) for verb in row.declared_transitions()),
    }
    return [way for way, leads in ways.items() if leads]


def _about_reports(person):
    """What she is told of absences and her own rota has nothing to do with any report."""
    return [notice for notice in inbox(person) if notice.incident_id or notice.address.startswith("/hearings/")]


@given(st.integers(min_value=0, max_value=2**32))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def run(seed):
    with transaction.atomic(), time_machine.travel(START, tick=False) as traveller:
        house = House(random.Random(seed))
        house.send()
        for _step in range(9):
            for person in house.named:
                assert doors_to(person, house.incident) == [], (seed, person, sorted(reached))
            traveller.shift(datetime.timedelta(minutes=house.dice.choice([1, 30, 240, 2000])))
            house.act()
        transaction.set_rollback(True)


def test_nothing_of_a_record_leads_to_anybody_who_is_named(content):
    run()
    assert {"tick", "write", "acknowledge", "escalate", "hear", "answer_hearing", "absent"} <= reached
