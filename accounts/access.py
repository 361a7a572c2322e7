"""Who may use a route, and how fresh her sign-in has to be: every view declares it, and a sweep fails on one that does not.

A session lasts long enough for filing (DOORSTEP_FILING_DAYS). What shows others' records asks for a sign-in of the last
hours: accounts/signing_in.py counts them, this module says where.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import kept_form, signing_in
from accounts.roles import RIGHTS, Right, Role

AGAIN = _lazy(
    "It is a while since you signed in. Please sign in again to read others’ records or to change your settings."
)
# whoever has no more than these reads what is hers, and nothing of others
FILING_RIGHTS = RIGHTS[Role.CAREGIVER]
# name of an address' argument -> whether what it names is this person's own report; the room that has reports says so
OWN: dict[str, Callable] = {}
# name of an address' argument -> whether what it names is written by this person for somebody else
FOR_OTHERS: dict[str, Callable] = {}
# called with each request that one of somebody's rights has admitted
WATCHERS: list[Callable] = []


@dataclass(frozen=True)
class Access:
    """Everybody, everybody signed in, or whoever has one of the rights.

    `is_filing`: shows nothing of others to anybody. `is_key`: changes who gets in, so that a fresh sign-in is needed
    of whoever it is.
    """

    everybody: bool = False
    rights: frozenset[Right] = frozenset()
    is_filing: bool = False
    is_key: bool = False

    def admits(self, user) -> bool:
        if self.everybody:
            return True
        return user.is_authenticated and (not self.rights or bool(self.rights & user.rights))

    def needs_fresh(self, user, arguments) -> bool:
        """Whether a long session is not enough for her here; `arguments` are those of the address."""
        if self.everybody or self.is_key:
            return self.is_key
        if self.is_filing or self.rights == {Right.REPORT}:
            return any(FOR_OTHERS[name](user, arguments[name]) for name in FOR_OTHERS.keys() & arguments.keys())
        about = OWN.keys() & arguments.keys()
        if about:
            return not all(OWN[name](user, arguments[name]) for name in about)
        return not user.rights <= FILING_RIGHTS


def is_stale(access, request, arguments) -> bool:
    """Signed in too long ago for what is here. What the address is about is looked up only where that matters."""
    return not signing_in.is_fresh(request.session) and access.needs_fresh(request.user, arguments)


def watch(access, request) -> None:
    """Tell who wants to know what was opened by a right; what shows nothing of others is nobody's business."""
    for watcher in WATCHERS if access.rights else ():
        watcher(request)


def open_to_everybody(view):
    view.access = Access(everybody=True)
    return view


def open_to(*rights: Right, is_filing=False, is_key=False):
    """The view needs a signed-in person, with one of these rights where any is named; visitors are sent to sign in."""
    access = Access(rights=frozenset(rights), is_filing=is_filing, is_key=is_key)

    def decorate(view):
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(_afterwards(request))
            if not access.admits(request.user):
                raise PermissionDenied
            if is_stale(access, request, kwargs):
                return _sign_in_again(request)
            kept_form.forget(request)
            watch(access, request)
            return view(request, *args, **kwargs)

        guarded.access = access
        return guarded

    return decorate


def _sign_in_again(request):
    """And back to the page; what was sent was not done, and is kept to be sent again, or else that is said there."""
    back = _afterwards(request)
    if request.method == "POST" and kept_form.keep(request, back):
        return redirect_to_login(reverse("sent_before"))
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, _("You had to sign in again first, so this was not done. Please send it once more."))
    return redirect_to_login(back)


def _afterwards(request) -> str:
    """Where to go after signing in: the page that was asked for, or the one with the form; never an act that was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or not came_from.path.startswith("/"):
        return "/"
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")
