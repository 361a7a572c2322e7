"""What the addresses of drafts and of filing share: the sentences of their refusals, and what a phone last knew."""

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.access import Access
from accounts.api.taking_in import form_data
from accounts.api.view import DoorstepView
from accounts.roles import Right
from boundaries import guards, revisions, versions
from boundaries.api import filed_before
from boundaries.referrals.acts import EntryChanged

MOST_REVISION = 2**31 - 1
# why a phone's request is refused, beside what forbids sending itself
REASONS = revisions.REASONS | versions.REASONS | filed_before.REASONS


class ReportingView(DoorstepView):
    """For whoever reports. What stands on the server comes with a refusal that is about it, as `current`."""

    access = Access(rights=frozenset({Right.REPORT}))
    incident = None

    def reason_text(self, code):
        return REASONS.get(code) or guards.reason_text(code, self.incident)

    def handle_exception(self, fault):
        response = super().handle_exception(fault)
        if isinstance(fault, revisions.Differs):
            response.data = {**response.data, "current": fault.current}
        if isinstance(fault, EntryChanged):  # not of the report's own fields: these keep their place
            response.data = {**response.data, "place": fault.current}
        return response


def check_reporter(draft, reporter) -> None:
    """`reporter`: whose report it is, from a phone that writes for a colleague. Raises Http404 where hers was thrown away
    elsewhere: her words never become the report of whoever typed them."""
    if reporter is not None and draft.reporter_id != reporter:
        raise Http404


def known_revision(sent, prefix="") -> int | None:
    """`based_on`: the revision that the sender last knew (0: none); None where it does not say."""
    revision = sent.get("based_on")
    if revision is None:
        return None
    if isinstance(revision, bool) or not isinstance(revision, int) or not 0 <= revision <= MOST_REVISION:
        raise ValidationError({f"{prefix}based_on": [_("Send the number of the revision that you last knew.")]})
    return revision


def seen_fields(sent):
    """`seen`: the fields of the report as the sender last knew them; None where it does not say."""
    seen = sent.get("seen")
    if seen is None:
        return None
    try:
        return form_data(seen)
    except ValidationError as fault:
        raise ValidationError({"seen": [sentence for rows in fault.detail.values() for sentence in rows]}) from None
