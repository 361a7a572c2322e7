"""The register of gifts and interests: lists with their files, declaring an interest, and one declaration."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import places
from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow, NotPermitted
from boundaries import guards
from supervision.exports.render import CannotRender
from supervision.gifts import files, interests, lines, register
from supervision.gifts.declaring import may_decide
from supervision.gifts.filters import GiftFilter, InterestFilter
from supervision.models import Notice
from supervision.moments import Clock
from supervision.register import CAP
from supervision.register import count as count_of
from supervision.views.record import trouble_in_words

READS = (Right.REGISTER, Right.ANSWER)
WORKS = (Right.REPORT, Right.ANSWER)


@open_to(*READS)
@require_safe
def gifts(request):
    """As the register: every report of these kinds that this person may see, with its entry."""
    user, form = request.user, GiftFilter(request.GET, organisation=request.user.organisation)
    rows = register.listed(user, form.narrowed())
    count, clock = count_of(rows), Clock(user.organisation)
    found, after = register.page(rows, places.read(request.GET.get("after", "")))
    words = ngettext("%(count)s record", "%(count)s records", count)
    context = _of_list(request, form, after, "gifts") | {
        "count": words % {"count": f"{CAP}+" if count > CAP else count},
        "rows": [lines.row_of(row, user, clock) | {"url": f"/incidents/{row.reference}/"} for row in found],
    }
    return render(request, "supervision/gifts.html", context)


@open_to(*READS)
@require_safe
def declared(request):
    """What staff declared, in this person's reach."""
    user, form = request.user, InterestFilter(request.GET, organisation=request.user.organisation)
    rows, clock = interests.visible(user).filter(form.narrowed()), Clock(user.organisation)
    found, after = places.page(rows, "-declared_at", places.read(request.GET.get("after", "")), register.PAGE)
    told = [interests.line(row, user, clock) for row in found]
    return render(request, "supervision/interests.html", _of_list(request, form, after, "interests") | {"rows": told})


def _of_list(request, form, after, name):
    exports = request.user.has_right(Right.REGISTER)
    return {
        "form": form,
        "filter_words": form.in_words(),
        "first": _address(name, form.chosen) if "after" in request.GET else "",
        "next": _address(name, form.chosen | {"after": after}) if after else "",
        "files": [(kind, _address(f"{name}_{kind}", form.chosen)) for kind in ("csv", "pdf")] if exports else [],
    }


def _address(name, words):
    return f"{reverse(name)}?{urlencode(words)}"


# -- files ---------------------------------------------------------------------------------------------------------


@open_to(Right.REGISTER)
@require_safe
def gifts_csv(request):
    return _handed_out(request, "gifts", GiftFilter, files.spreadsheet, files.GIFTS)


@open_to(Right.REGISTER)
@require_safe
def gifts_pdf(request):
    return _handed_out(request, "gifts", GiftFilter, files.document, files.GIFTS)


@open_to(Right.REGISTER)
@require_safe
def interests_csv(request):
    return _handed_out(request, "interests", InterestFilter, files.spreadsheet, files.INTERESTS)


@open_to(Right.REGISTER)
@require_safe
def interests_pdf(request):
    return _handed_out(request, "interests", InterestFilter, files.document, files.INTERESTS)


def _handed_out(request, name, filter_class, make, sheet):
    """With a filter that makes no sense, the page says so."""
    form = filter_class(request.GET, organisation=request.user.organisation)
    if not form.is_valid():
        return redirect(f"{reverse(name)}?{request.GET.urlencode()}")
    try:
        return make(sheet, request.user, form)
    except CannotRender as trouble:
        context = {"words": trouble_in_words(trouble), "back": name, "back_words": _("Gifts and interests")}
        return render(request, "supervision/figures_no_document.html", context, status=503)


# -- interests -----------------------------------------------------------------------------------------------------


@open_to(*WORKS)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def declare(request):
    """GET shows the form and what she declared before; POST declares."""
    user = request.user
    form = interests.DeclareForm(request.POST if request.method == "POST" else None, by=user)
    if request.method == "POST" and form.is_valid():
        try:
            record(user.organisation, "declare_interest", by=user, **form.details())
        except ValidationError as fault:
            _take(form, fault)
        except NotNow as refusal:
            form.add_error(None, guards.reason_text(refusal.reasons[0]))
        else:
            messages.success(request, _("Thank you. It is declared; you are told what is said to it."))
            return redirect("declare_interest")
    clock = Clock(user.organisation)
    context = {"form": form, "rows": [interests.line(row, user, clock) for row in interests.own(user)]}
    return render(request, "supervision/interest_declare.html", context)


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def interest(request, interest_id):
    """GET shows one declaration, to whoever declared it and to those who may know of it; POST decides about it."""
    user, row = request.user, interests.visible(request.user).filter(pk=interest_id).first()
    if row is None:
        raise Http404
    unread = Notice.objects.filter(user=user, address=request.path, read_at=None)
    unread.update(read_at=timezone.now(), digest_due_at=None)
    form = interests.DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_decide(row, user):
            raise PermissionDenied
        if form.is_valid() and _is_decided(request, row, form):
            return redirect("interest", row.pk)
    clock = Clock(user.organisation)
    return render(request, "supervision/interest.html", {"row": interests.told(row, user, clock), "form": form})


def _is_decided(request, row, form) -> bool:
    try:
        record(row.organisation, "decide_interest", by=request.user, interest=row.pk, **form.cleaned_data)
    except ValidationError as fault:
        _take(form, fault)
        return False
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0]))
        return True
    except NotPermitted:
        raise PermissionDenied
    messages.success(request, _("Decided. Whoever declared it is told."))
    return True


def _take(form, fault):
    for name, faults in fault.message_dict.items():
        form.add_error(name if name in form.fields else None, faults)
