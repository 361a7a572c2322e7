"""What is asked of whoever asks a colleague, takes a question back, or writes down what an authority was told."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boundaries.forms.fields import PlainText
from supervision import presence
from supervision.consultations import authorities, extract, standing
from supervision.forms.base import CHOOSE, ActForm, LanguageField, PersonField, one_of, text

MOST, MOST_GROUND, MOST_REASON = 20_000, 2_000, 500
FEW = 8  # more people are easier to choose from a list
TOLD, NOT_TOLD = "yes", "no"
MOMENT = "%Y-%m-%dT%H:%M"


class ColleagueField(PersonField):
    """One of those who can be asked; of anybody else it says why she cannot."""

    askable = None

    def offer(self, people, describe) -> None:
        if len(people) > FEW:
            self.widget = forms.Select()
            self.widget.is_required = self.required
        super().offer(people, describe)
        if len(people) > FEW:
            self.choices = [("", "—"), *self.choices]

    def validate(self, value):
        if value and value not in self.people and (why := self._why_not(value)):
            raise forms.ValidationError(why)
        super().validate(value)

    def _why_not(self, value):
        try:
            person = User.objects.filter(pk=value, organisation=self.askable.incident.organisation_id).first()
        except (ValueError, forms.ValidationError):
            return ""
        return self.askable.why_not(person) if person else ""


class ConsultForm(ActForm):
    """CS.6.6: a question and an extract in which nobody is named."""

    name = "consult"
    names_nobody = True
    title, button = _("Ask a colleague"), _("Ask")
    done = _("The question is on its way. It stops no clock: the reporter’s answer stays due when it was.")
    lead = _(
        "Your colleague reads this question and this extract, and nothing else of the record. The reporter sees that a "
        "colleague was asked, and neither whom nor what."
    )

    person = ColleagueField(label=_("Whom do you ask?"))
    question = text(_("What do you ask?"), rows=4, max_length=MOST)
    extract = text(
        _("What your colleague is shown"), rows=10, required=False, max_length=MOST,
        help_text=_(
            "Taken from the report without names. Shorten it to what the question needs, and take out what would still tell "
            "who it is."
        ),
    )  # fmt: skip
    language = LanguageField()

    def prepare(self):
        askable = standing.Askable(self.incident, self.by)
        people, away = askable.people(), set(presence.away_now(self.incident.organisation_id))
        self.fields["person"].askable = askable
        self.fields["person"].offer(people, lambda person: _described(person, person.pk in away))
        if len(people) == 1:
            self.fields["person"].initial = str(people[0].pk)
        if not people:
            self.lead = _("There is nobody else here who could be asked. A lead can be asked for a decision instead.")
        self.fields["language"].initial = self.by.language
        if not self.is_bound:
            self.fields["extract"].initial = extract.prefilled(self.incident, self.by)


def _described(person, is_away):
    team = person.team.name if person.team else ""
    return " · ".join(str(part) for part in (person, team, _("away now") if is_away else "") if part)


class RowField(forms.ChoiceField):
    """One of the consultations that this is about; chosen already where there is but one."""

    def __init__(self, **options):
        super().__init__(
            widget=forms.RadioSelect, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}, **options
        )

    def offer(self, rows, describe) -> None:
        self.choices = [(str(row.pk), describe(row)) for row in rows]
        if len(self.choices) == 1:
            self.initial = self.choices[0][0]


class WithdrawConsultationForm(ActForm):
    name = "withdraw_consultation"
    title, button = _("Take a question to a colleague back"), _("Take it back")
    done = _("Taken back. Your colleague is told that no answer is needed.")

    consultation = RowField(label=_("Which question?"))
    reason = text(_("Why?"), rows=2, max_length=MOST_REASON)

    def prepare(self):
        rows = standing.waiting(self.incident).select_related("asked_of").order_by("asked_at")
        self.fields["consultation"].offer(rows, lambda row: f"{row.asked_of}: {row.question[:80]}")


class AuthorityForm(ActForm):
    """UK.13: confidentiality ends where the law or a danger says so, openly and with a ground."""

    name = "record_authority"
    title, button = _("An authority was told"), _("Record it")
    done = _("Recorded. Nothing was sent by this.")
    lead = _(
        "Write down what was disclosed, to whom, on what ground, and whether the client knows. Nothing is sent by it."
    )

    authority = forms.ChoiceField(
        label=_("Which authority?"), required=False, error_messages={"invalid_choice": CHOOSE}
    )
    authority_name = PlainText(label=_("Another one: its name"), max_length=200)
    asked_at = forms.DateTimeField(
        label=_("When was it told?"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )  # fmt: skip
    extract = text(_("What was disclosed?"), max_length=MOST)
    ground = text(
        _("On what ground?"), rows=2, max_length=MOST_GROUND, help_text=_("A law, an order, or the danger there was.")
    )
    question = text(_("What was it asked?"), rows=2, required=False, max_length=MOST)
    client_told = one_of(_("Was the client told?"), choices=[(TOLD, _("Yes")), (NOT_TOLD, _("No, and why"))])
    not_told_reason = text(_("If not: why not?"), rows=2, required=False, max_length=MOST_GROUND)
    answer = text(
        _("What did it decide or advise?"),
        required=False,
        max_length=MOST,
        help_text=_("Leave it empty if it is not known yet."),
    )
    language = LanguageField()

    def prepare(self):
        entries = authorities.known_to(self.incident.organisation)
        self.fields["authority"].choices = [("", _("Another one")), *((str(row.pk), row.name_in()) for row in entries)]
        self.fields["asked_at"].initial = timezone.localtime().strftime(MOMENT)
        self.fields["language"].initial = self.by.language

    def details(self) -> dict:
        return self.cleaned_data | {"client_told": self.cleaned_data["client_told"] == TOLD}


class AuthorityAnswerForm(ActForm):
    name = "record_authority_answer"
    title, button = _("Decision of an authority"), _("Record the decision")
    done = _("The decision was recorded.")

    consultation = RowField(label=_("Which authority?"))
    answer = text(_("What did it decide or advise?"), max_length=MOST)

    def prepare(self):
        rows = standing.undecided(self.incident).order_by("asked_at")
        self.fields["consultation"].offer(rows, lambda row: row.authority_name)


class AdviceForm(forms.Form):
    """What the colleague says, on the page of her own."""

    answer = text(_("Your answer"), rows=8, max_length=MOST)
    language = LanguageField()
