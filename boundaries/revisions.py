"""Two phones, one draft: what each of them last knew, and where they differ. The person chooses; nothing is overwritten.

Content is compared as a form sends it, after the form's own cleaning, so that only what somebody meant can differ.
"""

from django import forms
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from audit.errors import NotNow
from boundaries import answers
from boundaries.forms import StepForm
from boundaries.forms.fields import Moment
from boundaries.forms.report import NOT_NAMED
from boundaries.models import StepAnswer

ELSEWHERE, FILE_MISSING = "answered_elsewhere", "attachment_missing"
REASONS = {
    FILE_MISSING: _("A file of this report has not arrived yet. The report is sent as soon as the file is there."),
    ELSEWHERE: _("This was answered differently on another device. Both answers are kept: choose the one that holds."),
}


class Differs(NotNow):
    """`current` is what the server holds, in the shape in which a phone sends it."""

    def __init__(self, current):
        super().__init__([ELSEWHERE])
        self.current = current


# -- a step: by its revision -----------------------------------------------------------------------------------


@transaction.atomic
def save_step(form: StepForm, known: int | None) -> StepAnswer:
    """Save a valid form. `known` is the revision that its sender last knew (0: none), None where it does not say.

    Raises Differs where another answer was given meanwhile, NotNow once the report is sent.
    """
    answers.hold_draft(form.draft)
    row = StepAnswer.objects.filter(incident=form.draft, clause=form.clause).first()
    if known is None:
        return form.save()
    if differs(row, known, form):
        raise Differs(as_step(form, row))
    return row if row and says(row, form) else form.save()


def differs(row, known: int, form: StepForm) -> bool:
    """Whether a valid form builds on another revision than the one that stands, and says something else."""
    return known != (row.revision if row else 0) and not (row and says(row, form))


def says(row, form: StepForm) -> bool:
    cleaned = answers.clean_answer(form.draft, form.clause, **form.as_answer())
    return all(getattr(row, name) == value for name, value in cleaned.items())


def as_step(form: StepForm, row) -> dict:
    """What stands in the place of what this form holds."""
    entries = [entry for _key, entry in form.fields["entries"].choices] if "entries" in form.fields else ()
    stands = StepForm(draft=form.draft, clause=form.clause, answered=row, entries=entries)
    return {"content": content_of(stands), "revision": row.revision if row else 0}


# -- the report: by what its sender last saw -------------------------------------------------------------------


def differing(form, seen: MultiValueDict, sent: MultiValueDict) -> list[str]:
    """Fields that are now neither what their sender saw nor what it sends. `form` is that of the draft, unbound."""
    now = content_of(form)
    known, wanted = _settled(now | cleaned(form, seen)), _settled(now | cleaned(form, sent))
    now, both = _settled(now), [name for name in form.fields if name in sent and name in seen]
    return [name for name in both if now[name] != known[name] and now[name] != wanted[name]]


def _settled(content):
    """As saving settles fields that rule each other: a chosen client is the one it is about, nobody named is nobody."""
    settled = dict(content)
    who, _colon, client = settled["who"].partition(":")
    about = client or ("" if settled["about"] == NOT_NAMED else settled["about"])
    settled |= {"about": about, "who": f"client:{about}" if who == "client" and about else settled["who"]}
    if about:
        settled["client_missing_reason"] = ""
    if settled["staff_part"] != "named":
        settled |= {"colleagues": [], "other_person": ""}
    return settled | {name: sorted(value) for name, value in settled.items() if isinstance(value, list)}


def cleaned(form: forms.Form, sent: MultiValueDict) -> dict:
    """What was sent as it would come back after saving; what the form does not take stays as it was sent."""
    return {name: _cleaned(field, sent.getlist(name)) for name, field in form.fields.items() if name in sent}


def _cleaned(field, values):
    is_list = isinstance(field, forms.MultipleChoiceField)
    raw = values if is_list else values[-1] if values else ""
    try:
        return _written(field, field.clean(raw))
    except forms.ValidationError:
        return raw


# -- how a form is sent ----------------------------------------------------------------------------------------


def content_of(form: forms.Form) -> dict:
    """What an unbound form shows, as a phone sends it: text, or a list where several may be ticked."""
    return {name: _written(field, form.get_initial_for_field(field, name)) for name, field in form.fields.items()}


def _written(field, value):
    if isinstance(field, forms.MultipleChoiceField):
        return [str(one) for one in value or ()]
    if value is None:
        return ""
    return str(field.widget.format_value(field.prepare_value(value))) if isinstance(field, Moment) else str(value)
