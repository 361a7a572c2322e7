"""Why a report is as grave and as urgent as it is, for its page, the API and the record."""

from boundaries.grounds import reasons, rule_in_words
from policies.models.event_type import Gravity


def graded(reader) -> dict | None:
    """None for records from before grounds were kept, and for questions that nothing made urgent."""
    row = reader.incident
    found = reasons(row, for_reporter=reader.is_reporter)
    if not found:
        return None
    is_urgent = row.urgent or row.gravity == Gravity.S4
    return {"is_urgent": is_urgent, "reasons": found, "rule": rule_in_words(row)}


def as_data(reader) -> list[dict]:
    """For the API: each ground by its code, with its sentence."""
    codes = {ground["why"]: ground["to"] for ground in reader.incident.grading or ()}
    rows = reasons(reader.incident, for_reporter=reader.is_reporter)
    return [
        {"why": row["why"], "to": "" if reader.is_reporter else codes[row["why"]], "rule": row["rule"], "text": row["text"]}
        for row in rows
    ]
