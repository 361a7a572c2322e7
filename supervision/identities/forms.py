"""Asking for the names in a record, by an auditor for herself, or beforehand for records that she is to look at."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from boundaries.models import Incident
from supervision.forms.base import ActForm, text
from supervision.models.identity_reveal import MOST_REASON

MOST_AT_ONCE, SHOWN = 20, 3


class AskIdentitiesForm(ActForm):
    """The reason is read by whoever decides, and by the reporter."""

    name = "ask_identities"
    title, button = _("Ask for the names"), _("Ask")
    done = _("Asked. A second person decides, and the reporter sees who asked and why.")
    lead = _("Most of what has to be checked needs no names. A second person decides; the reporter reads your reason.")

    reason = text(_("Why are the names needed?"), max_length=MOST_REASON)


class SampleForm(forms.Form):
    """Records that an auditor is to look at with names: chosen beforehand, each decided by a second person."""

    references = PlainText(
        rows=3,
        max_length=1_000,
        label=_("References of the records"),
        help_text=_("Separated by spaces or commas, at most 20."),
    )
    reason = PlainText(rows=2, max_length=MOST_REASON, label=_("Why are the names needed?"))

    def __init__(self, data=None, *, by, auditor):
        self.by, self.auditor = by, auditor
        super().__init__(data)

    def clean_references(self):
        """The records, which both may read; what is none is said, all of it at once."""
        asked = list(dict.fromkeys(part.upper() for part in re.split(r"[\s,;]+", self.cleaned_data["references"]) if part))
        if len(asked) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)s records at once."), params={"most": MOST_AT_ONCE})
        mine = Incident.objects.visible_to(self.by).sent().filter(reference__in=asked)
        found = {row.reference: row for row in mine if self._reads(row)}
        if unknown := [reference for reference in asked if reference not in found]:
            told = ", ".join(unknown[:SHOWN]) + ("…" if len(unknown) > SHOWN else "")
            raise forms.ValidationError(_("This auditor reads no record of that reference: %(which)s"), params={"which": told})
        return [found[reference] for reference in asked]

    def _reads(self, incident):
        return Incident.objects.visible_to(self.auditor).filter(pk=incident.pk).exists()
