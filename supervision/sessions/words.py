"""What sessions are called: where they stand, focus areas, why one is due, refusals, and what people are told."""

from django.utils.translation import gettext_lazy as _

from supervision.models import FocusArea, SupervisionSession
from supervision.sessions import due, standing

STANDING = {
    standing.ASKED: _("Asked for, without a date yet"),
    standing.PLANNED: _("Planned"),
    standing.HELD: _("Held, the notes are being written"),
    standing.OFFERED: _("The notes wait for confirmation"),
    standing.CONFIRMED: _("Confirmed by everybody"),
    standing.CALLED_OFF: _("Called off"),
}
FORMS = {
    SupervisionSession.Form.INDIVIDUAL: _("For one person"),
    SupervisionSession.Form.GROUP: _("In a group"),
}
AREAS = {
    FocusArea.CLIENT_NEED: _("The client’s need"),
    FocusArea.CAREGIVER_FEELING: _("How the caregiver feels"),
    FocusArea.BOUNDARY: _("The boundary"),
    FocusArea.SAFETY: _("Safety"),
    FocusArea.ARRANGEMENT: _("What is arranged"),
    FocusArea.POLICY: _("The rules"),
}
WHY = {
    due.REGULAR: _("regularly"),
    due.PROBATION: _("during probation"),
    due.EVENT: _("after an event"),
}
REASONS = {
    "session_called_off": _("This session was called off."),
    "session_confirmed": _("Everybody has confirmed this session: it cannot be changed any more."),
    "session_held": _("This session was held already."),
    "session_not_held": _("Write the shared notes first: what was spoken about."),
    "session_planned": _("This session is planned already."),
    "notes_missing": _("Write the shared notes first: what was spoken about."),
    "notes_offered": _("The notes wait for confirmation already."),
    "notes_not_offered": _("The notes are not ready to be confirmed. The supervisor is still writing them."),
    "notes_confirmed": _("You have confirmed these notes already."),
    "session_not_confirmed": _("It can be printed once everybody has confirmed the notes."),
    "reflection_shared": _("This reflection is shared. Take it back first."),
    "reflection_private": _("This reflection is yours alone already."),
    "reflection_discussed": _("This reflection was spoken about in a session and stays with it."),
    "reflection_gone": _("This is not there any more. Please load the page again."),
    "record_altered": _("This session was changed outside of the system. Please tell your administrator."),
    "wrong_status": _("This is not there any more. Please load the page again."),
}
NOTICES = {
    "session_planned": _("A supervision session with you is planned"),
    "session_moved": _("A supervision session has another time or place"),
    "session_called_off": _("A supervision session was called off"),
    "session_asked": _("Somebody asks you for a supervision session"),
    "session_notes": _("Notes of a supervision session wait for your confirmation"),
    "session_change_asked": _("Somebody asks for a change in the notes of a supervision session"),
    "session_confirmed": _("Everybody has confirmed the notes of a supervision session"),
    "session_agreement_due": _("Something that you agreed on in a supervision session is due"),
    "session_due": _("A supervision session with somebody you support is due soon"),
    "session_late": _("A supervision session is overdue"),
}


def reason_text(code) -> str:
    return str(REASONS.get(code, code))
