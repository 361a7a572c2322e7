"""The page of whoever is asked for her view: the question, a field for the answer, and nothing else of any record."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from audit.door import record
from audit.errors import NotNow
from supervision.hearings.acts import OPEN, asked_of
from supervision.hearings.forms import ReplyForm
from supervision.hearings.standing import is_done, running
from supervision.models import Notice
from supervision.moments import Clock


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def hearing(request, hearing_id):
    """GET shows the question; POST freezes the answer, or that she does not want to say anything."""
    found = asked_of(request.user).select_related("incident__organisation").filter(pk=hearing_id).first()
    if found is None:
        raise Http404
    _mark_read(request.user, found)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_answered(request, found, form):
        return redirect("hearing", found.pk)
    return _page(request, found, form)


def _is_answered(request, found, form) -> bool:
    declined = request.POST.get("go") == "decline"
    answer = form.cleaned_data["answer"]
    try:
        record(found.incident, "answer_hearing", by=request.user, answer=answer, declined=declined)
    except ValidationError as fault:
        form.add_error("answer", fault.message_dict["answer"])
        return False
    except NotNow:
        messages.info(request, _("This question is finished. It needs no answer any more."))
        return True
    messages.success(request, _("Thank you. What you said stands as you wrote it."))
    return True


def _mark_read(user, found):
    Notice.objects.filter(user=user, address=f"/hearings/{found.pk}/", read_at=None).update(read_at=found.asked_at)


def _page(request, found, form):
    clock = Clock(found.incident.organisation)
    due_at = running(found.incident).get(found.pk)
    context = {
        "hearing": found,
        "form": form,
        "is_open": not is_done(found) and found.incident.status in OPEN,
        "due": clock.full(due_at) if due_at else "",
        "answered": clock.full(found.answered_at) if found.answered_at else "",
        "lang": "" if found.language == request.user.language else found.language,
    }
    return render(request, "supervision/hearing.html", context)
