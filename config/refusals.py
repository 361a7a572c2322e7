"""Every refusal of the whole site: what happened, what is safe, what to do; never a code alone."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from config.unavailable import RETRY_SECONDS

SAVED = _("What was saved before is safe.")
NOTHING_CHANGED = _("Nothing was changed.")
BACK = _("Go back and try again. If it happens again, tell your administrator what you were doing.")

# status (or the special case of one) -> what happened, what is safe, what to do
WORDS = {
    400: (_("This request could not be understood"), NOTHING_CHANGED, BACK),
    403: (
        _("This is not open to you"),
        NOTHING_CHANGED,
        _("If you need it for your work, ask your supervisor or your administrator."),
    ),
    "csrf": (
        _("This page was open for too long"),
        _("What was saved before is safe, and drafts on this phone stay where they are."),
        _("Go back, load the page again and send it once more. You may have to sign in first."),
    ),
    "cookie": (
        _("Your browser did not keep what is needed to send this page"),
        NOTHING_CHANGED,
        _(
            "Allow cookies for this address. On one machine without https, Firefox, Chrome and Edge keep them; "
            "for Safari start Doorstep with DOORSTEP_PLAIN_COOKIES=1."
        ),
    ),
    404: (
        _("This page does not exist, or it is not open to you"),
        SAVED,
        _("Check the address, or start again from the first page."),
    ),
    405: (_("This address cannot be opened like this"), NOTHING_CHANGED, _("Start again from the first page.")),
    413: (
        _("This is too large to send"),
        _("What was saved before is safe. Only what you sent just now was not taken."),
        _("Go back, shorten the text or send less at once, and try again."),
    ),
    429: (
        _("Too many attempts"),
        _("Nothing is lost. The account is safe."),
        _("Wait fifteen minutes and try again. If you forgot your passphrase, ask your administrator for a new one."),
    ),
    500: (
        _("Something went wrong on our side"),
        SAVED,
        _("Try again in a moment. If somebody is in danger, do not wait: call for help by phone."),
    ),
    503: (
        _("This cannot be done just now"),
        _("What was saved before is safe. What you sent just now is not confirmed."),
        _(
            "Keep this page open and try again in a moment; sending it twice does no harm. "
            "If somebody is in danger, do not wait: call 112."
        ),
    ),
}
SECRETS = {"password", "oldpassword", "password1", "password2"}  # never written into a page
# for programs, as the API's own refusals have them
CODES = {
    400: "malformed",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    429: "throttled",
    500: "failed",
}


def is_for_program(request) -> bool:
    return request.path.startswith("/api/")


def refuse(request, status, *, words=None):
    """The page of a refusal in the person's language; programs get JSON."""
    # some are refused before anybody asked for their language
    language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    what, safe, todo = WORDS[words or status]
    with translation.override(language):
        if is_for_program(request):
            return JsonResponse({"code": CODES.get(status, "refused"), "detail": str(what)}, status=status)
        context = {"what": what, "safe": safe, "todo": todo}
        if status == 500:  # what a person can say to whoever looks into the log
            context["number"] = getattr(request, "number", "")
        return render(request, "errors/refusal.html", context, status=status)


def refuse_for_now(request):
    """Without a look into the database, which may be what is missing. What was sent can be sent again from here."""
    language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    what, safe, todo = WORDS[503]
    with translation.override(language):
        if is_for_program(request):
            response = JsonResponse({"code": "unavailable", "detail": f"{what}. {safe}"}, status=503)
        else:
            context = {"what": what, "safe": safe, "todo": todo, "address": request.get_full_path()}
            context |= {"again": _sent_before(request), "is_post": request.method == "POST"}
            response = HttpResponse(render_to_string("errors/unavailable.html", context), status=503)
    response["Retry-After"] = RETRY_SECONDS
    return response


def _sent_before(request) -> list:
    """The fields of a form, to be sent once more by one button; nothing where a passphrase is among them."""
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:  # it broke while it was being read
        return []
    return [] if SECRETS & {name for name, _value in fields} else fields


def refuse_plainly(status, *, number=""):
    """Where even the page's frame cannot be made (no database): the same words, and nothing else."""
    what, safe, todo = WORDS[status]
    context = {"what": what, "safe": safe, "todo": todo, "number": number}
    return HttpResponse(render_to_string("errors/plain.html", context), status=status)
