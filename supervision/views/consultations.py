"""The page of a colleague who is asked for advice: question and extract, a field for her answer, nothing else of the record."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from audit.door import record
from audit.errors import NotNow
from boundaries import rights
from supervision.consultations import standing
from supervision.consultations.forms import AdviceForm
from supervision.models import Notice
from supervision.moments import Clock


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def consultation(request, consultation_id):
    """GET shows what is asked; POST freezes the answer."""
    rows = standing.asked_of(request.user).select_related("incident__organisation", "asked_by")
    found = rows.filter(pk=consultation_id).first()
    if found is None:
        raise Http404
    _mark_read(request.user, found)
    form = AdviceForm(request.POST if request.method == "POST" else None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid() and _is_answered(request, found, form):
        return redirect("consultation", found.pk)
    return _page(request, found, form)


def _is_answered(request, found, form) -> bool:
    try:
        record(found.incident, "answer_consultation", by=request.user, consultation=found.pk, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error("answer", fault.message_dict["answer"])
        return False
    except NotNow:
        messages.info(request, _("This question is finished. It needs no answer any more."))
        return True
    messages.success(request, _("Thank you. Whoever asked has been told."))
    return True


def _mark_read(user, found):
    Notice.objects.filter(user=user, address=f"/asked/{found.pk}/", read_at=None).update(read_at=timezone.now())


def _page(request, found, form):
    clock = Clock(found.incident.organisation)
    due_at = standing.due_times([found]).get(found.pk)
    mine = request.user.language
    context = {
        "asked": found,
        "form": form,
        "is_open": standing.awaits_answer(found),
        "due": clock.full(due_at) if due_at else "",
        "is_late": clock.is_late(due_at),
        "answered": clock.full(found.answered_at) if found.answered_at else "",
        "lang": "" if found.language == mine else found.language,
        "answer_lang": "" if found.answer_language == mine else found.answer_language,
        # the way to the record only for whoever had it anyway
        "reference": found.incident.reference if rights.reads(found.incident, request.user) else "",
    }
    return render(request, "supervision/consultation.html", context)
