"""Fields written in place are those of Django's own templates, for every widget and every text."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from config.form_inputs import FOLDER, WRITTEN, InPlace
from tests.hostile import corpus

CHOICES = [("a", "One"), ("b & c", '<b>"Two"</b>'), (3, 1234.5), ("", gettext_lazy("Language"))]
CHOICES += [("s", mark_safe("<i>safe</i>"))]
GROUPED = [("Group <1>", CHOICES), ("z", "Last")]
ATTRIBUTES = [{}, {"id": "x", "required": True, "disabled": False, "data-said": '"\'<&>', "maxlength": 12000}]
ATTRIBUTES += [{"aria-label": mark_safe("&amp;")}]
VALUES = [None, "", "a", "b & c", 3, 1234567.25, mark_safe("&lt;"), gettext_lazy("Language"), '"><script>']
SINGLE = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.HiddenInput,
    forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.CheckboxInput, forms.Textarea, forms.ColorInput,
    forms.SearchInput, forms.TelInput,
]  # fmt: skip


def words(html):
    return " ".join(html.replace(">", "> ").replace("<", " <").split())


def same(widget, name, value, attributes):
    ours, theirs = (words(widget.render(name, value, attributes, renderer=each())) for each in (InPlace, DjangoTemplates))
    assert ours == theirs
    return ours


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("widget", SINGLE)
def test_one_field(widget, attributes):
    for value in VALUES:
        same(widget(), "na<me", value, attributes)


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("choices", [CHOICES, GROUPED])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_a_choice(widget, choices, attributes):
    for value in (None, "a", ["b & c"], ["a", "3"]):
        assert "Two" in same(widget(choices=choices), "na<me", value, attributes)


@pytest.mark.parametrize("language", ["en", "hu", "bg"])
def test_numbers_are_those_of_programs_in_values_and_of_people_in_labels(language):
    from django.utils import translation

    with translation.override(language):
        for widget in (forms.NumberInput(), forms.Select(choices=CHOICES), forms.RadioSelect(choices=CHOICES)):
            same(widget, "n", 1234567.25, {"id": "n", "data-most": 1234567.25})


def test_each_hostile_text_stays_a_text():
    texts = corpus()
    assert len(texts) >= 300
    for text in texts:
        same(forms.TextInput(), "n", text, {"data-said": text})
        same(forms.Textarea(), "n", text, {})
        same(forms.Select(choices=[(text, text)]), "n", text, {})
        same(forms.RadioSelect(choices=[(text, text)]), "n", text, {"id": "n"})


def test_one_option_by_itself():
    class Form(forms.Form):
        answer = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)

    for ours, theirs in zip(Form(renderer=InPlace())["answer"], Form(renderer=DjangoTemplates())["answer"], strict=True):
        assert (words(ours.tag()), words(str(ours))) == (words(theirs.tag()), words(str(theirs)))


def test_every_name_is_a_widget_of_djangos():
    for name in WRITTEN:
        DjangoTemplates().get_template(name)
    assert len(WRITTEN) >= 15
    assert all(name.startswith(FOLDER) for name in WRITTEN)
