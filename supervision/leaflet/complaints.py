"""Saying who is there for complaints of clients: the form, and the act on the organisation's chain."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.complaints import person_of
from accounts.models import ComplaintsPerson, Organisation
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act
from boundaries.forms.fields import PlainText

MAY_SET = (Right.MANAGE_PEOPLE, Right.DECIDE)
MOST_WORDS = 300  # the leaflet is one page


class ComplaintsForm(forms.Form):
    """A name or an office, a number and its hours; and a sentence in each language where one is wanted."""

    name = PlainText(max_length=120, required=True, label=_("Name or office"))
    phone = PlainText(max_length=40, required=True, label=_("Phone"))
    hours = PlainText(
        max_length=120, required=False, label=_("Hours"), help_text=_("Short, readable in every language.")
    )

    def __init__(self, data=None, *, organisation):
        super().__init__(data, initial=_as_it_is(organisation))
        for code, language in settings.LANGUAGES:
            label = _("What else should clients know? (%(language)s)") % {"language": language}
            self.fields[f"words_{code}"] = PlainText(max_length=MOST_WORDS, required=False, rows=2, label=label)

    def details(self) -> dict:
        sent = self.cleaned_data
        words = {code: sent[f"words_{code}"].strip() for code, _language in settings.LANGUAGES}
        words = {code: text for code, text in words.items() if text}
        return {name: sent[name].strip() for name in ("name", "phone", "hours")} | {"words": words}


def _as_it_is(organisation):
    row = person_of(organisation)
    if row is None:
        return {}
    return {name: getattr(row, name) for name in ("name", "phone", "hours")} | {
        f"words_{code}": text for code, text in row.words.items()
    }


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and bool(user.rights & set(MAY_SET))


def _set(organisation, by, said):
    ComplaintsPerson.objects.update_or_create(organisation=organisation, defaults=said | {"changed_at": timezone.now()})


def _forget(organisation, by):
    ComplaintsPerson.objects.filter(organisation=organisation).delete()


def _is_set(organisation):
    return [] if person_of(organisation) else ["wrong_status"]


def declare():
    """Who changed it and when is recorded; what it says everybody may read anyway."""
    change = Act("complaints_person_set", _may, _set, kind=chain.ACCESS)
    declare_act(Organisation, "set_complaints_person", change)
    forget = Act("complaints_person_removed", _may, _forget, _is_set, chain.ACCESS)
    declare_act(Organisation, "remove_complaints_person", forget)
