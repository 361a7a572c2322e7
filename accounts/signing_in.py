"""The life of a session: when it began, how long it is fresh, when it is over, and a line in the log for each end of it.

Nothing prolongs it: both times count from signing in, so that a request writes nothing into the session.
"""

import datetime
import logging
from importlib import import_module

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.utils import timezone

log = logging.getLogger("doorstep.signing_in")
BEGAN = "signed_in_at"
FRESH = datetime.timedelta(hours=12)


def is_over(session) -> bool:
    """So many days after signing in, however busy it was. A report being written waits on the phone meanwhile."""
    return _age(session) >= datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)


def is_fresh(session) -> bool:
    """Whether whoever signed in may read others' records without signing in again."""
    return _age(session) < FRESH


def _age(session) -> datetime.timedelta:
    """One whose beginning is not known is older than any."""
    if BEGAN not in session:
        return datetime.timedelta.max
    return timezone.now() - datetime.datetime.fromisoformat(session[BEGAN])


def forget_ended() -> None:
    """Remove sessions whose time is over from the database."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def _began(request, user, **_):
    request.session[BEGAN] = timezone.now().isoformat()
    log.info("signed in: person %s", user.pk)


def _ended(user, **_):
    if user is not None:
        log.info("signed out: person %s", user.pk)


def listen():
    user_logged_in.connect(_began, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_ended, dispatch_uid="accounts.signed_out")
