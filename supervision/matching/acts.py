"""Another person: chosen by whoever leads, with a reason, or asked for by the reporter, without one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Right
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import guards, rights
from boundaries.choices import OPEN, Status
from boundaries.models import Incident
from boundaries.search.keeping import keep_findable
from supervision import assignment, notices, obligations
from supervision.consequences import keep_in_step
from supervision.conversation import tell_reporter
from supervision.matching.choosing import choosable, first_in_turn
from supervision.matching.people import replaced
from supervision.matching.words import REASONS
from supervision.models import Assignment, OtherPersonAsked

MOST_ASKED = 3
IN_HAND = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED)


# -- who may, and when ------------------------------------------------------------------------------------------


def may_assign(incident, user) -> bool:
    """Whoever decides, and the team's own supervisor, unless the reporter asked for somebody else in her place."""
    team = incident.team
    leads = user.has_right(Right.DECIDE) or (team is not None and team.supervisor_id == user.pk)
    return leads and rights.answers(incident, user) and str(user.pk) not in replaced(incident)


def _is_open(incident, **details):
    return [] if incident.status in OPEN else ["wrong_status"]


def _may_ask_again(incident, **details):
    if incident.status not in IN_HAND:
        return ["wrong_status"]
    if incident.assignee_id is None:
        return ["nobody_else"]
    return ["asked_often"] if incident.others_asked.count() >= MOST_ASKED else []


# -- what is done -----------------------------------------------------------------------------------------------


def _ask(incident, by):
    """Whoever has it now is asked about no more; whoever is next is found by what follows."""
    return [insert(OtherPersonAsked(incident=incident, instead_of=incident.assignee))]


def give_to_chosen(incident, happening):
    """Only to somebody eligible and not unwanted; with a reason unless she is the first in turn."""
    to, reason = happening.details["to"], happening.details.get("reason", "")
    chosen = next((match for match in choosable(incident) if match.person == to), None)
    if chosen is None:
        raise ValidationError({"to": _("This person cannot take this on. Choose somebody else.")})
    if not reason.strip() and to != first_in_turn(incident):
        raise ValidationError({"reason": _("Say why, in a few words.")})
    kept = {"made_by": happening.by, "factors": chosen.factors, "reason": reason.strip()}
    _give(incident, happening, chosen.person, Assignment.Basis.CHOSEN, **kept)


def give_to_next(incident, happening):
    """At once, to the best match that is there; nobody is left without somebody who answers."""
    match = next(assignment.fitting(incident), None)
    if match is None:
        raise NotNow(["nobody_else"])
    _give(incident, happening, match.person, match.basis, factors=match.factors)


def _give(incident, happening, person, basis, **kept):
    """What is owed goes along with its clock; the reporter is told who answers now, and nobody why."""
    happening.data["former"] = str(incident.assignee_id) if incident.assignee_id else None
    happening.data["assignee"] = str(person.pk)
    assignment.assign(incident, person, basis, **kept)
    obligations.hand_over(incident, person)
    words = {"who": person.short_name}
    tell_reporter(incident, happening, lambda: _("%(who)s answers you from now on.") % words)


def tell_former(incident, happening):
    """That it is with somebody else, and nothing more; in words of no record where it is out of her sight."""
    former = User.objects.filter(pk=happening.data["former"]).first()
    if former is None or former == happening.by or not rights.belongs(incident, former):
        return
    if rights.reads(incident, former):
        notices.notify(incident, former, "handed_on")
    else:
        notices.notify(None, former, "handed_on", address="/queue/")


def declare():
    """Register these acts with the one door, and what follows from them."""
    guards.REASONS.update(REASONS)
    declare_act(Incident, "assign", Act("incident_assigned", rights.person(may_assign), reasons=_is_open))
    asks = Act("other_person_asked", rights.person(rights.is_reporter), _ask, _may_ask_again)
    declare_act(Incident, "ask_for_another", asks)
    after = [keep_in_step, notices.tell, tell_former, keep_findable]
    declare_consequences({"incident_assigned": [give_to_chosen, *after], "other_person_asked": [give_to_next, *after]})
