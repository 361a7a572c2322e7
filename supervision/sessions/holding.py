"""Holding a supervision session: topics, shared notes, agreements, and the confirmation of everybody who took part."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import chain
from audit.door import Act
from audit.errors import NotNow
from supervision.models import SessionAgreement, SessionTopic, SkillNote
from supervision.sessions import reach, standing


def _add_topic(session, by, text, area=""):
    return [SessionTopic.objects.create(session=session, author=by, text=text, area=area)]


def _write(session, by, shared_notes, areas, language):
    """The first words make it held; other words want everybody's confirmation anew."""
    session.shared_notes, session.areas, session.language = shared_notes, areas, language
    session.held_at = session.held_at or timezone.now()
    session.clean_fields(exclude=["organisation", "supervisor", "entered_by", "cancelled_by"])
    session.save_held(["shared_notes", "areas", "language", "held_at"])
    return _reopen(session)


def _reopen(session) -> list:
    """What was shared has changed: nobody has confirmed this yet."""
    if session.offered_at is None:
        return []
    session.offered_at = None
    session.save_held(["offered_at"])
    session.people.update(confirmed_at=None)
    return list(session.people.all())


def _agree(session, by, text, responsible, due_on, area=""):
    if responsible.pk not in {person.pk for person in reach.everybody(session)}:
        raise ValidationError({"responsible": _("Choose somebody who takes part.")})
    row = SessionAgreement.objects.create(session=session, text=text, area=area, responsible=responsible, due_on=due_on)
    return [row, *_reopen(session)]


def _strike(session, by, agreement):
    row = _one(session.agreements.filter(struck_at=None), agreement)
    row.struck_at = timezone.now()
    row.save(update_fields=["struck_at"])
    return [row, *_reopen(session)]


def _one(rows, key):
    row = rows.filter(pk=key).first()
    if row is None:
        raise ValidationError(_("This is not there any more. Please load the page again."))
    return row


def _recheck(session, by, agreement, is_done, found=""):
    """What became of an agreement of an earlier session: done or not, and a word; never a mark."""
    row = _one(standing.earlier_agreements(session), agreement)
    row.rechecked_at, row.rechecked_by, row.is_done, row.found = timezone.now(), by, is_done, found
    row.save(update_fields=["rechecked_at", "rechecked_by", "is_done", "found"])
    return [row]


def _offer(session, by):
    """The supervisor stands by the notes: her own confirmation."""
    session.offered_at = timezone.now()
    session.save_held(["offered_at"])
    session.people.update(change_asked="")
    return list(session.people.all())


def _confirm(session, by, words=""):
    row = session.people.select_for_update().get(person=by)
    if row.confirmed_at is not None:
        raise NotNow(["notes_confirmed"])
    row.confirmed_at, row.words, row.change_asked = timezone.now(), words, ""
    row.save(update_fields=["confirmed_at", "words", "change_asked"])
    if session.people.filter(confirmed_at=None).exists():
        return [row]
    return _freeze(session)


def _freeze(session) -> list:
    """Everybody stands by it: from here on nothing that was shared can change (the triggers see to it)."""
    session.confirmed_at = timezone.now()
    session.save_held(["confirmed_at"])
    session.people.update(final_at=session.confirmed_at)
    SkillNote.objects.filter(session=session, shared=True).update(discussed_at=session.confirmed_at)
    return list(session.people.all())


def _ask_change(session, by, text):
    row = session.people.select_for_update().get(person=by)
    row.change_asked = text
    row.save(update_fields=["change_asked"])
    return _reopen(session)


ACTS = {
    "print_session": Act("session_printed", reach.takes_part, reasons=standing.to_print, kind=chain.ACCESS),
    "add_topic": Act("session_topic_added", reach.takes_part, _add_topic, standing.still_open),
    "write_notes": Act("session_notes_written", reach.holds, _write, standing.still_open),
    "agree_action": Act("session_action_agreed", reach.holds, _agree, standing.held),
    "strike_action": Act("session_action_struck", reach.holds, _strike, standing.held),
    "recheck_action": Act("session_action_rechecked", reach.holds, _recheck, standing.still_open),
    "offer_notes": Act("session_notes_offered", reach.holds, _offer, standing.to_offer),
    "confirm_notes": Act("session_notes_confirmed", reach.is_for, _confirm, standing.offered),
    "ask_change": Act("session_change_asked", reach.is_for, _ask_change, standing.offered),
}
