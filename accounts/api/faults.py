"""How the API refuses: a stable code, a sentence in the caller's language, and what is wrong or missing.

{"code", "detail"} always; `errors` {field: [sentences]} with 400; `missing` [{"code", "text"}] with 409.
"""

from django.core.exceptions import PermissionDenied as Denied
from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as Fault
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import exception_handler

from accounts.access import AGAIN
from accounts.api.taking_in import TooLarge
from accounts.sending_once import SentDifferently
from audit.errors import NotNow, NotPermitted, UnknownVerb


class SignInAgain(exceptions.PermissionDenied):
    """The session is good for filing, and its sign-in too long ago for what is here."""

    default_code = "sign_in_again"


class ReasonShape(serializers.Serializer):
    code = serializers.CharField()
    text = serializers.CharField()


class FaultShape(serializers.Serializer):
    code = serializers.CharField(help_text="Stable, for programs.")
    detail = serializers.CharField(help_text="A sentence in the caller's language.")


class FieldFaultsShape(FaultShape):
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)


class MissingShape(FaultShape):
    missing = ReasonShape(many=True)
    first = serializers.CharField(required=False, help_text="Who was first, where somebody else moved the record on.")
    current = serializers.DictField(required=False, help_text="What stands, where the sender knew something else.")


def refusal(fault, context, reason_text) -> Response | None:
    """The answer to an exception; None for one that is no refusal but a failure of ours.

    `reason_text(code)` gives the sentence of a code that forbids an act.
    """
    if isinstance(fault, NotNow):
        return Response(_not_now(fault.reasons, reason_text), status=409)
    if isinstance(fault, SentDifferently):
        sentence = _("This key was used before for something else. Both are kept, and only the first was done.")
        return Response(_not_now(["sent_differently"], lambda code: sentence), status=409)
    if isinstance(fault, Fault):
        return Response(_invalid(_by_field(fault)), status=400)
    if isinstance(fault, exceptions.ValidationError):
        return Response(_invalid(fault.detail), status=400)
    response = exception_handler(_as_api_fault(fault), context)
    if response is not None:
        response.data = _plain(_as_api_fault(fault), response.status_code)
    return response


def _as_api_fault(fault):
    if isinstance(fault, RequestDataTooBig):
        return TooLarge()
    if isinstance(fault, Http404 | UnknownVerb):
        return exceptions.NotFound(_("This does not exist, or it is not open to you."))
    if isinstance(fault, exceptions.PermissionDenied) and str(fault.detail).startswith("CSRF"):
        return exceptions.PermissionDenied(_("This page was open for too long. Load it again."), code="csrf")
    if isinstance(fault, SignInAgain):
        return fault
    if isinstance(fault, Denied | NotPermitted | exceptions.PermissionDenied):
        return exceptions.PermissionDenied(_("This is not open to you."))
    return fault


def _not_now(codes, reason_text):
    reasons = [{"code": code, "text": str(reason_text(code))} for code in codes]
    return {"code": codes[0] if codes else "not_now", "detail": " ".join(r["text"] for r in reasons), "missing": reasons}


def _invalid(errors):
    if not isinstance(errors, dict):
        errors = {"": errors}
    errors = {name: _flat(found) for name, found in errors.items()}
    return {"code": "invalid", "detail": _("Something here has to be mended first."), "errors": errors}


def _flat(found) -> list:
    """The sentences about one field; of a list's members the framework tells them apart by their places."""
    if isinstance(found, dict | list):
        rows = found.values() if isinstance(found, dict) else found
        return [sentence for row in rows for sentence in _flat(row)]
    return [found]


def _by_field(fault):
    if hasattr(fault, "error_dict"):
        return {"" if name == "__all__" else name: messages for name, messages in fault.message_dict.items()}
    return {"": fault.messages}


# what the framework says in English only, or too technically
def _sentences():
    return {
        "not_authenticated": _("Please sign in first."),
        "authentication_failed": _("Please sign in first."),
        "sign_in_again": AGAIN,
        "method_not_allowed": _("This address cannot be used like this."),
        "not_acceptable": _("This address answers with JSON."),
        "unsupported_media_type": _("This could not be read: send JSON."),
        "throttled": _("Too many requests. Please wait a moment."),
    }


def _plain(fault, status):
    code = getattr(fault, "default_code", "failed")
    if isinstance(fault, exceptions.APIException) and isinstance(fault.get_codes(), str):
        code = fault.get_codes()
    return {"code": code, "detail": str(_sentences().get(code) or getattr(fault, "detail", ""))}
