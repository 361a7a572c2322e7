"""What may be due for one incident and where each stands, for the pages of those who answer and for the document."""

from boundaries.choices import Route
from boundaries.models import ExternalDuty
from policies.external_duties import KNOWN, duties_for, edition, remark
from policies.models.event_type import Gravity
from supervision.external_duties.words import DECIDED

Decision = ExternalDuty.Decision
GRAVE = (Gravity.S3, Gravity.S4)


def is_likely(incident) -> bool:
    """Grave, or gone straight to safeguarding: whoever has it should look."""
    return incident.gravity in GRAVE or incident.route in (Route.SAFEGUARDING, Route.INDEPENDENT)


def decided(incident) -> list[ExternalDuty]:
    return list(incident.external_duties.select_related("decided_by").order_by("decided_at", "id"))


def card(reader) -> dict | None:
    """Beside the story: None for whoever does not answer."""
    if not reader.answers:
        return None
    latest = {row.duty: row for row in decided(reader.incident)}
    duties = duties_for(reader.incident.organisation.country)
    lines = [{"title": duty.told("title"), "word": DECIDED[latest[duty.key].decision]} for duty in duties if duty.key in latest]
    undecided = sum(duty.key not in latest for duty in duties)
    is_open = any(row.decision == Decision.PLANNED for row in latest.values())
    return {"lines": lines, "undecided": undecided, "is_likely": is_likely(reader.incident), "is_open": is_open}


def duties(reader) -> list[dict]:
    """Each that may be due in the organisation's country, with everything that was decided about it, the latest last."""
    rows = decided(reader.incident)
    return [
        {
            "key": duty.key,
            "known": KNOWN[duty.known],
            "is_seen": duty.known == "seen",
            "source": duty.source,
            "hours": duty.hours,
            "decisions": [_line(reader, row) for row in rows if row.duty == duty.key],
        }
        | {name: duty.told(name) for name in ("title", "what", "who", "to", "when")}
        for duty in duties_for(reader.incident.organisation.country)
    ]


def about_the_list() -> dict:
    return {"edition": edition(), "remark": remark()}


def _line(reader, row) -> dict:
    return {
        "word": DECIDED[row.decision],
        "is_open": row.decision == Decision.PLANNED,
        "who": reader.name(row.decided_by),
        "when": reader.clock.full(row.decided_at),
        "reason": row.reason,
        "to": row.given_to,
        "at": reader.clock.full(row.given_at) if row.given_at else "",
        "reference": row.external_reference,
    }
