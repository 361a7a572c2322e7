"""Declared interests as lists and in words, and the forms that are asked about them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Right
from boundaries import pseudonyms
from boundaries.forms.fields import NOT_OFFERED
from boundaries.masks import Masks
from boundaries.models import Client
from policies.builtin import current_language
from supervision.forms.base import one_of, text
from supervision.gifts.declaring import Decision, Tie, address_of, deciders, may_decide
from supervision.models import InterestDeclaration
from supervision.models.gift import MOST_REASON, MOST_TIE

RELATED = (
    "organisation",
    "person__profile",
    "team__supervisor",
    "team__lead",
    "client__identity",
    "decided_by__profile",
)


def visible(user):
    return InterestDeclaration.objects.visible_to(user).select_related(*RELATED)


def own(user) -> list[InterestDeclaration]:
    """Hers, the newest first."""
    return list(visible(user).filter(person=user).order_by("-declared_at", "-pk")[:50])


def line(row, user, clock) -> dict:
    """Whoever answers, and the declarer herself, read her name; who audits reads a pseudonym, in texts too."""
    name, masks = name_for(user, row), _masks(row, user)
    decided = row.decided_at is not None
    words = {"who": name(row.decided_by), "when": clock.full(row.decided_at)} if decided else {}
    return {
        "id": str(row.pk),
        "url": address_of(row),
        "declared_at": row.declared_at,
        "when": clock.full(row.declared_at),
        "who": name(row.person),
        "is_own": row.person_id == user.pk,
        "team": row.team.name if row.team_id else "",
        "client": row.client.code if row.client_id else "",
        "tie": row.tie,
        "tie_label": str(row.get_tie_display()),
        "what": masks.on(row.what),
        "language": row.language,
        "lang": "" if row.language == current_language() else row.language,
        "decision": row.decision,
        "decision_label": str(row.get_decision_display()) if decided else _("Waits for a decision"),
        "decided": _("%(who)s, %(when)s") % words if decided else "",
        "reason": masks.on(row.decided_reason),
        "is_open": not decided,
    }


def told(row, user, clock) -> dict:
    """The same for its page, with whom it waits for and whether this reader decides."""
    is_open = row.decided_at is None
    waits_for = ", ".join(name_for(user, row)(person) for person in deciders(row)) if is_open else ""
    return line(row, user, clock) | {"waits_for": waits_for, "may_decide": is_open and may_decide(row, user)}


def name_for(user, row):
    """How this reader calls somebody: by name where she answers or it is about her, else by pseudonym."""
    by_name = user.has_right(Right.ANSWER) or row.person_id == user.pk
    return lambda person: person.short_name if by_name else pseudonyms.of_person(person)


def _masks(row, user) -> Masks:
    masks = Masks()
    if user.has_right(Right.ANSWER) or row.person_id == user.pk:
        return masks
    for person in filter(None, (row.person, row.decided_by)):
        names = (person.given_name, person.family_name)
        masks.add(names, pseudonyms.of_person(person), whole=(person.short_name,))
    if identity := getattr(row.client, "identity", None):
        masks.add((identity.given_name, identity.family_name), row.client.code)
    return masks


class DeclareForm(forms.Form):
    """Something between her and a client, or beside the work here, that others should know of."""

    tie = one_of(gettext_lazy("What is it about?"), choices=Tie.choices)
    client = forms.ChoiceField(
        label=gettext_lazy("Which client is it about?"), required=False, error_messages={"invalid_choice": NOT_OFFERED},
        help_text=gettext_lazy("If it is one of yours."),
    )  # fmt: skip
    what = text(
        gettext_lazy("What should be known?"), max_length=MOST_TIE,
        help_text=gettext_lazy("For example since when, and whether you care for this client."),
    )  # fmt: skip

    def __init__(self, data=None, *, by):
        super().__init__(data)
        self.clients = {str(client.pk): client for client in Client.objects.cared_for_by(by)}
        self.fields["client"].choices = [("", "—"), *((key, client.code) for key, client in self.clients.items())]

    def details(self) -> dict:
        said = dict(self.cleaned_data)
        return said | {"client": self.clients.get(said["client"]), "language": current_language()}


class DecideForm(forms.Form):
    """What the supervisor or lead says to it; the declarer reads the reason."""

    decision = one_of(gettext_lazy("May it stand?"), choices=Decision.choices)
    reason = text(
        gettext_lazy("Why, and under which conditions?"), max_length=MOST_REASON,
        help_text=gettext_lazy("Whoever declared it reads this, and so does the auditor."),
    )  # fmt: skip
