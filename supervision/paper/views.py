"""Printing a form, typing one in, and the receipt of whoever wrote something down for a colleague."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.api.throttles import take
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow
from boundaries import guards, rights
from boundaries.choices import Status
from boundaries.models import Incident
from boundaries.paper import filing
from boundaries.views.own_draft import incident_address
from boundaries.words import kind_in_words
from policies.kinds import every_kind
from supervision.exports.render import CannotRender
from supervision.exports.words import language_name
from supervision.moments import Clock
from supervision.paper.forms import SheetForm, TypeInForm
from supervision.paper.printing import sheet_pdf

NEWEST = 12
CODES = "codes"  # how often somebody may try one: config/limits.py


@open_to(Right.REPORT, Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def paper(request):
    """Choose a form; below it stand those that one has made, each under its code."""
    form = SheetForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_bound and form.is_valid():
        try:
            sheet = filing.make_sheet(request.user, **form.chosen)
            messages.success(request, _("Form %(code)s is ready. Download it below.") % {"code": sheet.code})
            return redirect("paper")
        except NotNow as refusal:
            messages.warning(request, guards.reason_text(refusal.reasons[0]))
    clock = Clock(request.user.organisation)
    sheets = filing.own_sheets(request.user).select_related("filing__incident")[:NEWEST]
    kinds = {kind.pk: kind.label_in() for kind in every_kind(request.user.organisation)}
    context = {"form": form, "sheets": [_line(sheet, clock, kinds) for sheet in sheets]}
    return render(request, "paper/paper.html", context | {"may_type_in": request.user.has_right(Right.ANSWER)})


def _line(sheet, clock, kinds):
    return {
        "sheet": sheet,
        "kind": kinds.get(sheet.event_type_id) or _("Any kind of event"),
        "language": language_name(sheet.language),
        "when": clock.short(sheet.made_at),
        "is_used": hasattr(sheet, "filing"),
    }


@open_to(Right.REPORT, Right.OWN_POLICIES)
@require_safe
def paper_form(request, sheet_id):
    sheet = get_object_or_404(filing.own_sheets(request.user), pk=sheet_id)
    try:
        pdf = sheet_pdf(sheet)
    except CannotRender:
        messages.warning(request, _("The form could not be made just now. Please try again in a moment."))
        return redirect("paper")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{sheet.code}.pdf"'
    response.response_class = "file"  # its headers: config/middleware.py
    return response


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def type_in(request):
    """Whose report it is and how it came; then the usual form, in her name."""
    form = TypeInForm(request.POST if request.method == "POST" else None, by=request.user)
    if not form.is_bound:
        return _page(request, form)
    if request.POST.get("code") and take(CODES, f"person:{request.user.pk}") is not None:
        messages.warning(request, _("Many codes were tried within an hour. Please wait a little."))
        return _page(request, form, status=429)
    if not form.is_valid():
        return _page(request, form, status=400)
    if form.found and form.found.filing:
        return _used(request, form)
    try:
        draft = _begin(request.user, form)
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0]))
        return _page(request, form, status=409)
    return redirect("draft" if draft.event_type_id else "change_kind", draft.pk)


def _begin(user, form):
    return filing.begin_for(
        user, form.cleaned_data["person"], uuid.uuid4(), language=form.written_in, sheet=form.sheet
    )


def _used(request, form):
    """To the report that was made from it, where this person may see it; else only that there is one."""
    filed, user = form.found.filing, request.user
    if rights.writes(filed.incident, user):
        draft = filed.incident.status == Status.DRAFT
        return redirect("draft" if draft else "filed_for_other", filed.incident_id)
    seen = Incident.objects.visible_to(user).sent().filter(pk=filed.incident_id).first()
    if seen is not None:
        return redirect(incident_address(seen))
    form.add_error("code", guards.reason_text("sheet_used"))
    return _page(request, form, status=400)


def _page(request, form, status=200):
    clock = Clock(request.user.organisation)
    begun = [
        {"draft": draft, "who": draft.reporter.short_name, "kind": kind_in_words(draft), "when": clock.short(draft.started_at)}
        for draft in filing.drafts_of(request.user)[:NEWEST]
    ]
    done = Incident.objects.filed_by(request.user).sent().select_related("reporter", "event_type", "event_rule")
    rows = [
        {"incident": row, "who": row.reporter.short_name, "kind": kind_in_words(row), "when": clock.short(row.submitted_at)}
        for row in done.order_by("-submitted_at", "-id")[:NEWEST]
    ]
    return render(request, "paper/type_in.html", {"form": form, "begun": begun, "filed": rows}, status=status)


@open_to(Right.REPORT)
@require_safe
def filed(request, draft_id):
    """The typist's receipt: that it was sent, for whom and when. What becomes of it she sees only where her role lets her."""
    rows = Incident.objects.filed_by(request.user).sent().select_related("reporter", "on_behalf__sheet")
    incident = get_object_or_404(rows, pk=draft_id)
    context = {
        "incident": incident,
        "who": incident.reporter.short_name,
        "when": Clock(incident.organisation).full(incident.submitted_at),
        "is_visible": rights.reads(incident, request.user),
        "address": incident_address(incident),
    }
    return render(request, "paper/filed.html", context)
