"""What became of a report in the four weeks after it, as somebody who inspects reads it: derived from the record, never ticked.

An opening entry proves little. What counts is whether somebody answered, looked into it, decided, did what was planned,
looked at it again and told the reporter; and when.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boundaries.choices import Kind, Status
from boundaries.models import Incident
from supervision.composer.needed import is_small, needs_full_answer
from supervision.external_duties.standing import decided as duties_decided
from supervision.external_duties.standing import is_likely
from supervision.guards import concerns_safety
from supervision.models import Assessment, Consultation, Message, Preparation
from supervision.models.observation import LAST_PHASE
from supervision.moments import local
from supervision.plans import standing as plans

WEEKS = 4
DAYS = 7 * WEEKS
WIDTH, HEIGHT, EDGE = 280, 24, 10


class Kept:
    """One record with what several marks look at, each read once."""

    def __init__(self, incident):
        self.incident = incident

    @cached_property
    def plan(self):
        return list(plans.current(self.incident))

    @cached_property
    def steps(self):
        return [row for row in self.plan if not row.is_goal and row.status != row.Status.PROPOSED]

    @cached_property
    def goals(self):
        return [row for row in self.plan if row.is_goal and row.agreed_at]

    @cached_property
    def referrals(self):
        return list(self.incident.referrals.all())


@dataclass(frozen=True)
class Mark:
    """`moment(kept)`: when it was done, None while it is open. `is_needed(kept)`: whether this record asks for it."""

    key: str
    title: str
    moment: Callable
    is_needed: Callable = lambda kept: True


def _answered(kept):
    rows = kept.incident.messages.filter(kind__in=Message.ANSWERS, supersedes=None).exclude(kind=Message.Kind.HOLDING)
    return rows.order_by("sent_at").values_list("sent_at", flat=True).first()


def _looked_into(kept):
    """The need was assessed, or a full answer prepared, whichever came first."""
    assessed = Assessment.objects.filter(incident=kept.incident).values_list("written_at", flat=True)
    prepared = Preparation.objects.filter(message__incident=kept.incident).values_list("message__sent_at", flat=True)
    return min([*assessed, *prepared], default=None)


def _decided(kept):
    outside = kept.incident.consultations.filter(kind=Consultation.Kind.AUTHORITY).exclude(answered_at=None)
    here = [kept.incident.decided_at] if kept.incident.decided_at else []
    return min([*here, *outside.values_list("answered_at", flat=True)], default=None)


def _told_outside(kept):
    latest = {row.duty: row for row in duties_decided(kept.incident)}
    if not latest or any(row.decision == row.Decision.PLANNED for row in latest.values()):
        return None
    return max(row.decided_at for row in latest.values())


def _once_all(moments):
    """The last of them, as soon as none is missing."""
    return max(moments) if moments and all(moments) else None


def _how_it_was(kept):
    """That she was asked counts: not wanting to say is an answer, and so is none."""
    return kept.incident.observations.filter(phase=LAST_PHASE).order_by("at").values_list("at", flat=True).first()


def _is_decided_by_somebody(kept):
    return concerns_safety(kept.incident) or kept.incident.escalated_at is not None


def _wants_goals(kept):
    return bool(kept.goals) or (kept.incident.expectation in plans.NEEDS_GOAL and not is_small(kept.incident))


# in the order in which an inspection asks
MARKS = (
    Mark("answered", gettext_lazy("The reporter was answered"), _answered),
    Mark(
        "looked_into", gettext_lazy("Somebody looked into it"), _looked_into,
        lambda kept: needs_full_answer(kept.incident),
    ),
    Mark("decided", gettext_lazy("It was decided"), _decided, _is_decided_by_somebody),
    Mark(
        "told_outside", gettext_lazy("Whether somebody outside must be told"), _told_outside,
        lambda kept: is_likely(kept.incident),
    ),
    Mark(
        "steps", gettext_lazy("What was planned is done"),
        lambda kept: _once_all([row.ended_at for row in kept.steps]), lambda kept: bool(kept.steps),
    ),
    Mark(
        "goals", gettext_lazy("The goals were measured"),
        lambda kept: _once_all([row.ended_at for row in kept.goals]), _wants_goals,
    ),
    Mark(
        "checked", gettext_lazy("Whether the client got there"),
        lambda kept: _once_all([row.checked_at for row in kept.referrals]), lambda kept: bool(kept.referrals),
    ),
    Mark("result", gettext_lazy("The reporter was told what came of it"), lambda kept: kept.incident.resolved_at),
    Mark("how_it_was", gettext_lazy("The reporter was asked how it was"), _how_it_was),
    Mark("entered", gettext_lazy("It stands in the care record"), lambda kept: kept.incident.care_record_at),
)  # fmt: skip


def card(reader) -> dict | None:
    """Beside the story, for whoever answers, leads or audits; for the reporter there is her own standing."""
    incident = reader.incident
    if reader.is_reporter or incident.kind == Kind.QUESTION or incident.status == Status.WITHDRAWN:
        return None
    until = incident.submitted_at + datetime.timedelta(days=DAYS)
    kept = Kept(incident)
    rows = [_row(reader, mark, mark.moment(kept), until) for mark in MARKS if mark.is_needed(kept)]
    done = [row for row in rows if row["at"]]
    return {
        "rows": rows,
        "count": len(rows),
        "done": sum(row["at"] <= until for row in done),
        "until": date_format(local(until, incident.organisation), "SHORT_DATE_FORMAT"),
        "is_over": reader.clock.now > until,
        "again": _again(reader, until),
        "dots": [_x(incident, row["at"]) for row in done if row["at"] <= until],
        "weeks": [EDGE + (WIDTH - 2 * EDGE) * week // WEEKS for week in range(WEEKS + 1)],
        "width": WIDTH,
        "height": HEIGHT,
        "middle": HEIGHT // 2,
        "first": EDGE,
        "last": WIDTH - EDGE,
    }


def _row(reader, mark, at, until):
    if at is None:
        standing = "missing" if reader.clock.now > until else "open"
    else:
        standing = "late" if at > until else "done"
    return {"key": mark.key, "title": mark.title, "at": at, "standing": standing, "words": _words(reader, at, standing)}


def _words(reader, at, standing) -> str:
    if at is None:
        return _("missing") if standing == "missing" else _("still open")
    days = _day(reader.incident, at)
    return ngettext("on day %(days)s", "on day %(days)s", days) % {"days": days} if days else _("on the same day")


def _day(incident, at) -> int:
    """Calendar days since the report, where the organisation is."""
    begun = local(incident.submitted_at, incident.organisation).date()
    return max((local(at, incident.organisation).date() - begun).days, 0)


def _x(incident, at):
    share = (at - incident.submitted_at) / datetime.timedelta(days=DAYS)
    return EDGE + round((WIDTH - 2 * EDGE) * min(max(share, 0), 1))


def _again(reader, until) -> int | None:
    """Further reports about this client in these weeks, as far as this reader may see them; None where no client is named."""
    incident = reader.incident
    if incident.client_id is None:
        return None
    rows = Incident.objects.visible_to(reader.user).sent().filter(client_id=incident.client_id).exclude(pk=incident.pk)
    return rows.filter(submitted_at__gt=incident.submitted_at, submitted_at__lte=until).count()
