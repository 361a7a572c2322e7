"""What is done to alarms and gaps, through the one door; each act an event that says who was told, by id."""

from django.utils import timezone

from accounts.models import Organisation
from accounts.roles import Role
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from boundaries import rights
from boundaries.models import Incident
from supervision import assignment
from supervision.ladder import alarms, rungs
from supervision.lateness import lateness
from supervision.models import Alarm, Deadline
from supervision.notices import notify

# whatever may meet or cancel an obligation
ENDING = (
    "incident_acknowledged", "message_sent", "incident_decided", "incident_resolved", "incident_withdrawn",
    "incident_closed",
)  # fmt: skip
GAP_KIND = "rota_gap"


def _is_system(row, user):
    return user is None


def _is_alarmed(incident, user):
    """An alarm is acknowledged by whoever it went to, while she may answer here."""
    return assignment.is_eligible(incident, user) and alarms.running(incident=incident, user=user).exists()


def _held(incident, alarm):
    """The alarm, with the record as the door holds it."""
    row = Alarm.objects.select_related(*alarms.NEEDED).get(pk=alarm)
    row.incident = row.deadline.incident = incident
    return row


def _to_climb(incident, alarm):
    due = alarms.running(pk=alarm, climbs_at__lte=timezone.now())
    return [] if due.select_for_update(of=("self",)).exists() else ["not_due"]


def _nobody_left(incident, alarm):
    return _to_climb(incident, alarm) or (["not_due"] if _next(incident, alarm) else [])


def _somebody_left(incident, alarm):
    return _to_climb(incident, alarm) or ([] if _next(incident, alarm) else ["not_due"])


def _next(incident, alarm):
    row = _held(incident, alarm)
    return rungs.next_turn(row.deadline, row.rung)


def _not_told_yet(incident, deadline):
    if not Deadline.objects.open().filter(pk=deadline, breached_at=None, alarms=None).exists():
        return ["not_due"]
    row = _deadline(incident, deadline)
    return ["not_due"] if alarms.is_told_already(row) or not rungs.turn_ahead(row) else []


def _deadline(incident, deadline):
    row = Deadline.objects.select_related("owner", "organisation").get(pk=deadline)
    row.incident = incident
    return row


# -- what follows --------------------------------------------------------------------------------------------


def _name(happening, raised):
    """The event says who was told as what, and how late the clock was."""
    happening.data["alarms"] = [{"rung": str(alarm.rung), "user": str(alarm.user_id)} for alarm in raised]
    if raised:
        happening.data |= lateness(raised[0].wanted_at)


def raise_for_urgent(incident, happening):
    """At once, when somebody is worried about safety."""
    if incident.urgent:
        for deadline in incident.deadlines.open().filter(kind=Deadline.Kind.URGENT):
            _name(happening, alarms.raise_first(_deadline(incident, deadline.pk), timezone.now()))


def raise_for_breach(incident, happening):
    """Nobody climbs for a colleague's advice or a client's word: whoever asked is told, and asks somebody else."""
    deadline = _deadline(incident, happening.details["deadline"])
    if deadline.kind in (Deadline.Kind.CONSULTATION, Deadline.Kind.CLIENT_VOICE):
        return
    _name(happening, alarms.raise_first(deadline, deadline.due_at))


def raise_ahead(incident, happening):
    """Before it is due, because then nobody could answer."""
    deadline = _deadline(incident, happening.details["deadline"])
    turn = rungs.turn_ahead(deadline)
    _name(happening, [alarms.raise_alarm(deadline, *turn, timezone.now())])
    happening.data |= {"deadline": str(deadline.pk), "kind": deadline.kind, "due_at": deadline.due_at.isoformat()}


def climb(incident, happening):
    raised = alarms.climb(_held(incident, happening.details["alarm"]))
    _name(happening, [raised] if raised else [])


def acknowledge(incident, happening):
    taken = alarms.acknowledge(incident, happening.by)
    happening.data["alarms"] = [{"rung": alarm.rung, "user": str(alarm.user_id)} for alarm in taken]


def end(incident, happening):
    alarms.end(incident)


def tell_leads(organisation, happening):
    """One line in the inbox of each lead, however many gaps there are."""
    happening.data["gaps"] = [str(gap.pk) for gap in happening.details["gaps"]]
    for person in _leads(organisation):
        notify(None, person, GAP_KIND, address="/rota/", why="decides")


def _leads(organisation):
    people = organisation.people.filter(is_active=True).order_by("id")
    return [person for person in people if Role.LEAD in person.roles]


def declare():
    """After everything else that follows: alarms are raised about obligations that stand."""
    acts = {
        "alarm_ahead": Act("alarm_raised", _is_system, reasons=_not_told_yet),
        "climb_alarm": Act("alarm_climbed", _is_system, reasons=_somebody_left),
        "end_ladder": Act("ladder_ended", _is_system, reasons=_nobody_left),
        "acknowledge_alarm": Act("alarm_acknowledged", rights.person(_is_alarmed)),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    declare_act(Organisation, "tell_gaps", Act("gaps_told", _is_system, kind=chain.ACCESS))
    declare_consequences(
        {
            "incident_submitted": [raise_for_urgent],
            "deadline_breached": [raise_for_breach],
            "alarm_raised": [raise_ahead],
            "alarm_climbed": [climb],
            "ladder_ended": [climb],
            "alarm_acknowledged": [acknowledge],
            "gaps_told": [tell_leads],
        }
        | {event: [end] for event in ENDING}
    )
