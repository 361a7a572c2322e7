"""Sessions in the database, found together with their person in one query; nothing but the database says who they are.

Each process remembers whose a session was, as a hint of whom to ask for. A session that was ended, or a person who was
deactivated, is found so with the very next request.
"""

import datetime
import functools
import uuid
from collections.abc import Callable

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user, get_user_model
from django.contrib.sessions.backends import db
from django.db.models import Subquery
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from audit.prepared import Prepared

BACKEND = "accounts.backends.PersonBackend"
MOST_HINTS = 20_000
_owners: dict[str, str] = {}
# name -> (id of a person) -> expression: what rooms above want to know of a person with every request
_asked_with: dict[str, Callable] = {}


def ask_with(name: str, make: Callable) -> None:
    """Ask this together with session and person: the person has it as an attribute, where it was found so."""
    _asked_with[name] = make


class SessionStore(db.SessionStore):
    """`person` is whoever the session belonged to when it was read, where both were found at once."""

    person = None

    def load(self):
        owner = _owners.get(self.session_key)
        person = self._owner_with_session(owner) if owner else None
        if person is not None and person.session_data is not None:
            self.person = person
            return self.decode(person.session_data)
        _owners.pop(self.session_key, None)
        content = super().load()
        if SESSION_KEY in content:
            _remember(self.session_key, content[SESSION_KEY])
        return content

    def _owner_with_session(self, owner):
        return _question().first(owner=owner, key=self.session_key, now=timezone.now())


@functools.cache
def _question() -> Prepared:
    """Who is this person, and does her session stand?"""
    from django.contrib.sessions.models import Session

    from accounts.backends import active_people

    def make(owner, key, now):
        sessions = Session.objects.filter(session_key=key, expire_date__gt=now)
        more = {name: make(owner) for name, make in _asked_with.items()}
        people = active_people().annotate(session_data=Subquery(sessions.values("session_data")), **more)
        return people.filter(pk=owner)

    field = Session._meta.get_field
    examples = {
        "owner": (get_user_model()._meta.pk, uuid.UUID(int=1)),
        "key": (field("session_key"), "example"),
        "now": (field("expire_date"), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
    }
    return Prepared(make, **examples)


def _remember(session_key, owner):
    if len(_owners) >= MOST_HINTS:
        _owners.clear()
    _owners[session_key] = owner


def person_of(request):
    """As Django's get_user(), without asking again for a person who came with the session."""
    session = request.session
    said = session.get(SESSION_KEY), session.get(BACKEND_SESSION_KEY), session.get(HASH_SESSION_KEY, "")
    person = getattr(session, "person", None)
    if person is None or said[:2] != (str(person.pk), BACKEND):
        return get_user(request)
    return person if constant_time_compare(said[2], person.get_session_auth_hash()) else get_user(request)
