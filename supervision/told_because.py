"""Why somebody is told: her part in the record, as a code beside the notice and as words on the page and in the mail.

No name but that of the colleague somebody covers for, and not even that one where it belongs to a person of the event.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Right
from boundaries import rights
from boundaries.choices import Status
from boundaries.models import Access
from supervision.models import Absence, Assignment

COVER, ON_CALL, FILED_BY = "cover", "on_call", "filed_by"
REASONS = {
    FILED_BY: _("because %(who)s wrote it down for you"),
    "own": _("because it is your report"),
    "with_you": _("because it is with you"),
    COVER: _("because you cover for %(who)s"),
    ON_CALL: _("because you are on call"),
    "asked": _("because a decision is asked of you"),
    "consulted": _("because you were asked to look at it"),
    "translating": _("because you were asked to translate it"),
    "ladder": _("because nobody has taken it on yet"),
    "leads": _("because you lead the team"),
    "supervises": _("because you supervise the team"),
    "decides": _("because you answer for the service"),
}
DOORS = {
    Access.Basis.COVER: COVER,
    Access.Basis.ON_CALL: ON_CALL,
    Access.Basis.ESCALATION: "asked",
    Access.Basis.CONSULTED: "consulted",
    Access.Basis.TRANSLATING: "translating",
    Access.Basis.LADDER: "ladder",
}
BASES = {Assignment.Basis.COVER: COVER, Assignment.Basis.ON_CALL: ON_CALL}


def reason_for(incident, person) -> tuple[str, object]:
    """(code, the colleague who is covered or None); the nearest reason first, "" where none is known."""
    code = _part_in(incident, person)
    return code, _covered(incident, person) if code == COVER else None


def in_words(notice) -> str:
    """"" for a notice from before reasons were kept."""
    if notice.why in (COVER, FILED_BY):
        who = notice.why_person.short_name if notice.why_person else _("a colleague")
        return REASONS[notice.why] % {"who": who}
    return str(REASONS.get(notice.why, ""))


def _part_in(incident, person) -> str:
    if rights.is_reporter(incident, person):
        return "own"
    if incident.status == Status.ESCALATED and incident.escalated_to_id == person.pk:
        return "asked"
    if incident.assignee_id == person.pk:
        return _how_it_came(incident, person)
    return _door(incident, person) or _line(incident, person)


def _how_it_came(incident, person):
    if incident.team is not None and incident.team.supervisor_id == person.pk:
        return "with_you"  # as usual: nothing to look up
    current = incident.assignments.filter(until=None, user=person).values_list("basis", flat=True).first()
    return BASES.get(current, "with_you")


def _door(incident, person):
    doors = set(incident.doors.filter(user=person).values_list("basis", flat=True))
    return next((code for basis, code in DOORS.items() if basis in doors), "")


def _line(incident, person):
    team = incident.team
    if team is not None and person.pk in (team.lead_id, team.supervisor_id):
        return "leads" if team.lead_id == person.pk else "supervises"
    return "decides" if person.has_right(Right.DECIDE) else ""


def _covered(incident, person):
    """Whoever is away and covered by this person, unless that one is part of the event or reported it."""
    now = timezone.now()
    away = Absence.objects.select_related("staff").filter(cover=person, cancelled_at=None)
    people = [absence.staff for absence in away.filter(starts_at__lte=now, ends_at__gt=now).order_by("-entered_at")[:20]]
    had_it = set(incident.assignments.values_list("user_id", flat=True))
    if incident.team is not None:
        had_it.add(incident.team.supervisor_id)
    people.sort(key=lambda staff: staff.pk not in had_it)
    first = people[0] if people else None
    if first is None or rights.is_reporter(incident, first) or rights.is_named(incident, first):
        return None
    return first
