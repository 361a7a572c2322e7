"""Proposing goals and steps, agreeing to them, wording them anew, and ending each with what came of it."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import guards, rights
from boundaries.choices import Outcome
from boundaries.models import Incident
from supervision.models import PlanItem
from supervision.moments import local
from supervision.plans import assessing, exercises, reflecting, standing, telling, unblocking

Kind, State, Result = PlanItem.Kind, PlanItem.Status, PlanItem.Result


# -- when ------------------------------------------------------------------------------------------------------------


def can_plan(incident, **details):
    return [] if incident.status in standing.PLANNED_IN else ["wrong_status"]


def can_answer(incident, **details):
    if incident.status not in standing.ENDED_IN:
        return ["wrong_status"]
    return [] if standing.to_answer(incident) else ["nothing_proposed"]


def can_reword(incident, **details):
    if incident.status not in standing.PLANNED_IN:
        return ["wrong_status"]
    return [] if standing.not_ended(incident).exists() else ["nothing_planned"]


def can_end(incident, **details):
    if incident.status not in standing.ENDED_IN:
        return ["wrong_status"]
    return [] if standing.not_ended(incident).exists() else ["nothing_planned"]


# -- what is done ----------------------------------------------------------------------------------------------------


def _propose(incident, by, kind, text="", language="en", responsible=None, due_on=None, area="", library_item=None,
             blocked_by=None):  # fmt: skip
    if library_item is not None and kind != Kind.EXERCISE:
        raise ValidationError({"library_item": _("Only an exercise is taken from the library.")})
    if library_item is not None and is_blank(text):
        text, language = library_item.said_in(incident.language), library_item.language_shown(incident.language)
    last = standing.items_of(incident).aggregate(last=Max("position"))["last"] or 0
    item = PlanItem(
        incident=incident, kind=kind, position=last + 1, text=text.strip(), language=language, area=area,
        library_item=library_item, blocked_by=blocked_by, proposed_by=by,
    )  # fmt: skip
    _place(item, incident, responsible, due_on)
    item.move(_first_status(incident, item))
    return [_written(item)]


def _place(item, incident, responsible, due_on):
    """BG.9b: a step has one person and one date; a goal has neither, and an exercise is the reporter's."""
    if item.kind == Kind.GOAL:
        item.responsible, item.due_on = None, None
        return
    if item.kind == Kind.EXERCISE:
        responsible, due_on = incident.reporter, due_on or exercises.day_for(incident)
    faults = {}
    if responsible is None:
        faults["responsible"] = _("A step needs one person and a date.")
    elif not standing.may_be_responsible(incident, responsible):
        faults["responsible"] = _("This person cannot be chosen.")
    if due_on is None:
        faults["due_on"] = _("A step needs one person and a date.")
    elif not is_soon(incident, due_on):
        faults["due_on"] = _("Choose a day from today on.")
    if faults:
        raise ValidationError(faults)
    item.responsible, item.due_on = responsible, due_on


def is_soon(incident, day) -> bool:
    today = local(timezone.now(), incident.organisation).date()
    return today <= day < today + datetime.timedelta(days=3660)


def _first_status(incident, item):
    """What only the reporter can agree to is proposed; what colleagues take on among themselves is open."""
    if item.blocked_by is not None:
        if item.blocked_by not in standing.referrals_to_wait_for(incident):
            raise ValidationError({"blocked_by": _("Choose one of the answers offered.")})
        return State.BLOCKED
    return State.PROPOSED if standing.is_hers_to_answer(incident, item) else State.OPEN


def _written(item):
    if is_blank(item.text):
        raise ValidationError({"text": _("Please write something here.")})
    item.clean_fields(
        exclude=["incident", "responsible", "library_item", "blocked_by", "supersedes", "proposed_by", "ended_by"]
    )
    return insert(item)


def held(incident, key) -> PlanItem:
    """One that is not ended and as it stands now, locked. Raises NotNow."""
    row = standing.not_ended(incident).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise NotNow(["plan_item_ended"])
    row.incident = incident
    return row


def _hers(incident, by, key) -> PlanItem:
    item = held(incident, key)
    if item.agreed_at is not None or not standing.is_hers_to_answer(incident, item):
        raise NotNow(["nothing_proposed"])
    return item


def _confirm(incident, by, item):
    """Silence is not consent: only this makes a goal an agreed one."""
    row = _hers(incident, by, item)
    row.agree()
    return [row]


def _decline(incident, by, item, note=""):
    """ "Not this one", or "not for me": no reason is asked for, and nothing is held against her."""
    row = _hers(incident, by, item)
    row.end(by, result=Result.DROPPED, note=note.strip())
    return [row]


def _reword(incident, by, item, text, language, responsible=None, due_on=None):
    """Another wording takes its place; the old one stays as it was. Her own words need no further word of hers."""
    old = held(incident, item)
    is_reporter = rights.is_reporter(incident, by)
    if is_reporter and not standing.is_hers_to_answer(incident, old):
        raise NotNow(["nothing_proposed"])
    new = PlanItem(
        incident=incident, kind=old.kind, position=old.position, text=text.strip(), language=language, area=old.area,
        library_item=old.library_item, blocked_by=old.blocked_by, supersedes=old, proposed_by=by,
        due_again_on=old.due_again_on, status=old.status,
    )  # fmt: skip
    if is_reporter or due_on is None:
        new.responsible, new.due_on = old.responsible, old.due_on
    if not is_reporter and (responsible or due_on):
        _place(new, incident, responsible or old.responsible, due_on or old.due_on)
        new.due_again_on = None
    _stand(new, incident, is_reporter)
    return [_written(new)]


def _stand(new, incident, is_reporter):
    if is_reporter:
        new.agreed_at = timezone.now()
    if new.status == State.BLOCKED:
        return
    new.move(State.PROPOSED if not is_reporter and standing.is_hers_to_answer(incident, new) else State.OPEN)


def _end(incident, by, item, result="", note=""):
    """Goals end with a measured result, steps as done or dropped, with a word about it (BG.14.7)."""
    row = held(incident, item)
    is_reporter = rights.is_reporter(incident, by)
    if is_reporter and (row.is_goal or row.responsible_id != by.pk):
        raise NotNow(["not_yours_to_end"])
    offered = Result.values if row.is_goal else ("done", Result.DROPPED)
    if result not in offered:
        raise ValidationError({"result": _("A goal needs a result; a step is done or dropped.")})
    if is_blank(note) and not row.is_goal and not is_reporter:
        raise ValidationError({"note": _("Say in a word what came of it.")})
    row.end(by, result=result, note=note.strip())
    return [row]


# -- what a result needs ---------------------------------------------------------------------------------------------


def rematch_missing(incident, message) -> list[str]:
    """R7, asked of the outcome at hand."""
    is_changed = incident.outcome == Outcome.ARRANGEMENTS_CHANGED
    return ["rematch_missing"] if is_changed and not standing.has_rematch(incident) else []


def require_rematch(incident, happening):
    """After the status allowed it."""
    if codes := rematch_missing(incident, ""):
        raise NotNow(codes)


def declare():
    answering, reporting = rights.person(rights.answers), rights.person(rights.is_reporter)
    taking_part = rights.person(rights.takes_part)
    acts = {
        "propose_plan_item": Act("plan_item_proposed", answering, _propose, can_plan),
        "confirm_plan_item": Act("plan_item_agreed", reporting, _confirm, can_answer),
        "decline_plan_item": Act("plan_item_declined", reporting, _decline, can_answer),
        "reword_plan_item": Act("plan_item_reworded", taking_part, _reword, can_reword),
        "end_plan_item": Act("plan_item_ended", taking_part, _end, can_end),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    guards.REASONS.update(telling.REASONS)
    guards.declare("resolve", standing.goals_wanted, standing.support_wanted)
    guards.declare("close", standing.all_ended)
    declare_consequences({"incident_resolved": [require_rematch]})
    for topic in (assessing, exercises, reflecting, unblocking, telling):
        topic.declare()
