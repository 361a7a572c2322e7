"""Trying a rule for a kind of event on past reports before it holds: the same weighing as for a report that is sent."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from boundaries.choices import Kind, Route
from boundaries.facts import Facts
from boundaries.grading import Graded, assess
from boundaries.models import Incident
from boundaries.repetition import COUNTED, FIELDS, Before, Repetition
from policies.models import ServiceStandard

SIZES = (100, 500)
MOST_EARLIER = 20_000
MOST_REFERENCES = 50
COUNTING = {"repeated", "repeated_pair"}
# what is weighed; the words of a report are not read
WEIGHED = (
    "id", "status", "kind", "organisation", "client", "reporter", "event_type", "reference", "submitted_at",
    "condition_answer", "staff_part", "started_by", "responses", "client_decision", "understood", "safety_concern",
    "danger_for", "discomfort", "support_wanted", "expectation", "behind_pseudonym",
)  # fmt: skip


@dataclass
class Tally:
    """How many came out how. `hours`: by the time within which each has to be answered."""

    gravity: Counter = field(default_factory=Counter)
    hours: Counter = field(default_factory=Counter)
    route: Counter = field(default_factory=Counter)
    urgent: int = 0

    def add(self, graded: Graded, standard) -> None:
        self.gravity[graded.gravity] += 1
        self.hours[standard.reply_within(graded.gravity) // datetime.timedelta(hours=1)] += 1
        self.route[graded.route] += 1
        self.urgent += graded.urgent


@dataclass
class Trial:
    """`changed` are the reports that would be treated differently; `unasked`, those without an answer to its question."""

    count: int
    before: Tally
    after: Tally
    changed: list[Incident]
    unasked: int


def try_out(user, now, then, most) -> Trial:
    """The last so many reports of this kind, under the kind as it is `now` and as it would be `then`."""
    organisation = user.organisation
    rows = list(_past(user, now.event_type, most))
    standard = ServiceStandard.at(organisation.pk)
    known = _repetitions(organisation, rows, standard) if _counts(now) or _counts(then) else {}
    trial = Trial(len(rows), Tally(), Tally(), [], 0)
    for row in rows:
        facts = Facts(row, known.get(row.client_id) or Repetition(count=standard.repetition_count))
        before, after = assess(now, facts), assess(then, facts)
        trial.before.add(before, standard)
        trial.after.add(after, standard)
        if (before.gravity, before.route, before.urgent) != (after.gravity, after.route, after.urgent):
            trial.changed.append(row)
        trial.unasked += bool(then.question and (not row.condition_answer or then.question != now.question))
    return trial


def references(trial, user) -> list[str]:
    """Of what would change, those that this person may read anyway."""
    seen = Incident.objects.visible_to(user).sent().filter(pk__in=[row.pk for row in trial.changed])
    return list(seen.order_by("-submitted_at").values_list("reference", flat=True)[:MOST_REFERENCES])


def safeguarded(tally) -> int:
    return tally.route[Route.SAFEGUARDING] + tally.route[Route.INDEPENDENT]


def _past(user, event_type, most):
    """Walls beat roles: what names whoever tries is not counted, nor what goes past the line and is not hers to read."""
    rows = Incident.objects.filter(organisation=user.organisation_id, kind=Kind.INCIDENT, event_type=event_type).sent()
    may_be_counted = ~Q(route=Route.INDEPENDENT) | Q(pk__in=Incident.objects.visible_to(user).values("pk"))
    rows = rows.filter(may_be_counted).exclude(named__user=user)
    return rows.order_by("-submitted_at", "-id").only(*WEIGHED)[:most]


def _counts(kind) -> bool:
    return any(rule["when"] in COUNTING for rule in kind.raising)


def _repetitions(organisation, rows, standard) -> dict:
    """By client, everything that may have been counted at the time of these reports."""
    if not rows:
        return {}
    since = rows[-1].submitted_at - datetime.timedelta(days=standard.repetition_days)
    clients = {row.client_id for row in rows} - {None}
    counted = {name.removeprefix("incident__"): value for name, value in COUNTED.items()}
    near = Incident.objects.filter(organisation=organisation, client__in=clients, submitted_at__gt=since, **counted)
    earlier = defaultdict(list)
    for client, *values in near.order_by("-submitted_at").values_list("client_id", *FIELDS)[:MOST_EARLIER]:
        earlier[client].append(Before(*values))
    return {
        client: Repetition(tuple(before), standard.repetition_count, standard.repetition_days)
        for client, before in earlier.items()
    }
