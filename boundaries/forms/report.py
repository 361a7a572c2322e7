"""The report's own fields, apart from the steps: who, when, how, the words, the response, the hopes."""

import uuid

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boundaries import limits, words
from boundaries.answers import hold_draft
from boundaries.forms.fields import ClientChoice, Moment, OneOf, PlainText, PseudonymChoice, SomeOf
from boundaries.forms.reach import ReachFields, reach_initial
from boundaries.models import Client, NamedPerson
from policies.builtin import choices as labels

NOT_NAMED = "none"
PLAIN = (
    "client_missing_reason", "occurred_at", "contact_channel", "condition_answer", "staff_part", "what_happened",
    "request_verbatim", "own_observations", "feelings", "responses", "response_given", "expectation",
    "expectation_text", "reach_safely",
)  # fmt: skip


class ReportForm(ReachFields):
    """Every field may be empty while the draft grows; whatever is valid is saved, also beside a fault."""

    who = ClientChoice(label=_("Who did it come from?"))
    about = ClientChoice(label=_("Which client is it about?"))
    client_missing_reason = PlainText(max_length=200, label=_("Why is no client named?"))
    occurred_at = Moment(label=_("When did it happen?"))
    contact_channel = OneOf(label=_("How did the contact take place?"))
    condition_answer = OneOf(choices=words.YES_NO_UNSURE)
    staff_part = OneOf(
        label=_("Is someone who works here part of this?"),
        choices=words.STAFF_PART,
        help_text=_("Whoever you choose will not see it. If you cannot say, it goes past your line."),
    )
    colleagues = SomeOf(label=_("Who is part of this?"))
    other_person = PlainText(max_length=120, label=_("Somebody who is not in this list"))
    what_happened = PlainText(
        rows=3, label=_("What happened?"), help_text=_("Only what you saw and heard, in the order it happened.")
    )
    request_verbatim = PlainText(
        rows=3, label=_("The client’s own words"), help_text=_("As exactly as you remember them.")
    )
    own_observations = PlainText(rows=2, label=_("What did you notice yourself?"))
    feelings = PlainText(rows=2, label=_("How was it for you?"))
    responses = SomeOf(label=_("How did you respond?"), choices=words.RESPONSES)
    response_given = PlainText(rows=2, label=_("Your response in your words"))
    expectation = OneOf(label=_("What do you hope for?"))
    expectation_text = PlainText(rows=2, label=_("Anything else about what you hope for?"))
    reach_safely = PlainText(max_length=200, label=_("How may we reach you safely?"))

    behind_pseudonym = PseudonymChoice()

    def __init__(self, data=None, *, draft, **options):
        self.draft = draft
        super().__init__(data, initial=_initial(draft), **options)
        cared_for = list(Client.objects.cared_for_by(draft.reporter))
        clients = [(str(client.pk), client.code) for client in cared_for]
        languages = {str(client.pk): client.preferred_language for client in cared_for}
        others = words.STARTED_BY | ({"client": _("Another client")} if clients else {})
        who = [(f"client:{key}", code) for key, code in clients] + list(others.items())
        self.fields["who"].offer(who, {f"client:{key}": language for key, language in languages.items()})
        self.fields["about"].offer([*clients, (NOT_NAMED, _("I do not name a client"))], languages)
        self.fields["contact_channel"].choices = labels("contact_channels")
        self.fields["expectation"].choices = labels("expectations")
        self.fields["colleagues"].choices = [(str(p.pk), str(p)) for p in colleagues_of(draft.reporter)]
        self.fields["condition_answer"].label = draft.event_kind.question_in() if draft.event_type_id else ""

    def clean_colleagues(self):
        if len(self.cleaned_data["colleagues"]) > limits.MOST_NAMED:
            raise forms.ValidationError(limits.REASONS["too_many_named"])
        return self.cleaned_data["colleagues"]

    def clean_occurred_at(self):
        moment = self.cleaned_data["occurred_at"]
        if moment is None:
            return None
        if moment > timezone.now():
            raise forms.ValidationError(_("The time of the event lies in the future."))
        return moment

    @transaction.atomic
    def save(self) -> None:
        """Save the valid fields that were sent; radios are not sent while nothing is chosen. NotNow once it is sent."""
        hold_draft(self.draft)
        sent = {name for name in self.cleaned_data if name in self.data}
        changed = [name for name in PLAIN if name in sent and name in self.changed_data]
        for name in changed:
            setattr(self.draft, name, self.cleaned_data[name])
        changed += self._save_people(sent) + self._save_reach()
        if "behind_pseudonym" in sent and self.cleaned_data["behind_pseudonym"]:
            self.draft.behind_pseudonym = self.cleaned_data["behind_pseudonym"] == "yes"
            changed.append("behind_pseudonym")
        if changed:
            self.draft.save(update_fields=changed)
        if sent & {"colleagues", "other_person", "staff_part"}:
            self._save_named(sent)

    def _save_reach(self):
        kept = self.reach_from(self.draft.reach_safely)
        if kept == self.draft.reach_safely:
            return []
        self.draft.reach_safely = kept
        return ["reach_safely"]

    def _save_people(self, sent):
        who, about = (self.cleaned_data.get(name, "") if name in sent else "" for name in ("who", "about"))
        changed = []
        if who:
            self.draft.started_by, _colon, client = who.partition(":")
            about = client or about
            changed.append("started_by")
        if about:
            self.draft.client_id = None if about == NOT_NAMED else uuid.UUID(about)
            changed.append("client")
        if self.draft.client_id and self.draft.client_missing_reason:
            self.draft.client_missing_reason = ""
            changed.append("client_missing_reason")
        return changed

    def _save_named(self, sent):
        """Those who are part of this, as long as the answer says that there is somebody."""
        named = self.draft.named
        if self.draft.staff_part != "named":
            named.all().delete()
            return
        if "colleagues" in sent:
            wanted = {uuid.UUID(key) for key in self.cleaned_data["colleagues"]}
            present = set(named.exclude(user=None).values_list("user_id", flat=True))
            named.filter(user_id__in=present - wanted).delete()
            for user_id in wanted - present:
                NamedPerson.objects.create(incident=self.draft, user_id=user_id)
        if "other_person" in sent:
            _name_other(self.draft, self.cleaned_data["other_person"])


def _name_other(draft, name):
    present = draft.named.filter(user=None).first()
    if (present.name if present else "") == name:
        return
    draft.named.filter(user=None).delete()
    if name:
        person = NamedPerson(incident=draft)
        person.name = name
        person.save()


def colleagues_of(person):
    """People of the organisation apart from oneself, one's own team first: nobody can be named by herself."""
    people = User.objects.filter(organisation_id=person.organisation_id, is_active=True).exclude(pk=person.pk)
    people = people.select_related("profile__team").order_by("given_name", "family_name")
    return sorted(people, key=lambda other: other.team != person.team)


def _initial(draft):
    client = str(draft.client_id) if draft.client_id else ""
    named = list(draft.named.all())
    who = draft.started_by
    if who == "client" and client:
        who = f"client:{client}"
    return {name: getattr(draft, name) for name in PLAIN} | reach_initial(draft.reach_safely) | {
        "behind_pseudonym": "yes" if draft.behind_pseudonym else "no",
        "who": who,
        "about": client or (NOT_NAMED if draft.client_missing_reason else ""),
        "colleagues": [str(person.user_id) for person in named if person.user_id],
        "other_person": next((person.name for person in named if not person.user_id), ""),
    }
