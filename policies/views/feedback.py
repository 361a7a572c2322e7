"""What came back from practice, for the policy owner; and the line in which a reader says that a clause was not clear."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow
from policies.feedback import MOST_LINE, REASONS, readable_by
from policies.kinds import kinds_for
from policies.models import Clause, PolicyFeedback
from policies.norms import Citation

MOST_ANSWERED = 50
MOST_OPEN = 200
MOST_ANSWER = 2000
WORDS = {
    PolicyFeedback.Kind.GAP: gettext_lazy("No policy was found"),
    PolicyFeedback.Kind.EXCEPTION: gettext_lazy("A rule did not fit"),
    PolicyFeedback.Kind.UNCLEAR: gettext_lazy("A rule was not clear"),
}


class _Form(forms.Form):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages["required"] = _("Please write something here.")


class AnswerForm(_Form):
    reason = forms.CharField(
        label=gettext_lazy("What did you decide, and why?"), max_length=MOST_ANSWER, widget=forms.Textarea({"rows": 4})
    )


class UnclearForm(_Form):
    text = forms.CharField(
        label=gettext_lazy("What was not clear?"),
        help_text=gettext_lazy(
            "One line about the rule, without names, numbers or what happened. Your name does not stand beside it."
        ),
        max_length=MOST_LINE,
    )


# -- for the policy owner --------------------------------------------------------------------------------------


@open_to(Right.OWN_POLICIES)
@require_safe
def feedback(request):
    """Open ones first, the longest waiting on top."""
    organisation = request.user.organisation
    rows = readable_by(request.user)
    waiting = rows.filter(answered_at=None).order_by("opened_at", "pk")[:MOST_OPEN]
    answered = rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")[:MOST_ANSWERED]
    names = {kind.pk: kind for kind in kinds_for(organisation)}
    context = {"waiting": [_line(row, names) for row in waiting], "answered": [_line(row, names) for row in answered]}
    return render(request, "policies/feedback/all.html", context)


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def one_feedback(request, feedback_id):
    """Answered once, with a reason; whoever misses the policy again opens it anew."""
    organisation = request.user.organisation
    row = readable_by(request.user).filter(pk=feedback_id).first()
    if row is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_answered(request, row, form):
        return redirect("policy_feedback")
    line = _line(row, {kind.pk: kind for kind in kinds_for(organisation)})
    return render(request, "policies/feedback/one.html", {"line": line, "form": form})


def _is_answered(request, row, form) -> bool:
    try:
        record(row.organisation, "answer_feedback", by=request.user, feedback=row.pk, reason=form.cleaned_data["reason"])
        messages.success(request, _("Answered. It is closed."))
    except NotNow as refusal:
        messages.warning(request, REASONS[refusal.reasons[0]])
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    return True


def _line(row, names) -> dict:
    kind = names.get(row.event_type_id) or row.event_type
    return {
        "row": row,
        "what": WORDS[row.kind],
        "about": kind.label_in() if kind else "",
        "clause": str(Citation(row.clause)) if row.clause_id else "",
        "slug": row.clause.version.policy.slug if row.clause_id else "",
        "count": row.count,
        "begin": _begin(row) if row.kind == PolicyFeedback.Kind.GAP and row.answered_at is None else "",
    }


def _begin(row) -> str:
    asked = {"kind": "norm"} | ({"event": row.event_type.key} if row.event_type_id else {})
    return f"{reverse('begin_wording')}?{urlencode(asked)}"


# -- for every reader ------------------------------------------------------------------------------------------


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def unclear(request, clause_id):
    """This clause was not clear: one line to whoever owns it."""
    organisation = request.user.organisation
    reach = Q(version__policy__organisation=organisation) | Q(version__policy__organisation=None)
    clause = Clause.objects.filter(reach, pk=clause_id).select_related("version__policy").first()
    if clause is None:
        raise Http404
    form = UnclearForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_said(request, clause, form):
        return redirect("protocol", clause.version.policy.slug)
    text = clause.text().get("instruction", "")
    context = {"form": form, "clause": clause, "about": Citation(clause), "instruction": text}
    return render(request, "policies/feedback/unclear.html", context)


def _is_said(request, clause, form) -> bool:
    try:
        record(request.user.organisation, "say_unclear", by=request.user, clause=clause, text=form.cleaned_data["text"])
    except NotNow as refusal:
        form.add_error(None, REASONS[refusal.reasons[0]])
        return False
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    messages.success(request, _("Thank you. Whoever owns this rule reads your line, and not who wrote it."))
    return True
