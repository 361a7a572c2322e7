"""Every refusal of the whole site: what happened, what is safe, what to do; never a code alone."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

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
            return JsonResponse({"detail": str(what)}, status=status)
        return render(request, "errors/refusal.html", {"what": what, "safe": safe, "todo": todo}, status=status)


def refuse_plainly(status):
    """Where even the page's frame cannot be made (no database): the same words, and nothing else."""
    what, safe, todo = WORDS[status]
    return HttpResponse(render_to_string("errors/plain.html", {"what": what, "safe": safe, "todo": todo}), status=status)
