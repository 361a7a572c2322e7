"""The question "How may we reach you safely?", the same in every form that sends something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText, SomeOf
from boundaries.reach import CHOICES, LONGEST_WORDS, parse, written

NAMES = ("reach", "reach_words")


class ReachFields(forms.Form):
    """Ticked and written on pages and phones; a system sends the kept text as `reach_safely`."""

    reach = SomeOf(
        label=_("How may we reach you safely?"), choices=CHOICES, help_text=_("We keep to it, and never print it.")
    )
    reach_words = PlainText(max_length=LONGEST_WORDS, label=_("When, or what else we should know"))

    def reach_from(self, kept: str) -> str:
        """What is to be kept now; what was not sent stays as it was, and boxes of a page that are all empty are an answer."""
        sent = {name: self.cleaned_data[name] for name in NAMES if name in self.cleaned_data and name in self.data}
        codes, words = parse(kept)
        return written(sent.get("reach", codes), sent.get("reach_words", words)) if sent else kept


def reach_initial(kept: str) -> dict:
    return dict(zip(NAMES, parse(kept), strict=True))
