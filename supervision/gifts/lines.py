"""Gifts in words: a row of the register for page, table, document and API; the card of a report; entries in print."""

from django.utils.translation import gettext as _

from accounts.roles import Right
from boundaries.pseudonyms import pseudonym
from boundaries.words import kind_in_words
from supervision.buttons import is_possible
from supervision.exports.teller import REPORTER
from supervision.gifts import kinds, standing
from supervision.gifts.words import approval_of, masks_of_list, name_for, responses_of, says_accepted, value_of
from supervision.models import GiftEntry


def row_of(incident, user, clock) -> dict:
    """One report of the register, with pseudonyms whoever reads; what no entry says is left empty."""
    entry = incident.entry
    told = {
        "reference": incident.reference,
        "submitted_at": incident.submitted_at,
        "when": clock.full(incident.submitted_at),
        "kind": kind_in_words(incident),
        "team": incident.team.name if incident.team_id else "",
        "client": incident.client.code if incident.client_id else "",
        "reporter": pseudonym(incident),
        "responses": responses_of(incident),
    }
    told |= _named("thing", GiftEntry.Thing(entry.thing if entry else kinds.thing_of(incident)))
    told |= _named("direction", GiftEntry.Direction(entry.direction if entry else kinds.direction_of(incident)))
    return told | (_told(incident, entry, user, clock) if entry else _without_entry(incident))


def _named(name, choice) -> dict:
    """Its code for programs, its word for people."""
    return {f"{name}_code": choice.value, name: str(choice.label)}


_NOTHING = {
    "what": "", "worth": "", "amount": "", "currency": "", "value": "", "became": "", "became_label": "",
    "returned_on": None, "approval": "", "is_open": False, "is_approved": None, "reason": "",
}  # fmt: skip


def _without_entry(incident):
    return _NOTHING | {"standing": _("No entry yet"), "lacks_entry": says_accepted(incident)}


def _told(incident, entry, user, clock):
    masks = masks_of_list(incident)
    return {
        "what": masks.on(entry.what),
        "worth": entry.worth,
        "amount": f"{entry.value:.2f}" if entry.value is not None else "",
        "currency": entry.currency,
        "value": value_of(entry),
        "became": entry.became,
        "became_label": str(entry.get_became_display()),
        "returned_on": entry.returned_on,
        "approval": approval_of(entry, name_for(user), clock.full),
        "is_open": entry.waits,
        "is_approved": entry.is_approved,
        "reason": masks.on(entry.decided_reason),
        "standing": str(entry.get_became_display()),
        "lacks_entry": False,
    }


# -- on the page of a report ---------------------------------------------------------------------------------------


def card(reader) -> dict | None:
    """What the register says of this report: to its reporter in plain words, to those who answer with what is to do."""
    incident = reader.incident
    if not kinds.is_of_register(incident):
        return None
    row = standing.current(incident)
    return {
        "entry": _line(reader, row) if row else None,
        "former": [_line(reader, one) for one in standing.former(incident)] if row and not reader.is_reporter else [],
        "responses": responses_of(incident),
        "lacks_entry": row is None and says_accepted(incident),
        "is_own": reader.is_reporter,
        "may_enter": is_possible("enter_gift", reader),
        "may_decide": is_possible("approve_gift", reader),
        "wrote_it": bool(row and row.waits and row.entered_by_id == reader.user.pk),
        "deciders": [reader.name(person) for person in standing.deciders(incident, row)] if row and row.waits else [],
        "may_list": reader.user.has_right(Right.REGISTER) or reader.user.has_right(Right.ANSWER),
    }


def _line(reader, row):
    return {
        "thing": str(row.get_thing_display()),
        "what": reader.text(row.what),
        "value": value_of(row),
        "direction": str(row.get_direction_display()),
        "became": str(row.get_became_display()),
        "returned_on": row.returned_on,
        "approval": approval_of(row, reader.name, reader.clock.short),
        "waits": row.waits,
        "is_approved": row.is_approved,
        "reason": reader.text(row.decided_reason),
        "who": reader.name(row.entered_by),
        "when": reader.clock.short(row.entered_at),
        "why": reader.text(row.replaces_reason),
    }


# -- in print ------------------------------------------------------------------------------------------------------


def printed(told) -> list[dict]:
    """Entries of the record's chapter on the result; in the reporter's own document the one that counts."""
    row = standing.current(told.incident) if kinds.is_of_register(told.incident) else None
    if row is None:
        return []
    rows = [row] if told.profile == REPORTER else [row, *standing.former(told.incident)]
    return [_entry(told, one, is_former=one is not row) for one in rows]


def _entry(told, row, *, is_former):
    said = [row.get_thing_display(), value_of(row), row.get_direction_display(), row.get_became_display()]
    said += [_("corrected since")] if is_former else []
    said += filter(None, [approval_of(row, told.person, told.moment)])
    what = _("Register of gifts: %(said)s") % {"said": ", ".join(map(str, said))}
    texts = (row.what, row.replaces_reason, row.decided_reason)
    parts = [{"text": told.masked(text)} for text in texts if text]
    return {"when": told.moment(row.entered_at), "who": told.person(row.entered_by), "what": what, "parts": parts}
