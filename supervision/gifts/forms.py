"""What is asked about a gift: by those who answer, what it came to; of a lead, whether it may stand."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.forms.base import CHOOSE, ActForm, one_of, text
from supervision.gifts import kinds
from supervision.gifts.standing import current, waiting
from supervision.gifts.words import in_one_line
from supervision.models import GiftEntry
from supervision.models.gift import CURRENCIES, MOST_REASON, MOST_WHAT

APPROVED, REFUSED = "approved", "refused"
SPACES, AMOUNT = re.compile(r"\s"), re.compile(r"[+-]?\d+(?:[.,]\d+)?")


class ValueField(forms.DecimalField):
    """An amount as it is written in six languages: a comma or a point before the hundredths, spaces between thousands."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_digits=12, decimal_places=2, **options)
        wrong = _("Write the value as a number, for example 25 or 12,50.")
        self.error_messages |= dict.fromkeys(("invalid", "max_digits", "max_whole_digits", "max_decimal_places"), wrong)

    def to_python(self, value):
        written = SPACES.sub("", str(value or ""))
        if written and not AMOUNT.fullmatch(written):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(written.replace(",", "."))


class GiftForm(ActForm):
    """Beside what the report says: what it was, what it was worth, what became of it."""

    name = "enter_gift"
    title, button = _("Entry in the register of gifts"), _("Enter it")
    done = _("It stands in the register of gifts.")
    lead = _(
        "The report itself stands in the register already. Here you add what it was worth and what became of it. "
        "What was accepted is approved by a lead other than you. Please name nobody in it."
    )

    thing = one_of(_("What is it about?"), choices=GiftEntry.Thing.choices)
    what = text(_("What was it, in a few words?"), rows=0, max_length=MOST_WHAT)
    direction = one_of(_("Who gave, or offered, to whom?"), choices=GiftEntry.Direction.choices)
    worth = one_of(_("What is it worth?"), choices=GiftEntry.Worth.choices)
    value = ValueField(label=_("If known: the value"), required=False)
    currency = forms.ChoiceField(
        label=_("Currency"), required=False, error_messages={"invalid_choice": CHOOSE},
        choices=[(code, code) for code in CURRENCIES],
    )  # fmt: skip
    became = one_of(_("What became of it?"), choices=GiftEntry.Became.choices)
    returned_on = forms.DateField(
        label=_("If given back: on which day?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    why = text(_("Why is the entry corrected?"), rows=2, max_length=MOST_REASON)

    def prepare(self):
        row, incident = current(self.incident), self.incident
        if row is not None:
            names = ("thing", "what", "direction", "worth", "became", "returned_on")
            self.initial = {name: getattr(row, name) for name in names}
            self.initial["value"] = "" if row.value is None else f"{row.value:.2f}"
            self.initial["currency"] = row.currency or kinds.currency_of(incident.organisation)
            return
        del self.fields["why"]
        if kinds.is_of_register(incident):
            self.initial = {
                "thing": kinds.thing_of(incident),
                "direction": kinds.direction_of(incident),
                "currency": kinds.currency_of(incident.organisation),
            }

    def details(self) -> dict:
        said = dict(self.cleaned_data)
        value: Decimal | None = said.pop("value")
        is_known = said["worth"] == GiftEntry.Worth.KNOWN
        said["currency"] = (said["currency"] or kinds.currency_of(self.incident.organisation)) if is_known else ""
        return said | {"value_cents": None if value is None else int(value * 100)}


class DecideGiftForm(ActForm):
    """Whether what was accepted may stand: with a reason either way, which the reporter reads."""

    name = "approve_gift"
    title, button = _("Decide about what was accepted"), _("Decide")
    done = _("Decided. The reporter is told.")

    decision = one_of(_("May it stand?"), choices=[(APPROVED, _("Yes, approved")), (REFUSED, _("No"))])
    reason = text(
        _("Why?"), rows=3, max_length=MOST_REASON, help_text=_("The reporter reads it, and so does the auditor.")
    )
    entry = forms.CharField(required=False, widget=forms.HiddenInput, max_length=36)

    def prepare(self):
        row = waiting(self.incident)
        if row is not None:
            self.lead, self.initial = in_one_line(row, self.by), {"entry": str(row.pk)}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == REFUSED:
            self.name = "refuse_gift"
        return cleaned

    def details(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("reason", "entry")}
