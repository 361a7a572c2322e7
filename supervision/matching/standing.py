"""Who has an incident and why, for its page: in words for those who answer, with the ways to somebody else."""

from supervision.buttons import address, is_possible
from supervision.matching.words import sentences
from supervision.models import Assignment


def who_has_it(reader) -> dict:
    """For the page: `why` for those who answer, the address of another person for whoever may choose or ask."""
    found = {"why": _why(reader) if reader.answers else None, "to_another": ""}
    if reader.is_reporter and is_possible("ask_for_another", reader):
        found["to_another"] = address(reader.incident, "another-person")
    return found


def _why(reader):
    row = Assignment.objects.filter(incident=reader.incident, until=None).select_related("user", "made_by").first()
    if row is None:
        return None
    chosen = row.basis == Assignment.Basis.CHOSEN and row.made_by is not None
    return {
        "who": row.user.short_name,
        "sentences": sentences(row.basis, row.factors),
        "chosen_by": reader.name(row.made_by) if chosen else "",
        "reason": reader.text(row.reason),
        "change": address(reader.incident, "assign") if is_possible("assign", reader) else "",
    }
