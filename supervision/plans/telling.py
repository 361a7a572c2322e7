"""Who hears of a plan: the reporter what is proposed to her, whoever answers what she said to it. Never a word of it."""

from django.utils.translation import gettext_lazy as _

from audit.door import declare_consequences
from boundaries import rights
from supervision import notices
from supervision.absences.told import answering
from supervision.exports import words
from supervision.models import PlanItem
from supervision.plans import assessing, standing
from supervision.settling import settle_kinds

REASONS = {
    "goal_missing": _("Whoever hopes for more than a record needs a goal: propose one."),
    "goal_without_result": _("A goal that was agreed has no result yet."),
    "support_unanswered": _("The reporter asked for support: plan a step that answers it."),
    "rematch_missing": _("For this result the plan needs the decision about another caregiver."),
    "plan_open": _("Something of the plan is still open: end each goal and step."),
    "nothing_proposed": _("There is nothing here that waits for your word."),
    "nothing_planned": _("There is nothing in the plan that is still open."),
    "plan_item_ended": _("This part of the plan has ended, or other words have taken its place."),
    "not_yours_to_end": _("This is measured together with whoever answers you."),
    "no_support_wanted": _("No support is being asked for."),
    "nothing_to_share": _("You have written nothing on an exercise that could be shared."),
    "reflection_stands": _("This was shared and stands as it was written."),
}
WORDS = {
    "plan_proposed": _("A goal or a step is proposed to you"),
    "step_for_you": _("A step is planned that is yours"),
    "plan_answered": _("The reporter has answered what you proposed"),
    "plan_changed": _("A plan with a part for you has changed"),
    "exercise_asked": _("How did the exercise go? No hurry"),
    "reflection_shared": _("Somebody shared a reflection with you"),
    "support_not_needed": _("Somebody needs the support no longer that she asked for"),
}
ACTS = {
    "plan_item_proposed": _("Goal or step proposed"),
    "plan_item_agreed": _("Reporter agreed to a goal or step"),
    "plan_item_declined": _("Reporter did not want a goal or step"),
    "plan_item_reworded": _("Goal or step worded anew"),
    "plan_item_ended": _("Goal or step ended"),
    "assessment_written": _("Need and kind of contact assessed"),
    "support_not_needed": _("Reporter needs the support no longer"),
    "exercise_asked": _("Reporter asked how an exercise went"),
    "reflection_shared": _("Reporter shared a reflection on an exercise"),
}


def _row(incident, happening):
    """The part of the plan that this event proves."""
    keys = [key.split(":")[1] for key in happening.digests if key.startswith("supervision.planitem:")]
    rows = PlanItem.objects.select_related("responsible", "proposed_by", "supersedes__responsible")
    return rows.get(incident=incident, pk=keys[-1])


def tell_proposed(incident, happening):
    item = _row(incident, happening)
    happening.data["kind"] = item.kind
    if rights.is_reporter(incident, happening.by):
        notices.tell_each(incident, happening, answering(incident, happening), "plan_answered")
        settle_answered(incident, happening)
    elif standing.is_hers_to_answer(incident, item):
        notices.tell_each(incident, happening, [incident.reporter], "plan_proposed")
    else:
        notices.tell_each(incident, happening, [item.responsible], "step_for_you")
        if standing.is_for_reporter(incident, item):
            notices.tell_each(incident, happening, [incident.reporter], "plan_changed")


def tell_answered(incident, happening):
    item = _row(incident, happening)
    happening.data["kind"] = item.kind
    notices.tell_each(incident, happening, [*answering(incident, happening), item.proposed_by], "plan_answered")
    settle_answered(incident, happening)


def tell_ended(incident, happening):
    item = _row(incident, happening)
    happening.data |= {"kind": item.kind, "result": item.result or item.status}
    people = [item.responsible, *answering(incident, happening)]
    if standing.is_for_reporter(incident, item):
        people.append(incident.reporter)
    notices.tell_each(incident, happening, people, "plan_changed")
    settle_answered(incident, happening)


def tell_unblocked(incident, happening):
    for item in happening.details.get("unblocked", ()):
        her = item.status == PlanItem.Status.PROPOSED
        people = [incident.reporter if her else item.responsible]
        notices.tell_each(incident, happening, people, "plan_proposed" if her else "plan_changed")


def tell_asked(incident, happening):
    notices.tell_each(incident, happening, [incident.reporter], "exercise_asked")


def tell_answering(kind):
    def tell(incident, happening):
        notices.tell_each(incident, happening, answering(incident, happening), kind)

    return tell


def settle_answered(incident, happening):
    """Once nothing waits for the reporter's word any more."""
    if not standing.to_answer(incident):
        settle_kinds(incident, ("plan_proposed",))


def settle_all(incident, happening):
    settle_kinds(incident, ("plan_proposed", "step_for_you", "plan_answered", "exercise_asked"))


FOLLOWS = {
    "plan_item_proposed": [tell_proposed],
    "plan_item_reworded": [tell_proposed],
    "plan_item_agreed": [tell_answered],
    "plan_item_declined": [tell_answered],
    "plan_item_ended": [tell_ended],
    "referral_checked": [tell_unblocked],
    "exercise_asked": [tell_asked],
    "reflection_shared": [tell_answering("reflection_shared")],
    "support_not_needed": [tell_answering("support_not_needed")],
    "assessment_written": [assessing.keep_change],
    "incident_closed": [settle_all],
}


def declare():
    """The words of these notices and events, beside all others."""
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
    declare_consequences(FOLLOWS)
