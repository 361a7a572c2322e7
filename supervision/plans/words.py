"""What the parts of a plan are called, on the page, in print and in the API."""

from django.utils.translation import gettext_lazy as _

from policies.builtin import content, in_language
from supervision.models import PlanItem

Kind, Area, State, Result = PlanItem.Kind, PlanItem.Area, PlanItem.Status, PlanItem.Result
KINDS = {
    Kind.GOAL: _("Goal"),
    Kind.ACTION: _("Step"),
    Kind.EXERCISE: _("Exercise"),
    Kind.FOLLOW_UP: _("Follow-up"),
    Kind.CLARIFY: _("Clarifying talk"),
    Kind.REMATCH: _("Another caregiver for the client"),
    Kind.SESSION: _("Supervision session"),
    Kind.REVIEW: _("Review of a pattern"),
}
AREAS = {
    Area.CLIENT_NEED: _("What the client needs"),
    Area.CAREGIVER_FEELING: _("How the caregiver feels"),
    Area.BOUNDARY: _("The boundary"),
    Area.SAFETY: _("Safety"),
    Area.ARRANGEMENT: _("Arrangements"),
    Area.POLICY: _("Policy"),
}
STATES = {
    State.PROPOSED: _("proposed, not agreed yet"),
    State.OPEN: _("open"),
    State.BLOCKED: _("waits for a referral"),
    State.DONE: _("done"),
    State.DROPPED: _("dropped"),
}
RESULTS = {
    Result.REACHED: _("reached"),
    Result.PARTLY: _("partly reached"),
    Result.NOT_REACHED: _("not reached"),
    Result.DROPPED: _("dropped"),
}
AGREED = _("agreed")


def standing(item) -> str:
    """In one word or few."""
    if item.result:
        return str(RESULTS[item.result])
    if item.is_goal and item.agreed_at and not item.is_ended:
        return str(AGREED)
    return str(STATES[item.status])


def short(item) -> str:
    """Its kind and its first words, for a list to choose from."""
    text = " ".join(item.text.split())
    return f"{KINDS[item.kind]}: {text if len(text) <= 70 else text[:70].rsplit(' ', 1)[0] + ' …'}"


def limits() -> list[str]:
    """What an assessment is not, beside its field (CS.4b, CS.4c)."""
    return [in_language(row) for row in content()["limits"] if row["rule"] in ("CS.4b", "CS.4c")]
