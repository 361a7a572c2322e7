"""How reporters were treated, beside what came of it (UK.6, UK.9): two figures of finished months, never one number.

A month is counted when it is over: from one day to the next the answer of the one person who has come could be computed.
Hidden is, whoever asks, what fewer than five people said. There are figures of teams and of none of the people in them.
"""

import datetime
import zoneinfo

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from boundaries.choices import Outcome
from boundaries.models import Incident
from supervision.figures import hiding
from supervision.figures.chosen import month_in_words, next_month, sees_records
from supervision.models import Observation, Understanding
from supervision.observations.standing import ASKED

MONTHS = 6
# whatever the words of the result, nothing was changed, cleared up or handed on by it
NOT_SOLVED = (Outcome.NO_FURTHER_ACTION, Outcome.RECORDED_ONLY, Outcome.DUPLICATE, Outcome.OUTSIDE_REMIT)
SOLVED, OTHER = COLUMNS = ("solved", "other")
NOTHING = {"answers": 0, "declined": 0, "mean_tenths": None}
NO_REPLIES = {"understood": 0, "not_quite": 0, "share": None}
HIDDEN = {"answers": None, "declined": None, "mean_tenths": None}


def quality(user, form) -> dict:
    """Of the chosen month, or the last finished one before it; by team, and beside it the months before."""
    zone = zoneinfo.ZoneInfo(user.organisation.time_zone)
    months = _months(form.days[1], timezone.now().astimezone(zone).date())
    results = _results(user, _bounds(months[-1], zone)[0], _bounds(months[0], zone)[1], zone)
    counted = {first: _of_month(user, _bounds(first, zone), results.get(first, {})) for first in months}
    here = counted[months[0]]
    labels = {str(team.pk): team.name for team in user.organisation.teams.order_by("name")}
    keys = [key for key in (*labels, "") if key in here["teams"] and form.team_id in (None, key)]
    return {
        "month": f"{months[0]:%Y-%m}",
        "month_label": month_in_words(months[0]),
        "said": here["said"],
        "solved": here["solved"],
        "replies": here["replies"],
        "teams": [{"key": key, "label": labels.get(key) or _("none")} | here["teams"][key] for key in keys],
        "months": [
            {"key": f"{first:%Y-%m}", "label": month_in_words(first)}
            | {name: row[name] for name in ("said", "solved", "replies")}
            for first, row in counted.items()
        ],
    }


def _months(day, today) -> list[datetime.date]:
    """The finished ones, newest first."""
    first, found = min(day, today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1), []
    for _number in range(MONTHS):
        found.append(first)
        first = (first - datetime.timedelta(days=1)).replace(day=1)
    return found


def _bounds(first, zone) -> list[datetime.datetime]:
    return [datetime.datetime.combine(day, datetime.time.min, zone) for day in (first, next_month(first))]


def _of_month(user, bounds, results) -> dict:
    said, by_team = said_in(user, bounds)
    sums, outcomes = _shown(user, results)
    keys = {*by_team, *outcomes}
    nothing = {indicator: dict(NOTHING) for indicator in ASKED}
    teams = {key: {"said": nothing | by_team.get(key, {}), "solved": _share(outcomes.get(key))} for key in keys}
    return {"said": nothing | said, "solved": _share(sums), "replies": replies_in(user, bounds), "teams": teams}


# -- what was said ---------------------------------------------------------------------------------------------------


def said_in(user, bounds) -> tuple[dict, dict]:
    """(indicator -> cell, team -> indicator -> cell) of what reporters said, their last word in this time, as shown."""
    rows = _answers(user, bounds)
    total = {row["indicator"]: row for row in _grouped(rows, "indicator")}
    by_team = {}
    for row in _grouped(rows, "indicator", "incident__team"):
        by_team.setdefault(row["indicator"], {})[str(row["incident__team"] or "")] = row
    teams = {}
    for indicator, found in by_team.items():
        hidden = hidden_rows({key: _people(row) for key, row in found.items()})
        for key, row in found.items():
            teams.setdefault(key, {})[indicator] = dict(HIDDEN) if key in hidden else _cell(row)
    few = hiding.FEWEST
    return {key: _cell(row) if _people(row) >= few else dict(HIDDEN) for key, row in total.items()}, teams


def _answers(user, bounds):
    seen = Incident.objects.visible_to(user).filter(pk=OuterRef("incident_id"))
    rows = Observation.objects.filter(
        incident__organisation_id=user.organisation_id, indicator__in=ASKED, unanswered=False
    )
    rows = rows.filter(at__gte=bounds[0], at__lt=bounds[1])
    same = {name: OuterRef(name) for name in ("incident", "indicator", "given_by")}
    later = Observation.objects.filter(**same, unanswered=False, at__gt=OuterRef("at"), at__lt=bounds[1])
    return rows.filter(Exists(seen), ~Exists(later))


def _grouped(rows, *keys):
    gave = Q(value__isnull=False)
    return rows.order_by().values(*keys).annotate(
        answers=Count("value"), sum=Sum("value"), declined=Count("pk", filter=Q(declined=True)),
        people=Count("given_by", filter=gave, distinct=True),
    )  # fmt: skip


def _people(row) -> int:
    return row["people"]


def _cell(row) -> dict:
    mean = None if not row["answers"] else (row["sum"] * 20 // row["answers"] + 1) // 2
    return {"answers": row["answers"], "declined": row["declined"], "mean_tenths": mean}


def hidden_rows(people: dict) -> set:
    """Whose figures are hidden: of too few people, and one more, so that the sum less the others says nothing of them.

    Where no other row is large enough, all of them are hidden, and what is left is the sum, of five people or hidden too.
    """
    small = {key for key, number in people.items() if number < hiding.FEWEST}
    larger = sorted((number, key) for key, number in people.items() if number >= hiding.FEWEST)
    return small | {key for _number, key in larger[:1]} if small else set()


def replies_in(user, bounds) -> dict:
    """Reply by reply, as their reporters said last in this time: of the whole service, never of whoever wrote them."""
    seen = Incident.objects.visible_to(user).filter(pk=OuterRef("message__incident_id"))
    rows = Understanding.objects.filter(message__incident__organisation_id=user.organisation_id)
    rows = rows.filter(at__gte=bounds[0], at__lt=bounds[1])
    later = Understanding.objects.filter(message=OuterRef("message"), at__gt=OuterRef("at"), at__lt=bounds[1])
    yes, not_quite = (Q(answer=answer) for answer in (Understanding.Answer.YES, Understanding.Answer.NOT_QUITE))
    found = rows.filter(Exists(seen), ~Exists(later)).aggregate(
        understood=Count("pk", filter=yes), not_quite=Count("pk", filter=not_quite),
        people=Count("message__incident__reporter", distinct=True),
    )  # fmt: skip
    if found["people"] < hiding.FEWEST:
        return {"understood": None, "not_quite": None, "share": None} if found["people"] else dict(NO_REPLIES)
    said = found["understood"] + found["not_quite"]
    return {name: found[name] for name in ("understood", "not_quite")} | {"share": found["understood"] * 100 // said}


# -- what came of it -------------------------------------------------------------------------------------------------


def _results(user, since, until, zone) -> dict:
    """{first of the month: {team: how many results changed something, and how many did not}}, in one statement."""
    rows = Incident.objects.visible_to(user).filter(organisation_id=user.organisation_id)
    rows = rows.filter(resolved_at__gte=since, resolved_at__lt=until).exclude(outcome="")
    rows = rows.order_by().annotate(month=TruncMonth("resolved_at", tzinfo=zone))
    found = {}
    for month, team, outcome, number in rows.values_list("month", "team", "outcome").annotate(number=Count("pk")):
        column = OTHER if outcome in NOT_SOLVED else SOLVED
        row = found.setdefault(month.date(), {}).setdefault(str(team or ""), dict.fromkeys(COLUMNS, 0))
        row[column] += number
    return found


def _shown(user, tables):
    """Sums and rows, hidden as all counts of records are."""
    sums = {column: sum(row[column] for row in tables.values()) for column in COLUMNS}
    if sees_records(user) or not tables:
        return sums, tables
    sums, shown = hiding.hide(sums, {"teams": tables}, COLUMNS)
    return sums, shown["teams"]


def _share(row) -> dict:
    """Of the results, how many in whole percent changed something; none beside a hidden number."""
    row = row or dict.fromkeys(COLUMNS, 0)
    solved, other = row[SOLVED], row[OTHER]
    known = isinstance(solved, int) and isinstance(other, int) and solved + other
    return {SOLVED: solved, OTHER: other, "share": solved * 100 // (solved + other) if known else None}
