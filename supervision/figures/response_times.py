"""The response-time report as plain data (SV.4, SV.13): what page, chart, table, document and API all tell alike."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.builtin import label
from policies.models import ServiceStandard
from policies.models.event_type import Gravity
from supervision.figures import counting, hiding
from supervision.figures.chosen import sees_records
from supervision.figures.quality import quality
from supervision.moments import span

KIND_WORDS = {
    counting.Kind.REPLY: gettext_lazy("Answer"),
    counting.Kind.URGENT: gettext_lazy("Answer to something urgent"),
    counting.Kind.PROMISE: gettext_lazy("Promised answer"),
    counting.Kind.DECISION: gettext_lazy("Decision"),
}
CAUSE_WORDS = {
    counting.NOBODY: gettext_lazy("Nobody was there who may answer"),
    counting.ABSENT: gettext_lazy("The person was away when it fell due"),
    counting.CLOCK: gettext_lazy("The clock was off, nobody was reminded"),
    counting.OTHER: gettext_lazy("None of these"),
}
TABLE_WORDS = {
    "kinds": gettext_lazy("By kind"),
    "teams": gettext_lazy("By team"),
    "gravities": gettext_lazy("By gravity"),
}
STATE_WORDS = {
    counting.IN_TIME: gettext_lazy("In time"),
    counting.LATE: gettext_lazy("Late"),
    counting.CANCELLED: gettext_lazy("Withdrawn or cancelled"),
    counting.WAITING: gettext_lazy("Not due yet"),
}


def response_times(user, form) -> dict:
    """The figures of the valid form's choice, as this person may see them."""
    now, organisation = timezone.now(), user.organisation
    rows = counting.owed_in(user, form.bounds, form.team_id)
    numbers = _tables(counting.by_state(rows, now), organisation)
    tables = {name: dict(found) for name, found in numbers.items()}
    causes = counting.by_cause(rows, now)
    tables["causes"] = {key: {counting.LATE: causes.get(key, 0)} for key in counting.CAUSES}
    sums = {state: sum(row[state] for row in numbers["kinds"].values()) for state in counting.STATES}
    exact, late_now = sees_records(user), counting.late_now(user, form.team_id, now)
    if not exact:
        sums, tables = hiding.hide(sums, tables, counting.STATES)
        late_now = hiding.SMALL if hiding.is_small(late_now) else late_now
    of_kinds, of_messages = counting.spans_by_kind(rows), counting.spans_of_messages(rows)
    spans = {"kinds": of_kinds, "teams": of_messages["team"], "gravities": of_messages["gravity"]}
    return {
        "filters": form.in_words(),
        "promise_hours": ServiceStandard.at(organisation.pk).reply_hours,
        "is_exact": exact,
        "sums": _row(sums),
        "late_now": late_now,
        "first_answer": _spans(of_messages["first"].get(True), exact),
        "per_message": _spans(of_kinds.get(counting.Kind.REPLY), exact),
        "tables": [_table(name, tables[name], spans[name], organisation, exact) for name in TABLE_WORDS],
        "causes": [
            {"key": key, "label": str(CAUSE_WORDS[key]), "late": tables["causes"][key][counting.LATE]}
            for key in counting.CAUSES
        ],
        "quality": quality(user, form),
    }


def _tables(counted, organisation) -> dict:
    """name -> key -> state -> number; every kind and every team has its row, whether there is something to count or not."""
    nothing = lambda: dict.fromkeys(counting.STATES, 0)  # noqa: E731
    tables = {name: defaultdict(nothing) for name in TABLE_WORDS}
    for kind in counting.KINDS:
        tables["kinds"][str(kind)]
    for kind, team, gravity, state, number in counted:
        for name, key in (("kinds", kind), ("teams", str(team or "")), ("gravities", gravity)):
            tables[name][key][state] += number
    return tables


def _table(name, rows, spans, organisation, exact) -> dict:
    labels = _labels(name, organisation)
    spans = {"" if key is None else str(key): value for key, value in spans.items()}
    order = sorted(rows, key=lambda key: (list(labels).index(key) if key in labels else len(labels), key))
    told = [
        {"key": key, "label": labels.get(key) or _("none")} | _row(rows[key]) | _spans(spans.get(key), exact, rows[key])
        for key in order
    ]
    return {"name": name, "title": str(TABLE_WORDS[name]), "rows": told}


def _labels(name, organisation) -> dict:
    if name == "kinds":
        return {str(kind): str(words) for kind, words in KIND_WORDS.items()}
    if name == "teams":
        return {str(team.pk): team.name for team in organisation.teams.order_by("name")}
    return {str(key): label("gravity", key) for key in Gravity}


def _row(numbers) -> dict:
    return {state: numbers[state] for state in counting.STATES} | {"share": _share(numbers)}


def _share(numbers):
    """Of what had to be answered by now: how much was answered in time, in whole percent, never rounded up to all."""
    kept, late = numbers[counting.IN_TIME], numbers[counting.LATE]
    if not isinstance(kept, int) or not isinstance(late, int) or not kept + late:
        return None
    return kept * 100 // (kept + late)


def _spans(found, exact, numbers=None) -> dict:
    """Median and 90th percentile in minutes and in words; none of few, and none beside a hidden number."""
    median, slow, number = found or (None, None, 0)
    hidden = not exact and (number < hiding.FEWEST or not all(isinstance(n, int) for n in (numbers or {}).values()))
    if hidden or median is None:
        return {"median_minutes": None, "slow_minutes": None, "median": "", "slow": ""}
    minutes = {"median_minutes": median // 60, "slow_minutes": slow // 60}
    return minutes | {"median": span(median // 60), "slow": span(slow // 60)}
