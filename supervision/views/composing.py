"""What an answer's page does besides sending: prepared texts, a draft that is kept, hints that can be dismissed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.plain_text import plain_text
from supervision import hints, library_uses, reply_drafts
from supervision.forms.answering import TEXTS, AnswerForm
from supervision.forms.beside import CorrectForm
from supervision.matching import welcome
from supervision.plans.forms import ItemForm, ShareForm
from supervision.referrals import saying


def begun(request, reader, asked):
    """The form as it is first shown: with the draft that was kept, or the message that is to be corrected."""
    form = asked.form(reader)
    if isinstance(form, CorrectForm):
        form.begin_with(request.GET.get("message", ""))
    if isinstance(form, ItemForm | ShareForm):
        form.begin_with_item(request.GET.get("item", ""))
    if isinstance(form, AnswerForm):
        if draft := reply_drafts.kept(reader.incident, reader.user):
            form.go_on_with(draft)
        else:
            welcome.offer(form)
    return form


def keeps(request, form) -> bool:
    return isinstance(form, AnswerForm) and "keep" in request.POST


def keep(request, reader, form):
    """As it stands, whatever is still missing; nobody but its writer ever sees it."""
    kind, promised_at = form.data.get("kind", ""), form.promised_as_typed
    known = kind if kind in dict(form.fields["kind"].choices) else ""
    body, language = plain_text(form.data.get("body", "")), form.data.get("language", "")
    language = language if language in dict(form.fields["language"].choices) else ""
    words = {"kind": known, "body": body, "language": language, "promised_at": promised_at}
    reply_drafts.keep(reader.incident, reader.user, **words)
    messages.success(request, _("Kept as a draft. Only you see it."))
    return redirect("incident", reader.incident.reference)


def instead(request, reader, form):
    """The form again where something else than sending was pressed, or a hint is to be read first; else None."""
    if not isinstance(form, AnswerForm):
        return None
    if request.POST.get("insert") in TEXTS:
        return form.with_text(request.POST["insert"])
    if "place" in request.POST:
        return form.with_words(saying.sentence(reader.incident, request.POST["place"]))
    if "insert" in request.POST:
        return form.with_items([request.POST["insert"], *request.POST.getlist("pick")])
    if "dismiss" in request.POST:
        hints.dismiss(request.session, reader.incident)
        return form.again()
    if "anyway" in request.POST:
        hints.dismiss(request.session, reader.incident)
    return None


def hints_to_read(request, reader, form) -> list:
    """Before sending from the page: programs and pages without the field are not held up."""
    if not isinstance(form, AnswerForm) or "hints" not in request.POST or not form.is_valid():
        return []
    if hints.are_dismissed(request.session, reader.incident):
        return []
    said = form.cleaned_data
    return hints.before_sending(reader.incident, said["kind"], said["body"], by=request.user, language=said["language"])


def hints_beside(request, reader, form) -> list:
    if not isinstance(form, AnswerForm) or hints.are_dismissed(request.session, reader.incident):
        return []
    return hints.before_writing(reader.incident)


def library_beside(reader, form) -> list:
    """The fold of texts that fit; the buttons beside the field are there already."""
    return library_uses.offered(reader.incident, reader.user, without=TEXTS) if isinstance(form, AnswerForm) else []
