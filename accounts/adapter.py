"""How people come in: no self-registration, limits before any hash, one answer for every wrong attempt."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.contrib.auth import logout
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import signing_in
from accounts.models import User

NOT_RIGHT = _("The e-mail, staff number or passphrase is not right.")


class PersonAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": NOT_RIGHT,
        "username_password_mismatch": NOT_RIGHT,
        "enter_current_password": _("This is not your current passphrase."),
    }

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        """Ends the request before anything is hashed when this person or this address failed too often."""
        name = credentials.get("email") or credentials.get("username") or ""
        key = self.account_key(name)
        # not the library's own key: that holds the Host header, of which anybody can invent a thousand
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action="login_failed", key=key)
        if not self._login_failed_rl_usage:
            signing_in.log.warning("sign-in refused: too many attempts")
            raise ImmediateHttpResponse(ratelimit.respond_429(request))

    def pre_login(self, request, user, **details):
        """Somebody else on the same phone: who was signed in here before is signed out, with all that ends with it."""
        response = super().pre_login(request, user, **details)
        if response is None and request.user.is_authenticated and request.user.pk != user.pk:
            logout(request)
        return response

    def account_key(self, name) -> str:
        """One key per person, so that e-mail and staff number do not add up to twice as many attempts."""
        person = User.objects.signing_in_as(name)
        return f"person:{person.pk}" if person else f"name:{name.strip().lower()}"

    def is_safe_url(self, url):
        """A page of ours, named by its path alone; the step of a form may stand behind it (#step-9)."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_password_change_redirect_url(self, request):
        return reverse("settings")

    def authentication_failed(self, request, **credentials):
        signing_in.log.warning("sign-in failed")
