"""Handing over for a decision, and deciding."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from policies.builtin import label
from supervision import assignment
from supervision.forms.base import ActForm, MessageForm, PersonField, text
from supervision.models import Message

REASON_LIMIT = 5_000


def with_roles(person) -> str:
    """Somebody to choose: name and what she is here for."""
    roles = [label("roles", role) for role in person.roles if role != Role.CAREGIVER]
    return f"{person} ({', '.join(roles).lower()})" if roles else str(person)


class EscalateForm(ActForm):
    """To whom, and why. The reporter is told that it was passed on, not why."""

    name = "escalate"
    title, button = _("Escalate"), _("Escalate")
    done = _("It was passed on for a decision. The reporter has been told.")
    lead = _("The person you choose decides. The reporter is told by when, and sees nothing of the reason.")

    to = PersonField(label=_("Who should decide?"))
    reason = text(_("What is to be decided, and why?"), max_length=REASON_LIMIT)

    def prepare(self):
        people = assignment.addressees(self.incident, self.by)
        self.fields["to"].offer(people, with_roles)
        if len(people) == 1:
            self.fields["to"].initial = str(people[0].pk)


class DecideForm(MessageForm):
    """The decision, what the reporter is told, and who acts next."""

    name = "decide"
    title, button = _("Decide"), _("Decide and tell the reporter")
    done = _("Decided. The reporter has been told.")

    reason = text(_("What did you decide, and why?"), max_length=REASON_LIMIT)
    next_person = PersonField(label=_("Who acts next?"))
    body = text(_("What the reporter is told"), rows=6)
    field_order = ("reason", "body", "language", "next_person")

    def prepare(self):
        super().prepare()
        people = assignment.next_people(self.incident)
        self.fields["next_person"].offer(people, with_roles)
        if people:
            self.fields["next_person"].initial = str(people[0].pk)

    def details(self) -> dict:
        return {
            "reason": self.cleaned_data["reason"],
            "next_person": self.cleaned_data["next_person"],
            "message": self.message | {"kind": Message.Kind.REPLY},
        }
