"""Who a program is: the person of its token, with no more of her rights than the token is for."""

from django.utils import timezone, translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from accounts import tokens
from accounts.scopes import rights_for

SCHEME = "Bearer"


def bearer_text(request) -> str | None:
    """What stands behind `Authorization: Bearer`; None where the request brings no token."""
    scheme, _, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return text.strip() if scheme.lower() == SCHEME.lower() else None


class TokenAuthentication(BaseAuthentication):
    """Asked before the session: a request that brings both acts by its token. No cookie, so no form key either."""

    def authenticate(self, request):
        text = bearer_text(request)
        if text is None:
            return None
        token = tokens.find(text)
        if token is None:
            raise AuthenticationFailed
        rights = rights_for(token.scopes, request.method)
        if rights is None:
            raise PermissionDenied
        token.user.narrow(rights)
        tokens.note_use(token)
        _speak(request._request, token.user)
        return token.user, token

    def authenticate_header(self, request):
        return f'{SCHEME} realm="Doorstep"'


def _speak(request, user):
    """Her language and local time; the middleware that asked before puts back what was set (config/middleware.py)."""
    timezone.activate(user.organisation.time_zone)
    if "Accept-Language" not in request.headers:
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language


class TokenScheme(OpenApiAuthenticationExtension):
    """How the description of the API names it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of the person: Settings, Tokens for programs.",
        }
