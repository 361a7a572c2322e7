"""One act on a session under the name in its address, and in which order it is refused: the same for pages and programs."""

from django.core.exceptions import ValidationError

from audit.door import record
from audit.errors import NotNow, NotPermitted, UnknownVerb
from supervision.sessions.acts import ACTS
from supervision.sessions.forms import FORMS, SessionForm


def form_of(name, session, by, data=None, *, prefix=None) -> SessionForm:
    """A page shows several at once: there each has its name as prefix. Raises UnknownVerb for a name without a form."""
    if name not in FORMS:
        raise UnknownVerb(name)
    return FORMS[name](data, session=session, by=by, prefix=prefix)


def may_now(name, session, by) -> bool:
    """Whether the page offers it."""
    act = ACTS[FORMS[name].act]
    return act.may(session, by) and not act.reasons(session)


def refuse(name, session, by) -> None:
    """Raises NotPermitted, and only for whoever may at all, NotNow."""
    act = ACTS[FORMS[name].act]
    if not act.may(session, by):
        raise NotPermitted(name)
    if codes := act.reasons(session):
        raise NotNow(codes)


def is_done(session, by, form) -> bool:
    """Do it, if nothing refuses it. False: the form says what has to be mended. Raises NotPermitted and NotNow."""
    if not form.is_valid():
        return False
    try:
        record(session, form.act, by=by, **form.details())
    except ValidationError as fault:
        form.take(fault)
        return False
    return True
