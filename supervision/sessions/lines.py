"""Sessions in words, for pages and programs: the overview, who is due, and one session."""

from django.utils.formats import date_format

from accounts.roles import Right
from supervision.models import SessionRule
from supervision.moments import Clock
from supervision.sessions import due, reach, standing, words
from supervision.sessions.document import standing_agreements

MOST, MOST_ON_HOME = 30, 3


def overview(user) -> dict:
    clock = Clock(user.organisation)
    rows = reach.visible_to(user).select_related("supervisor", "organisation").prefetch_related("people__person")
    rows = [line(row, user, clock) for row in rows.order_by("-entered_at")[:MOST]]
    supervises = user.has_right(Right.ANSWER)
    return {
        "coming": sorted((row for row in rows if row["is_coming"]), key=lambda row: row["starts_at"] or clock.now),
        "earlier": [row for row in rows if not row["is_coming"]],
        "supervises": supervises,
        "due": [due_line(row, clock) for row in due.matrix(user, clock.now)] if supervises else [],
        "has_rule": SessionRule.objects.filter(organisation=user.organisation_id).exists() if supervises else False,
        "has_supervisor": reach.supervisor_of(user) is not None,
    }


def line(session, user, clock) -> dict:
    code = standing.standing(session)
    others = [row.person.short_name for row in session.people.all() if row.person_id != user.pk]
    others = others if session.supervisor_id == user.pk else [session.supervisor.short_name, *others]
    at = session.held_at or session.starts_at
    return {
        "session": session,
        "pk": session.pk,
        "with": ", ".join(others),
        "starts_at": session.starts_at,
        "when": clock.short(at) if at else "",
        "code": code,
        "standing": words.STANDING[code],
        "is_coming": code in (standing.ASKED, standing.PLANNED),
        "waits_for_me": _waits_for(session, user, code),
    }


def _waits_for(session, user, code) -> bool:
    if session.supervisor_id == user.pk:
        return code in (standing.ASKED, standing.HELD)
    unconfirmed = any(row.person_id == user.pk and row.confirmed_at is None for row in session.people.all())
    return code == standing.OFFERED and unconfirmed


def due_line(row, clock) -> dict:
    return {
        "person": row.person,
        "last": clock.short(row.last_at) if row.last_at else "",
        "next": clock.short(row.due_at) if row.due_at else "",
        "why": words.WHY.get(row.why, ""),
        "planned": clock.short(row.planned_at) if row.planned_at else "",
        "probation": date_format(row.probation_until, "SHORT_DATE_FORMAT") if row.probation_until else "",
        "is_overdue": row.is_overdue,
    }


def for_home(user) -> list[dict]:
    """What is planned next, and what waits for something that this person does: at most a few lines."""
    if not (user.has_right(Right.REPORT) or user.has_right(Right.ANSWER)):
        return []
    clock = Clock(user.organisation)
    rows = reach.visible_to(user).filter(cancelled_at=None, confirmed_at=None).select_related("supervisor")
    rows = rows.prefetch_related("people__person").order_by("starts_at", "pk")[:MOST]
    found = [line(row, user, clock) for row in rows]
    return [row for row in found if row["waits_for_me"] or row["is_coming"]][:MOST_ON_HOME]


def page(session, user) -> dict:
    clock = Clock(session.organisation)
    people = list(session.people.select_related("person").order_by("person__given_name", "pk"))
    code = standing.standing(session)
    return {
        "session": session,
        "holds": session.supervisor_id == user.pk,
        "code": code,
        "standing": words.STANDING[code],
        "form_word": words.FORMS[session.form],
        "when": clock.full(session.starts_at) if session.starts_at else "",
        "held": clock.full(session.held_at) if session.held_at else "",
        "offered": clock.full(session.offered_at) if session.offered_at else "",
        "is_open": standing.is_open(session),
        "people": [
            {"person": row.person, "is_me": row.person_id == user.pk, "words": row.words, "change": row.change_asked,
             "confirmed": clock.full(row.confirmed_at) if row.confirmed_at else ""}
            for row in people
        ],
        "areas": [words.AREAS[area] for area in session.areas],
        # before they are offered, the notes are the supervisor's to write
        "shows_notes": bool(session.shared_notes) and (session.supervisor_id == user.pk or session.offered_at is not None),
        "lang": "" if session.language == user.language else session.language,
        "agreed": list(standing_agreements(session)),
        "area_words": words.AREAS,
    }  # fmt: skip
