"""Where a supervision session stands, as a code, and what forbids an act on it at this moment."""

from supervision.models import SessionAgreement, SupervisionSession

ASKED, PLANNED, HELD, OFFERED, CONFIRMED, CALLED_OFF = "asked", "planned", "held", "offered", "confirmed", "called_off"


def standing(session: SupervisionSession) -> str:
    if session.cancelled_at:
        return CALLED_OFF
    if session.confirmed_at:
        return CONFIRMED
    if session.offered_at:
        return OFFERED
    if session.held_at:
        return HELD
    return PLANNED if session.starts_at else ASKED


def is_open(session) -> bool:
    """Whether anything of it may still change."""
    return not session.cancelled_at and not session.confirmed_at


def still_open(session, **details):
    if session.cancelled_at:
        return ["session_called_off"]
    return ["session_confirmed"] if session.confirmed_at else []


def not_held_yet(session, **details):
    return still_open(session) or (["session_held"] if session.held_at else [])


def held(session, **details):
    return still_open(session) or ([] if session.held_at else ["session_not_held"])


def to_offer(session, **details):
    if codes := held(session):
        return codes
    if session.offered_at:
        return ["notes_offered"]
    return [] if session.shared_notes.strip() else ["notes_missing"]


def offered(session, **details):
    if codes := still_open(session):
        return codes
    return [] if session.offered_at else ["notes_not_offered"]


def to_print(session, **details):
    return [] if session.confirmed_at else ["session_not_confirmed"]


def earlier_agreements(session):
    """What was agreed before with these people and not looked at again: the last sessions' open agreements."""
    people = list(session.people.values_list("person", flat=True))
    rows = SessionAgreement.objects.filter(struck_at=None, rechecked_at=None, session__confirmed_at__isnull=False)
    rows = rows.filter(session__organisation=session.organisation_id, session__supervisor=session.supervisor_id)
    rows = rows.exclude(session=session).filter(responsible__in=[*people, session.supervisor_id])
    if session.form == SupervisionSession.Form.INDIVIDUAL:
        rows = rows.filter(session__people__person__in=people)
    else:
        rows = rows.filter(session__form=session.form, session__people__person__in=people)
    return rows.select_related("responsible", "session").order_by("due_on", "pk").distinct()
