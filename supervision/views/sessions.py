"""Supervision sessions on the page: the overview with who is due, planning, one session, and the rule."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted, UnknownVerb
from boundaries.forms.fields import PlainText
from supervision.exports.render import CannotRender
from supervision.models import Notice
from supervision.sessions import document, doing, lines, planning, private, reach, rules
from supervision.sessions.agenda import agenda
from supervision.sessions.forms import FORMS, AskForm, PlanForm
from supervision.sessions.rule_form import ProbationForm, RuleForm
from supervision.sessions.words import reason_text
from supervision.views.record import trouble_in_words

WORKS = (Right.REPORT, Right.ANSWER)


@open_to(*WORKS)
@require_safe
def overview(request):
    return render(request, "supervision/sessions.html", lines.overview(request.user))


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def plan(request):
    """GET may name the people and the records, and the pattern that proposed it."""
    proposed = {name: request.GET.getlist(word) for name, word in (("people", "person"), ("incidents", "incident"))}
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, by=request.user, pattern=request.GET.get("pattern", ""), **proposed)
    if data is not None and form.is_valid():
        try:
            session = planning.plan(request.user, **form.details())
        except ValidationError as fault:
            form.take(fault)
        except NotPermitted:
            raise PermissionDenied
        else:
            messages.success(request, _("The session is planned. Everybody in it was told."))
            return redirect("supervision_session", session.pk)
    return render(request, "supervision/session_plan.html", {"form": form})


@open_to(*WORKS)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def ask(request):
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            session = planning.ask(request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.take(fault)
        else:
            messages.success(request, _("Your supervisor was told that you ask for a session."))
            return redirect("supervision_session", session.pk)
    return render(
        request, "supervision/session_ask.html", {"form": form, "supervisor": reach.supervisor_of(request.user)}
    )


@open_to(*WORKS)
@require_safe
def session(request, session_id):
    found = _found(request, session_id)
    rows = Notice.objects.filter(user=request.user, address=request.path, read_at=None)
    rows.update(read_at=timezone.now(), digest_due_at=None)
    return _page(request, found)


@open_to(*WORKS)
@require_POST
@done_once
def act(request, session_id, name):
    """One act; a fault shows the page again, with what was typed."""
    found = _found(request, session_id)
    try:
        form = doing.form_of(name, found, request.user, request.POST, prefix=name)
        doing.refuse(name, found, request.user)
        if not doing.is_done(found, request.user, form):
            return _page(request, found, {name: form})
    except UnknownVerb:
        raise Http404
    except NotPermitted:
        raise PermissionDenied
    except NotNow as refusal:
        return _page(request, _found(request, session_id), refused=refusal.reasons, unsent=_typed(request, name))
    messages.success(request, form.done)
    return redirect("supervision_session", found.pk)


@open_to(*WORKS)
@require_POST
@done_once
def write_private(request, session_id):
    """For herself alone; no event tells even that it was written."""
    found = _found(request, session_id)
    form = private.PrivateForm(request.POST)
    if not form.is_valid():
        return _page(request, found, private_form=form)
    private.write(found, request.user, form.cleaned_data["text"])
    messages.success(request, _("Saved for you alone."))
    return redirect("supervision_session", found.pk)


@open_to(*WORKS)
@require_safe
def session_pdf(request, session_id):
    found = _found(request, session_id)
    try:
        pdf = document.session_pdf(found, request.user)
    except NotNow as refusal:
        return _page(request, found, refused=refusal.reasons)
    except CannotRender as trouble:
        return render(request, "supervision/figures_no_document.html", {"words": trouble_in_words(trouble)}, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="supervision-session.pdf"'
    response.response_class = "file"  # its headers: config/middleware.py
    return response


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def rule(request):
    """The rule, for a lead; until when somebody is new, for whoever supervises her."""
    may_set = request.user.has_right(Right.DECIDE)
    is_rule = "every_weeks" in request.POST
    rule_form = RuleForm(request.POST if is_rule else None, organisation=request.user.organisation)
    probation = ProbationForm(request.POST if request.method == "POST" and not is_rule else None, by=request.user)
    form = rule_form if is_rule else probation
    if request.method == "POST" and form.is_valid():
        try:
            form.save(request.user)
        except NotPermitted:
            raise PermissionDenied
        messages.success(request, _("Saved."))
        return redirect("supervision_sessions")
    context = {
        "rule_form": rule_form,
        "probation": probation,
        "may_set": may_set,
        "versions": rules.versions(request.user),
    }
    return render(request, "supervision/session_rule.html", context)


def _found(request, session_id):
    found = reach.find(request.user, session_id)
    if found is None:
        raise Http404
    return found


def _typed(request, name):
    """What somebody wrote, so that a refusal loses none of it."""
    fields = (f"{name}-{field}" for field, kind in FORMS[name].base_fields.items() if isinstance(kind, PlainText))
    return [request.POST[field] for field in fields if request.POST.get(field, "").strip()]


def _page(request, found, sent=None, *, private_form=None, refused=(), unsent=()):
    user, sent = request.user, sent or {}
    forms = {
        name.replace("-", "_"): sent.get(name) or doing.form_of(name, found, user, prefix=name)
        for name in FORMS
        if doing.may_now(name, found, user)
    }
    context = lines.page(found, user) | {
        "agenda": agenda(found, user),
        "forms": forms,
        "faulty": next(iter(sent.values()), None),
        "private_form": private_form or private.form_for(found, user),
        "refused": [reason_text(code) for code in refused],
        "unsent": unsent,
    }
    return render(request, "supervision/session.html", context, status=409 if refused else 200)
