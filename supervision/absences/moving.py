"""What is owed goes to whoever is there, and comes back: the acts on each record that an absence touches."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotNow
from audit.models import AuditEvent
from boundaries.models import Incident
from supervision import notices, obligations, presence
from supervision.absences import affected, doors
from supervision.absences.telling import say_away, say_back
from supervision.consequences import keep_somebody_present


def is_arranged(incident, absence) -> bool:
    """Whether the reporter was told of this absence, and her answers taken care of."""
    events = AuditEvent.objects.filter(chain=f"incident:{incident.pk}", act="cover_arranged")
    return any(event.data.get("absence") == str(absence.pk) for event in events)


def attempt(incident, act, *, person, absence=None, called_off=False) -> bool:
    """Do this to one record, whatever becomes of the others; False where nothing is to be done, or nothing may be."""
    try:
        details = {"person": person, "absence": absence, "called_off": called_off, "owners": {}}
        record(incident, act, by=None, **details)
    except (NotNow, ValidationError, IntegrityError):
        return False
    return True


def take_over(absence) -> None:
    """What she owes goes to whoever is there; reporters who wait for her are told, each once for one absence."""
    told = list(affected.conversations(absence.staff, absence.ends_at))
    for incident in told:
        act = "change_owner" if is_arranged(incident, absence) else "arrange_cover"
        attempt(incident, act, absence=absence, person=absence.staff)
    for incident in list(affected.others_owed(absence.staff, told)):
        attempt(incident, "change_owner", absence=absence, person=absence.staff)


# -- what follows on one record ------------------------------------------------------------------------------


def _move_away(incident, happening):
    """What this person owes and cannot keep goes to whoever can; what she holds for others goes on from them."""
    person = happening.details["person"]
    rows = incident.deadlines.open().filter(owner=person).exclude(kind__in=obligations.ASKED_IN_PERSON)
    for row in rows.select_related("owner"):
        start = _started_from(incident, row, person)
        if _give(incident, happening, row, start) and start != person:
            happening.data["stood_in"] = str(person.pk)


def _replace_the_gone(incident, happening):
    """Whoever left the service, or may not answer any more, has nothing to come back to."""
    former = incident.assignee_id
    keep_somebody_present(incident, happening)
    if incident.assignee_id != former:
        obligations.keep_in_step(incident)
        happening.details["owners"][incident.assignee_id] = incident.assignee


def _started_from(incident, row, person):
    by_right = obligations.rightful(incident, row)
    stands_in = by_right is not None and by_right.pk != person.pk and doors.stands_in(incident, person)
    return by_right if stands_in else person


def _give_back(incident, happening):
    """What stand-ins still hold goes back to whose it is, if she is there."""
    for row in incident.deadlines.open().select_related("owner"):
        by_right = obligations.rightful(incident, row)
        is_hers = by_right is not None and by_right.pk == happening.details["person"].pk
        if is_hers and row.owner_id != by_right.pk and doors.stands_in(incident, row.owner):
            _give(incident, happening, row, by_right)
    doors.shut_idle(incident)


def _give(incident, happening, row, person):
    is_given = obligations.give(incident, row, person)
    if is_given:
        happening.details["owners"][row.owner.pk] = row.owner
        happening.data.setdefault("owners", {})[row.kind] = str(row.owner_id)
    return is_given


def _open_door(incident, happening):
    """Whoever will answer sees the record, also while nothing is owed in it."""
    absence = happening.details["absence"]
    stand_in = who_answers(incident, absence)
    if stand_in is not None and stand_in.pk != absence.staff_id:
        doors.open_until(incident, stand_in, absence.ends_at)
        happening.details["stand_in"] = stand_in
        happening.data["cover"] = str(stand_in.pk)


def who_answers(incident, absence):
    """Who answers in this record while the absence lasts, as far as can be seen today."""
    return presence.owner_for(incident, absence.staff, at=max(absence.starts_at, timezone.now()))


def _name_absence(incident, happening):
    if happening.details.get("absence"):
        happening.data["absence"] = str(happening.details["absence"].pk)


# -- the acts ------------------------------------------------------------------------------------------------


def _is_system(incident, user):
    return user is None


def _not_arranged(incident, absence, **details):
    return ["not_due"] if is_arranged(incident, absence) else []


def _can_move(incident, person, **details):
    rows = incident.deadlines.open().filter(owner=person).exclude(kind__in=obligations.ASKED_IN_PERSON)
    for row in rows:
        start = _started_from(incident, row, person)
        owner = presence.owner_for(incident, start, row.due_at, kind=row.kind)
        if owner is not None and owner.pk != person.pk:
            return []
    return ["not_due"]


def _has_to_come_back(incident, person, called_off=False, **details):
    if called_off:
        return []
    rows = incident.deadlines.open().exclude(owner=person)
    hers = [row for row in rows if getattr(obligations.rightful(incident, row), "pk", None) == person.pk]
    return [] if any(doors.stands_in(incident, row.owner) for row in hers) else ["not_due"]


ACTS = {
    "arrange_cover": ("cover_arranged", _not_arranged, [_name_absence, _move_away, _open_door, say_away]),
    "change_owner": ("owner_changed", _can_move, [_name_absence, _replace_the_gone, _move_away]),
    "end_cover": ("cover_ended", _has_to_come_back, [_name_absence, _give_back, say_back]),
}


def declare():
    for name, (event, reasons, follows) in ACTS.items():
        declare_act(Incident, name, Act(event, _is_system, reasons=reasons))
        declare_consequences({event: [*follows, notices.tell]})
