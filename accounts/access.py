"""Who may use a route: every view declares it here, and a sweep fails on one that does not."""

import functools
from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from accounts.roles import Right


@dataclass(frozen=True)
class Access:
    """Everybody, everybody signed in, or whoever has one of the rights."""

    everybody: bool = False
    rights: frozenset[Right] = frozenset()

    def admits(self, user) -> bool:
        if self.everybody:
            return True
        return user.is_authenticated and (not self.rights or bool(self.rights & user.rights))


def open_to_everybody(view):
    view.access = Access(everybody=True)
    return view


def open_to(*rights: Right):
    """The view needs a signed-in person, with one of these rights where any is named; visitors are sent to sign in."""
    access = Access(rights=frozenset(rights))

    def decorate(view):
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(_afterwards(request))
            if not access.admits(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = access
        return guarded

    return decorate


def _afterwards(request) -> str:
    """Where to go after signing in: the page that was asked for, never an act that was sent."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/"
