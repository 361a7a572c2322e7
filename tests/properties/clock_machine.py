"""Messages, passes of the clock, absences and jumps of time in any order, and what must hold after each of them.

`./run bench clock_properties` runs the same machine ten times as long.
"""

import collections
import datetime

import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from accounts.models import Organisation, Team
from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Incident
from supervision import clock
from supervision.absences import acts as absences
from supervision.models import Absence, Deadline, Notice, Silence
from tests import stories
from tests.cast import make_person
from tests.supervision.absent import everything_is_owed_by_somebody_present

START = datetime.datetime(2026, 3, 27, 8, tzinfo=datetime.UTC)
PEOPLE = {
    "cara": ("Cara Halász", [Role.CAREGIVER]),
    "sam": ("Sam Fekete", [Role.SUPERVISOR]),
    "tom": ("Tom Nagy", [Role.SUPERVISOR]),
    "lena": ("Lena Lund", [Role.LEAD, Role.SAFEGUARDING_LEAD]),
    "lea": ("Lea Holm", [Role.LEAD]),
}
ANSWERS = st.sampled_from(["sam", "sam", "tom", "lena"])
KINDS = st.sampled_from(["reply", "question", "holding"])
# between two looks: nothing, a reminder, a breach, the morning after, a weekend, a week without a clock, a quiet month
HOURS = st.sampled_from([0.1, 1, 5, 19, 24, 24.2, 60, 24 * 7, 24 * 7.5, 24 * 30])
MARKS = {"deadline_breached": "breached_at", "deadline_reminded": "reminded_at"}
reached = collections.Counter()


class World:
    """Everybody, and two reports ready to be sent; made once, and each example begins from it anew."""

    def __init__(self):
        with time_machine.travel(START, tick=False):
            organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
            team = Team.objects.create(organisation=organisation, name="North")
            self.people = {key: make_person(organisation, team, name, *roles) for key, (name, roles) in PEOPLE.items()}
            team.supervisor, team.lead = self.people["sam"], self.people["lena"]
            team.save()
            self.organisation = organisation
            self.drafts = [stories.draft(self.people["cara"], safety_concern=concern) for concern in ("no", "yes")]


class AnyTime(RuleBasedStateMachine):
    world = None  # set by whoever runs it, inside of a database

    def __init__(self):
        super().__init__()
        reached["examples"] += 1
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.time = time_machine.travel(START, tick=False)
        self.traveller = self.time.start()
        self.people = self.world.people

    def teardown(self):
        findings = verify().findings
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.time.stop()
        assert findings == []

    def attempt(self, way, *arguments, **details):
        """Refused where it is not its time; nothing half done is left."""
        try:
            with transaction.atomic():
                way(*arguments, **details)
        except (NotPermitted, NotNow, ValidationError):
            return
        reached[arguments[1] if isinstance(arguments[1], str) else "absence"] += 1

    def message(self, kind):
        promised = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=30)
        if kind == "reply":
            return stories.full()
        return stories.message(kind=kind, **({"promised_at": promised} if kind == "holding" else {}))

    def act(self, way, name, who, number=0, **details):
        self.attempt(way, self.world.drafts[number], name, by=self.people[who], **details)

    # -- what people do --------------------------------------------------------------------------------------

    @initialize(second=st.booleans())
    def send(self, second):
        self.act(perform, "submit", "cara")
        if second:
            self.act(perform, "submit", "cara", 1)

    @rule(who=ANSWERS, kind=KINDS, number=st.sampled_from([0, 0, 1]))
    def answer(self, who, kind, number):
        self.act(perform, "acknowledge", who, number, message=self.message(kind))
        self.act(record, "answer", who, number, **self.message(kind))

    @rule(number=st.sampled_from([0, 0, 1]))
    def write(self, number):
        self.act(record, "write", "cara", number, body="One more thing", language="en")

    @rule(who=ANSWERS, to=st.sampled_from(["lena", "lea"]))
    def escalate(self, who, to):
        self.act(perform, "escalate", who, to=self.people[to], reason="Needs a decision")

    @rule(who=st.sampled_from(["lena", "lea"]), then=st.sampled_from(["sam", "tom"]))
    def decide(self, who, then):
        self.act(perform, "decide", who, reason="So", message=self.message("reply"), next_person=self.people[then])

    @rule()
    def resolve(self):
        self.act(record, "propose_plan_item", "sam", kind="goal", text=stories.GOAL)
        self.act(perform, "resolve", "sam", message={"body": "The result", "language": "en"}, **stories.RESULT)

    @rule(who=st.sampled_from(["sam", "tom", "lena"]), cover=st.sampled_from(["sam", "tom", "lea"]), days=st.sampled_from([1, 9]))
    def go_away(self, who, cover, days):
        now = datetime.datetime.now(datetime.UTC)
        times = {"starts_at": now + datetime.timedelta(hours=2), "ends_at": now + datetime.timedelta(days=days)}
        person = self.people[who]
        self.attempt(absences.enter, self.world.organisation, person, staff=person, cover=self.people[cover], **times)

    @rule()
    def come_back(self):
        for absence in Absence.objects.filter(cancelled_at=None, over_at=None)[:1]:
            self.attempt(absences.call_off, absence, absence.staff)

    @rule(hours=HOURS, passes=st.sampled_from([0, 1, 1, 2]))
    def time_passes(self, hours, passes):
        """With or without a clock; after one that came, another finds nothing more."""
        self.traveller.shift(datetime.timedelta(hours=hours))
        for number in range(passes):
            done = clock.run()
            assert done.failed == []
            assert number == 0 or done == clock.Pass()
            for step, rows in done.done.items():
                reached[step] += len(rows)
        if passes:
            self.nothing_was_overlooked()

    @rule(number=st.sampled_from([0, 1]))
    def go_quiet(self, number):
        """Answered, and nothing comes back."""
        self.act(perform, "acknowledge", "sam", number, message=self.message("reply"))
        self.time_passes(24 * 8, 1)

    # -- what must hold --------------------------------------------------------------------------------------

    def nothing_was_overlooked(self):
        """Just after a pass."""
        now = datetime.datetime.now(datetime.UTC)
        assert not Deadline.objects.to_breach(now).exists()
        assert not Deadline.objects.to_remind(now).exists()
        assert not Silence.objects.to_notice(now).exists()
        assert everything_is_owed_by_somebody_present()

    @invariant()
    def never_two_open_of_one_kind_about_the_same(self):
        rows = Deadline.objects.open().values_list("kind", "subject_type", "subject_id")
        assert len(set(rows)) == len(rows)

    @invariant()
    def every_mark_has_its_one_event_and_every_event_its_mark(self):
        for act, mark in MARKS.items():
            told = collections.Counter(event.data["deadline"] for event in AuditEvent.objects.filter(act=act))
            marked = Deadline.objects.filter(**{f"{mark}__isnull": False}).values_list("pk", flat=True)
            assert told == collections.Counter(map(str, marked))

    @invariant()
    def whoever_was_broken_a_promise_is_told_so(self):
        late = Deadline.objects.filter(breached_at__isnull=False, kind__in=("reply", "urgent", "promise"))
        for incident in {row.incident_id for row in late}:
            assert Incident.objects.get(pk=incident).messages.filter(kind="notice").exists()
            assert Notice.objects.filter(incident=incident, kind="late").exists()

    @invariant()
    def the_record_shows_the_nearest_of_what_is_owed_to_its_reporter(self):
        for incident in Incident.objects.sent():
            owed = incident.deadlines.open().filter(kind__in=("reply", "urgent", "promise", "decision"))
            assert incident.due_at == min((row.due_at for row in owed), default=None)

    @invariant()
    def a_silence_is_followed_up_once(self):
        for silence in Silence.objects.select_related("incident"):
            # later, not at once: in the same moment one may have been opened, answered and a new silence begun
            rows = silence.incident.deadlines.filter(kind="follow_up", opened_at__gt=silence.since)
            assert len(rows) <= 1
            assert silence.incident.status != "submitted"
        assert not Deadline.objects.open().filter(kind="follow_up").exclude(incident__silence__isnull=False).exists()
