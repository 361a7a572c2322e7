"""Where a record stands with its plan: what is current, what is missing for a result, and who may take a step on."""

from boundaries import rights
from boundaries.choices import Expectation, Status, SupportWanted
from boundaries.models import Referral
from supervision import assignment
from supervision.models import Assessment, PlanItem, SupportNotNeeded

Kind, State = PlanItem.Kind, PlanItem.Status
PLANNED_IN = (Status.ACKNOWLEDGED, Status.ESCALATED)
ENDED_IN = (*PLANNED_IN, Status.RESOLVED)
NEEDS_GOAL = (Expectation.ADVICE, Expectation.DECISION, Expectation.PROTECTION)
# what she asked for -> steps that answer it
ANSWERED_BY = {
    SupportWanted.TALK: (Kind.CLARIFY, Kind.FOLLOW_UP, Kind.SESSION),
    SupportWanted.SUPERVISION_SESSION: (Kind.SESSION,),
    SupportWanted.CHANGE_OF_CLIENT: (Kind.REMATCH,),
}
RELATED = (
    "responsible__profile", "proposed_by__profile", "ended_by__profile", "library_item", "blocked_by", "supersedes",
    "superseded_by", "reflection",
)  # fmt: skip


def items_of(incident):
    """Every wording that was ever proposed, in the order of the plan."""
    return PlanItem.objects.filter(incident=incident).order_by("position", "proposed_at", "pk")


def current(incident):
    """Without what another wording has taken the place of."""
    return items_of(incident).filter(superseded_by=None)


def is_for_reporter(incident, item) -> bool:
    return item.kind in PlanItem.FOR_REPORTER or item.responsible_id == incident.reporter_id


def is_hers_to_answer(incident, item) -> bool:
    """Goals, and what she would do herself: nobody else can agree to it."""
    return item.is_goal or item.responsible_id == incident.reporter_id


def to_answer(incident):
    """What waits for the reporter's own word."""
    rows = current(incident).filter(status__in=(State.PROPOSED, State.BLOCKED), agreed_at=None)
    return [row for row in rows if is_hers_to_answer(incident, row)]


def not_ended(incident):
    return current(incident).filter(status__in=PlanItem.NOT_ENDED)


def is_planned(incident) -> bool:
    return PlanItem.objects.filter(incident=incident).exists()


def assessment_of(incident) -> Assessment | None:
    """As it was written last."""
    return Assessment.objects.filter(incident=incident).select_related("written_by__profile").last()


# -- what a result needs -------------------------------------------------------------------------------------------


def goals_wanted(incident) -> list[str]:
    """R4: every goal that was agreed has a result, and whoever hopes for more than a record has a goal at all."""
    goals = list(current(incident).filter(kind=Kind.GOAL))
    stands = any(goal.agreed_at or goal.status == State.PROPOSED for goal in goals)
    missing = incident.expectation in NEEDS_GOAL and not stands
    unmeasured = any(goal.agreed_at and not goal.is_ended for goal in goals)
    return ["goal_missing"] * missing + ["goal_without_result"] * unmeasured


def support_wanted(incident) -> list[str]:
    """R6: whoever asked for support has a step that answers it, or says herself that she needs it no longer."""
    wanted = ANSWERED_BY.get(incident.support_wanted, ()) if incident.discomfort else ()
    if not wanted or SupportNotNeeded.objects.filter(incident=incident).exists():
        return []
    steps = current(incident).filter(kind__in=wanted).exclude(status=State.DROPPED)
    return [] if steps.exists() else ["support_unanswered"]


def has_rematch(incident) -> bool:
    """R7: the record holds the decision about another caregiver (B-SV-05)."""
    return current(incident).filter(kind=Kind.REMATCH).exclude(status=State.DROPPED).exists()


def all_ended(incident) -> list[str]:
    """C3: nothing of the plan is left open."""
    return ["plan_open"] if not_ended(incident).exists() else []


# -- who, and after what -------------------------------------------------------------------------------------------


def people_for(incident, by) -> list:
    """Who may be responsible for a step: whoever proposes it, who has the record, who answers in turn, the reporter.

    Whoever is named answers nothing of it, and so is never offered.
    """
    found = [by, incident.assignee, *assignment.next_people(incident), incident.reporter]
    people = {person.pk: person for person in found if person is not None}
    return [person for person in people.values() if may_be_responsible(incident, person)]


def may_be_responsible(incident, person) -> bool:
    if not rights.belongs(incident, person):
        return False
    return rights.is_reporter(incident, person) or rights.answers(incident, person)


def referrals_to_wait_for(incident) -> list[Referral]:
    """Of which it is not known yet whether the client got there."""
    return [row for row in incident.referrals.order_by("given_at", "pk") if not row.is_settled]
