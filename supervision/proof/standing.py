"""What was signed last, for whoever looks at the page."""

from audit import checkpoints


def last(organisation, clock) -> dict | None:
    row = checkpoints.last(organisation.pk)
    if row is None:
        return None
    events = checkpoints.said(row)["events"]
    return {"number": row.number, "when": clock.full(row.at), "events": events, "text": checkpoints.as_text(row)}
