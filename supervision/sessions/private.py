"""Notes for oneself alone: read by their author and by no page, export, event or notice of anybody else."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from supervision.models import SessionPrivateNote
from supervision.models.session import MAX_NOTES


class PrivateForm(forms.Form):
    text = PlainText(
        rows=4, max_length=MAX_NOTES, label=_("For me alone"),
        help_text=_("Nobody else ever reads this, and it is printed nowhere."),
    )  # fmt: skip


def form_for(session, author) -> PrivateForm:
    row = SessionPrivateNote.objects.filter(session=session, author=author).first()
    return PrivateForm(initial={"text": row.text if row else ""})


def write(session, author, text) -> None:
    """The newest words alone are kept; empty, nothing is."""
    rows = SessionPrivateNote.objects.filter(session=session, author=author)
    if not text:
        rows.delete()
        return
    row = rows.first() or SessionPrivateNote(session=session, author=author)
    row.text, row.written_at = text, timezone.now()
    row.save()
