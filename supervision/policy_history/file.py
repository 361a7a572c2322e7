"""The history of policies as a table for a spreadsheet; that it was taken is recorded as every export of the register."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supervision.gifts.files import Sheet
from supervision.policy_history import history
from supervision.policy_history.lines import line

TITLE = gettext_lazy("Policy history")
COLUMNS = {
    "title": gettext_lazy("Policy or protocol"),
    "kind_label": gettext_lazy("Kind"),
    "origin": gettext_lazy("Whose"),
    "number": gettext_lazy("Version"),
    "state_label": gettext_lazy("Status"),
    "in_force_from": gettext_lazy("In force from"),
    "in_force_until": gettext_lazy("In force until"),
    "author": gettext_lazy("Written by"),
    "proposed_by": gettext_lazy("Proposed by"),
    "approval": gettext_lazy("Approved by"),
    "sole": gettext_lazy("By one person alone"),
    "published": gettext_lazy("Published"),
    "retired": gettext_lazy("Ended on"),
    "retired_by": gettext_lazy("Ended by"),
    "retired_reason": gettext_lazy("Why it was ended"),
    "change_note": gettext_lazy("What is different"),
    "clauses": gettext_lazy("Clauses"),
    "added": gettext_lazy("Clauses added"),
    "changed": gettext_lazy("Clauses changed"),
    "removed": gettext_lazy("Clauses removed"),
    "around": gettext_lazy("Words around them changed"),
    "asked": gettext_lazy("Asked to read it"),
    "read": gettext_lazy("Have read it"),
    "exceptions": gettext_lazy("Approved exceptions"),
    "digest": gettext_lazy("Digest of the content"),
}


def _batches(user, narrowed, most: int) -> Iterator[list]:
    return history.every_page(user, narrowed, most // 5)  # a row brings its clauses in six languages


def _row(row, user, clock) -> dict:
    told = line(row, user, clock)
    return told | {
        "origin": _("your own") if told["is_own"] else _("built in"),
        "sole": _("yes") if told["is_by_sole_person"] else "",
        "around": _("yes") if told["is_around_changed"] else "",
    }


POLICIES = Sheet("policies", TITLE, COLUMNS, (), _batches, _row)
