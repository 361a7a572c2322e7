"""Who hears of a session: always everybody else in it, only that something happened, and never what was said."""

from django.urls import reverse

from audit.door import declare_consequences
from supervision import notices
from supervision.sessions import owing, reach, words
from supervision.telling_many import settle_page


def page_of(session) -> str:
    return reverse("supervision_session", args=[session.pk])


def _tell_others(kind):
    def tell(session, happening):
        settle_page(page_of(session))
        for person in reach.everybody(session):
            if person != happening.by and person.is_active:
                notices.notify(None, person, kind, address=page_of(session))

    return tell


def _tell_supervisor(kind):
    def tell(session, happening):
        settle_page(page_of(session))
        notices.notify(None, session.supervisor, kind, address=page_of(session))

    return tell


def _after_confirming(session, happening):
    """What asked this person is done with; the supervisor hears when the last has confirmed."""
    settle_page(page_of(session), user=happening.by)
    if session.confirmed_at is not None:
        _tell_supervisor("session_confirmed")(session, happening)


def _name_people(session, happening):
    happening.data["people"] = [str(key) for key in session.people.values_list("person", flat=True)]


def _name_incidents(session, happening):
    """So that the event says which records were put on the agenda."""
    happening.data["incidents"] = [str(key) for key in session.linked.values_list("incident", flat=True)]


FOLLOWS = {
    "session_planned": [_name_people, _name_incidents, _tell_others("session_planned")],
    "session_asked": [_name_people, _tell_supervisor("session_asked")],
    "session_moved": [_tell_others("session_moved")],
    "session_called_off": [_tell_others("session_called_off")],
    "session_incidents_linked": [_name_incidents],
    "session_notes_written": [owing.meet_when_held],
    "session_notes_offered": [_tell_others("session_notes")],
    "session_change_asked": [_tell_supervisor("session_change_asked")],
    "session_notes_confirmed": [_after_confirming],
}


def declare():
    notices.WORDS.update(words.NOTICES)
    declare_consequences(FOLLOWS)
