"""One row of the supervision matrix in words, and the sums above it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.figures import hiding


def line(row, user, clock) -> dict:
    last, due_on = _day(row.due.last_at, clock), _day(row.due.due_at, clock)
    late = (clock.today - due_on).days if due_on else 0
    until = row.due.probation_until
    return {
        "who": row.label,
        "team": row.team,
        "supervisor": row.supervisor,
        "every_weeks": row.weeks,
        "every": _every(row.weeks),
        "probation_until": until,
        "probation": date_format(until, "SHORT_DATE_FORMAT") if until else "",
        "last_on": last,
        "due_on": due_on,
        "overdue_days": max(late, 0),
        "overdue": ngettext("%(days)s day", "%(days)s days", late) % {"days": late} if late > 0 else "",
        "sessions": row.sessions,
        "agreed_open": row.agreed["open"],
        "agreed_overdue": row.agreed["overdue"],
    }


def _every(weeks) -> str:
    return ngettext("every %(weeks)s week", "every %(weeks)s weeks", weeks) % {"weeks": weeks} if weeks else ""


def _day(moment, clock):
    """The whole day, by the organisation's clock."""
    return moment.astimezone(clock.zone).date() if moment else None


def sums(lines) -> list[str]:
    """What the rows come to together; of few people nothing is summed, and a small number is not told."""
    people = len(lines)
    if people < hiding.FEWEST:
        return []
    late = sum(1 for row in lines if row["overdue_days"])
    sessions = sum(row["sessions"] for row in lines)
    return [
        ngettext("%(count)s person", "%(count)s people", people) % {"count": people},
        _("overdue: %(count)s") % {"count": _told(late)},
        _("sessions held: %(count)s") % {"count": _told(sessions)},
    ]


def _told(number) -> str:
    return hiding.SMALL if hiding.is_small(number) else str(number)
