"""What the ladder has done, in words: beside a record for the leads, and on the pages of whoever was told."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Right
from audit.models import OutboxItem
from boundaries.models import Incident
from supervision.ladder import alarms, gaps, rota
from supervision.ladder.telling import LABELS, WORDS, address_of, kind_of
from supervision.lateness import PATIENCE_MINUTES
from supervision.models import Alarm
from supervision.moments import Clock, span

RUNG_WORDS = {
    Alarm.Rung.OWNER: gettext_lazy("whose answer is owed"),
    Alarm.Rung.COVER: gettext_lazy("stands in"),
    Alarm.Rung.ON_CALL: gettext_lazy("on call"),
    Alarm.Rung.LEAD: gettext_lazy("lead"),
    Alarm.Rung.SAFEGUARDING: gettext_lazy("safeguarding lead"),
    Alarm.Rung.INDEPENDENT: gettext_lazy("independent contact"),
}
MOST_SHOWN = 40  # ways of one alarm, the newest
MOST_ON_HOME = 5


@dataclass
class Line:
    """One person who was told: by which ways, whether it went out, and what she did."""

    who: str
    rung: str
    when: str
    standing: str
    ways: list[str] = field(default_factory=list)
    late: str = ""
    is_open: bool = False
    is_end: bool = False


def sees_proof(reader) -> bool:
    """Leads, who answer for it that somebody comes; never the reporter."""
    return reader.answers and reader.user.has_right(Right.DECIDE)


def lines(reader) -> list[Line]:
    """Everybody who was told about this record, in the order in which they were."""
    rows = list(Alarm.objects.filter(incident=reader.incident).select_related("user", "deadline"))
    rows.sort(key=lambda alarm: (alarm.raised_at, Alarm.Rung.values.index(alarm.rung)))
    items = _items(rows)
    return [_line(alarm, items[alarm.pk], reader.clock) for alarm in rows]


def _items(rows):
    keys = {key: alarm.pk for alarm in rows for key in alarm.sent[-MOST_SHOWN:]}
    found = defaultdict(list)
    for item in OutboxItem.objects.filter(pk__in=keys).order_by("created_at", "id"):
        found[keys[str(item.pk)]].append(item)
    return found


def _line(alarm, items, clock):
    minutes = int((alarm.raised_at - alarm.wanted_at).total_seconds() // 60)
    late = _("%(span)s late, because the clock was off") % {"span": span(minutes)} if minutes > PATIENCE_MINUTES else ""
    return Line(
        who=alarm.user.short_name,
        rung=str(RUNG_WORDS[alarm.rung]),
        when=clock.short(alarm.raised_at),
        standing=_standing(alarm, clock),
        ways=[_way(item, clock) for item in items],
        late=late,
        is_open=alarm.acknowledged_at is None and alarm.over_at is None and alarm.deadline.is_open,
        is_end=alarm.ended_at is not None and alarm.deadline.is_open,
    )


def _way(item, clock):
    """`by mail Sun 03:12, delivered Sun 03:12`"""
    said = {"way": LABELS[item.channel], "when": clock.short(item.created_at)}
    if item.sent_at:
        return _("%(way)s %(when)s, delivered %(sent)s") % (said | {"sent": clock.short(item.sent_at)})
    if item.parked_at:
        return _("%(way)s %(when)s, could not be delivered") % said
    return _("%(way)s %(when)s, waits to be sent") % said


def _standing(alarm, clock):
    if alarm.acknowledged_at:
        return _("taken on %(when)s") % {"when": clock.short(alarm.acknowledged_at)}
    if alarm.over_at or not alarm.deadline.is_open:
        return _("over")
    return _("not acknowledged")


# -- the first page ------------------------------------------------------------------------------------------


def for_home(user) -> dict:
    """Alarms that ring for this person; for leads the ladders that have ended, and the hours without anybody."""
    clock = Clock(user.organisation)
    found = {"alarms": _ringing(user, clock), "now": _on_call_now(user, clock)}
    if user.has_right(Right.DECIDE):
        found |= {"ended_ladders": _ended(user), "gaps": gap_lines(user, clock)}
    return found


def _on_call_now(user, clock):
    """Who is on call for this person's team and for the service."""
    shifts = rota.running(user.organisation_id, user.team.pk if user.team else None)
    return [{"who": shift.user.short_name, "until": clock.short(shift.ends_at)} for shift in shifts[:MOST_ON_HOME]]


def _ringing(user, clock):
    rows = alarms.running(user=user, acknowledged_at=None).select_related("incident", "deadline").order_by("-raised_at")
    return [
        {
            "words": WORDS[kind_of(alarm)],
            "reference": alarm.incident.reference,
            "url": address_of(alarm),
            "when": clock.short(alarm.raised_at),
        }
        for alarm in _in_sight(user, rows[:MOST_ON_HOME])
    ]


def _ended(user):
    rows = alarms.running(organisation=user.organisation, ended_at__isnull=False).select_related("incident")
    return sorted({alarm.incident.reference for alarm in _in_sight(user, rows.order_by("ended_at")[:MOST_ON_HOME])})


def _in_sight(user, rows):
    """Walls first."""
    rows = list(rows)
    keys = set(Incident.objects.visible_to(user).filter(pk__in=[row.incident_id for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.incident_id in keys]


def gap_lines(user, clock, most=MOST_ON_HOME) -> list[dict]:
    """Hours of the coming week in which nobody answers; teams that share them on one line."""
    together = defaultdict(list)
    for gap in gaps.live(clock.now, organisation=user.organisation).select_related("team").order_by("starts_at", "ends_at"):
        together[max(gap.starts_at, clock.now), gap.ends_at].append(gap.team.name)
    return [
        {
            "from": clock.full(start),
            "to": clock.full(end),
            "teams": ", ".join(sorted(teams)),
            "span": span(int((end - start).total_seconds() // 60)),
        }
        for (start, end), teams in list(together.items())[:most]
    ]
