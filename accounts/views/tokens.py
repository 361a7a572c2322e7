"""Tokens for programs: one's own, made here and shown once; for administrators, everybody's."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import tokens
from accounts.access import open_to
from accounts.form_keys import done_once, once, refused
from accounts.forms import TokenForm
from accounts.models import ApiToken
from accounts.roles import Right
from accounts.sending_once import Answer, SentDifferently
from audit.errors import NotNow

PAGE = 50


@open_to(is_key=True)
@require_http_methods(["GET", "HEAD", "POST"])
def own_tokens(request):
    """POST makes one and shows its text in the answer itself: it is kept nowhere, not even until a redirect."""
    if request.method != "POST":
        return _page(request, TokenForm(person=request.user))
    form = TokenForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, form)
    made = []

    def act():
        made.append(_made(request.user, **form.cleaned_data))
        return Answer(200, None)

    try:
        once(request, act)
    except SentDifferently:
        return refused(request)
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return _page(request, form)
    if made:
        return _page(request, TokenForm(person=request.user), *made[0])
    messages.warning(request, _("This token was made before and shown then. If you have not seen it, revoke it."))
    return redirect("tokens")


def _made(person, *, name, scopes, days):
    return tokens.create(person, by=person, name=name, scopes=scopes, days=int(days))


def _page(request, form, made=None, text=""):
    rows = ApiToken.objects.filter(user=request.user).order_by("-id")[:PAGE]
    return render(request, "accounts/tokens.html", {"form": form, "tokens": rows, "made": made, "text": text})


@open_to(Right.MANAGE_PEOPLE, is_key=True)
@require_safe
def all_tokens(request):
    """Of everybody in the organisation, newest first."""
    rows = ApiToken.objects.filter(organisation=request.user.organisation).select_related("user").order_by("-id")
    after = _place(request.GET.get("after", ""))
    found = list((rows.filter(id__lt=after) if after else rows)[: PAGE + 1])
    context = {
        "tokens": found[:PAGE],
        "first": request.path if after else "",
        "next": f"{request.path}?after={found[PAGE - 1].pk}" if len(found) > PAGE else "",
    }
    return render(request, "accounts/all_tokens.html", context)


def _place(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@open_to(is_key=True)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def revoke_token(request, token_id):
    """One's own, or anybody's of the organisation for an administrator; another does not exist."""
    rows = ApiToken.objects.filter(organisation=request.user.organisation).select_related("user", "organisation")
    if not request.user.has_right(Right.MANAGE_PEOPLE):
        rows = rows.filter(user=request.user)
    token = rows.filter(pk=token_id).first()
    if token is None:
        raise Http404
    if request.method != "POST":
        return render(request, "accounts/revoke_token.html", {"token": token})
    try:
        tokens.revoke(token, by=request.user)
        messages.success(request, _("The token is revoked. Programs that use it are refused from now on."))
    except NotNow:
        messages.info(request, _("This token was revoked before."))
    return redirect("tokens" if token.user_id == request.user.pk else "all_tokens")
