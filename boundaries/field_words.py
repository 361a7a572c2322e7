"""How this room calls what its forms ask and offer, for whoever compares two of them (accounts/differences.py)."""

from accounts.differences import declare_fields, declare_words
from boundaries import forms, words
from policies.builtin import choices


def _one_of(*kinds):
    return lambda value: {key: word for kind in kinds for key, word in choices(kind)}.get(value, "")


def _answer(value):
    return words.YES_NO_UNSURE.get(value) or _one_of("step_outcomes", "client_decisions")(value)


def declare():
    for form in (forms.QuestionForm, forms.DangerForm, forms.ReportForm, forms.StepForm):
        declare_fields(form.base_fields.items())
    declare_words(
        {
            "answer": _answer,
            "support": _one_of("support_wanted"),
            "contact_channel": _one_of("contact_channels"),
            "expectation": _one_of("expectations"),
            "outcome": _one_of("outcomes"),
            "contact_type": _one_of("contact_types"),
        }
    )
