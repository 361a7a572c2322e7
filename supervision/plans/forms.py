"""What is asked of whoever proposes a goal or a step, agrees to it, words it anew, ends it, or assesses the need."""

from django import forms
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from boundaries.rights import reporter_label
from policies.builtin import choices, current_language, label
from policies.directory.phrase import given_in
from supervision.forms.base import CHOOSE, ActForm, LanguageField, PersonField, language_for, one_of, text
from supervision.models import PlanItem
from supervision.plans import exercises, reflecting, standing
from supervision.plans.words import AREAS, KINDS, RESULTS, limits, short

MOST = 2000
WHEN = _("Check the date.")


def day(label, **options):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages={"invalid": WHEN}, **options)


def called(person, incident, by) -> str:
    """Somebody to choose; the reporter may stand behind a pseudonym."""
    if person.pk == incident.reporter_id:
        return _("%(who)s (who reported it)") % {"who": reporter_label(incident, by)}
    return str(person)


class RowField(forms.ChoiceField):
    """One of a few rows, chosen by its key; its cleaned value is the row."""

    def __init__(self, **options):
        super().__init__(error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}, **options)
        self.rows = {}

    def offer(self, rows, describe) -> None:
        self.rows = {str(row.pk): row for row in rows}
        first = [] if self.required else [("", "—")]
        self.choices = [*first, *((key, describe(row)) for key, row in self.rows.items())]

    def clean(self, value):
        return self.rows.get(super().clean(value))


class ItemForm(ActForm):
    """About one part of the plan, which an address may name."""

    item = RowField(label=_("Which one?"))

    def prepare(self):
        rows = self.offered()
        self.fields["item"].offer(rows, short)
        self.begin_with_item(str(rows[0].pk) if rows else "")

    def offered(self) -> list[PlanItem]:
        return standing.to_answer(self.incident)

    def begin_with_item(self, key) -> None:
        if key in self.fields["item"].rows:
            self.initial = {"item": key}

    def details(self) -> dict:
        return dict(self.cleaned_data) | {"item": self.cleaned_data["item"].pk}


class ProposeForm(ActForm):
    """A goal, or one small step."""

    name = "propose_plan_item"
    title, button, done = _("Plan a goal or a step"), _("Put it into the plan"), _("It stands in the plan.")
    lead = _(
        "Divide what is to be done into small steps: each with one person and a date. A goal needs neither; "
        "it counts when the reporter agrees."
    )

    kind = one_of(_("What is it?"), choices=list(KINDS.items()))
    text = text(
        _("In plain words"), rows=4, required=False, max_length=MOST,
        help_text=_("An exercise from the library brings its own words."),
    )  # fmt: skip
    language = LanguageField(required=False)
    responsible = PersonField(label=_("Who does it?"), required=False, help_text=_("Leave it out for a goal."))
    due_on = day(_("By when?"), help_text=_("Leave it out for a goal. An exercise has three days."))
    area = forms.ChoiceField(
        label=_("What is it about? (optional)"), required=False, choices=[("", "—"), *AREAS.items()]
    )
    library_item = RowField(label=_("Exercise from the library (optional)"), required=False)
    blocked_by = RowField(
        label=_("Waits for a referral (optional)"), required=False, help_text=_("It opens when the client got there.")
    )

    def prepare(self):
        self.fields["responsible"].offer(
            standing.people_for(self.incident, self.by), lambda person: called(person, self.incident, self.by)
        )
        self.fields["library_item"].offer(exercises.offered(self.incident, self.by), lambda item: item.title_in())
        places = standing.referrals_to_wait_for(self.incident)
        self.fields["blocked_by"].offer(places, lambda row: given_in(row.snapshot["name"], current_language()))
        self.fields["language"].initial = language_for(self.by, self.incident)

    def details(self) -> dict:
        said = dict(self.cleaned_data)
        return said | {"language": said["language"] or language_for(self.by, self.incident)}


class ConfirmForm(ItemForm):
    name = "confirm_plan_item"
    title, button, done = _("I agree"), _("I agree"), _("Agreed. It is your goal, or your step, from now on.")
    lead = _("Nothing counts as agreed until you say so.")


class DeclineForm(ItemForm):
    name = "decline_plan_item"
    title, button, done = _("Not this one"), _("Not this one"), _("That is quite all right. It is put aside.")
    lead = _("You need not say why.")

    note = text(_("Is there something you would like to say? (optional)"), rows=2, required=False, max_length=MOST)


class RewordForm(ItemForm):
    """The old wording stays readable."""

    name = "reword_plan_item"
    title, button, done = _("Say it in other words"), _("Put these words in"), _("The new words stand in the plan.")
    lead = _("The words before stay in the record. What the reporter writes herself is agreed.")

    text = text(_("In plain words"), rows=4, max_length=MOST)
    language = LanguageField()
    responsible = PersonField(
        label=_("Who does it?"), required=False, help_text=_("Leave it out, and it stays with whoever has it.")
    )

    def prepare(self):
        super().prepare()
        self.fields["language"].initial = self.by.language
        if self.by.pk == self.incident.reporter_id:
            del self.fields["responsible"]
            return
        self.fields["responsible"].offer(
            standing.people_for(self.incident, self.by), lambda person: called(person, self.incident, self.by)
        )

    def offered(self):
        rows = list(standing.not_ended(self.incident))
        if self.by.pk != self.incident.reporter_id:
            return rows
        return [row for row in rows if standing.is_hers_to_answer(self.incident, row)]

    def begin_with_item(self, key) -> None:
        if row := self.fields["item"].rows.get(key):
            self.initial = {"item": key, "text": row.text, "language": row.language}


class EndForm(ItemForm):
    """Goals are measured; steps are done or dropped."""

    name = "end_plan_item"
    title, button, done = _("What came of it"), _("Record what came of it"), _("It is recorded.")

    result = one_of(
        _("What came of it?"),
        choices=[("done", _("Done (a step)")), *((key, word) for key, word in RESULTS.items())],
        help_text=_("A goal is reached, partly reached, not reached or dropped. A step is done or dropped."),
    )
    note = text(_("In a word"), rows=2, required=False, max_length=MOST)

    def offered(self):
        rows = list(standing.not_ended(self.incident))
        if self.by.pk != self.incident.reporter_id:
            return rows
        return [row for row in rows if not row.is_goal and row.responsible_id == self.by.pk]


class AssessForm(ActForm):
    """B-BG-04: the need, and what kind of contact it is."""

    name = "assess"
    title, button, done = _("Assess the need"), _("Keep the assessment"), _("The assessment is kept.")
    lead = _("Assess what happened and what it needs, never the person.")

    underlying_need = text(
        _("Which need lies behind the request?"), rows=3, required=False, max_length=MOST,
        help_text=_(
            "Write it as a need (“somebody within reach at night”), not as a diagnosis or a cause."
        ),
    )  # fmt: skip
    contact_type = one_of(
        _("What was this contact about?"), required=False,
        help_text=_("This describes the one contact, never a person. The reporter does not see it."),
    )  # fmt: skip
    note = text(_("If it is another kind of contact than before: why?"), rows=2, required=False, max_length=MOST)
    language = LanguageField(required=False)

    def prepare(self):
        definitions = choices("contact_types")
        self.fields["contact_type"].choices = [
            (key, format_html("{}<small>{}</small>", word, label("contact_type_definitions", key)))
            for key, word in definitions
        ]
        self.fields["underlying_need"].help_text = format_lazy(
            "{} {}",
            self.base_fields["underlying_need"].help_text,
            _("We cannot: %(limits)s.") % {"limits": "; ".join(limits())},
        )
        before = standing.assessment_of(self.incident)
        self.initial = {
            "underlying_need": before.underlying_need if before else "",
            "contact_type": self.incident.contact_type,
            "language": before.language if before else self.by.language,
        }

    def details(self) -> dict:
        return dict(self.cleaned_data) | {"language": self.cleaned_data["language"] or self.by.language}


class NoSupportForm(ActForm):
    name = "need_no_support"
    title, button = _("I need the support no longer"), _("I need it no longer")
    done = _("Noted. Should that change, just write.")
    lead = _(
        "You asked for support in your report. If it has been settled otherwise, say so here. Nobody will ask why."
    )


class ShareForm(ActForm):
    name = "share_reflection"
    title, button, done = _("Share a reflection"), _("Share it"), _("Shared. It stands as you wrote it.")
    lead = _("Whoever answers you reads it from then on, and it becomes part of the record. It cannot be taken back.")

    item = RowField(label=_("On which exercise?"))

    def prepare(self):
        rows = reflecting.shareable(self.incident, self.by)
        self.fields["item"].offer(rows, short)
        self.begin_with_item(str(rows[0].pk) if rows else "")

    def begin_with_item(self, key) -> None:
        if key in self.fields["item"].rows:
            self.initial = {"item": key}

    def details(self) -> dict:
        return {"item": self.cleaned_data["item"].pk}


class ReflectionForm(forms.Form):
    """What one makes of an exercise, for oneself."""

    text = text(_("What I noticed"), rows=8, max_length=20_000)
    language = LanguageField()
