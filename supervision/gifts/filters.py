"""What narrows the register of gifts and the list of declared interests: all of it in the address."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boundaries.pseudonyms import of_team
from supervision.forms.register import PeriodFilter, choice_of
from supervision.gifts import register
from supervision.gifts.kinds import THINGS
from supervision.models import GiftEntry, InterestDeclaration
from supervision.register import day_bounds

Became, Decision = GiftEntry.Became, InterestDeclaration.Decision


class GiftFilter(PeriodFilter):
    """Period, team, what it is about, what became of it, and how it stands with the approval."""

    team = choice_of(_("Team"))
    thing = choice_of(_("What it is about"))
    became = choice_of(_("What became of it"))
    approval = choice_of(_("Approval"))

    def offered(self) -> dict:
        return {
            "team": self.teams(),
            "thing": GiftEntry.Thing.choices,
            "became": [(register.NO_ENTRY, _("No entry yet")), *Became.choices],
            "approval": [
                (register.OPEN, _("Waits for approval")),
                (register.APPROVED, _("Approved")),
                (register.REFUSED, _("Not approved")),
            ],
        }

    def narrowed(self) -> Q:
        """In a period by when it was reported."""
        if not self.is_valid():
            return Q()
        values = self.cleaned_data
        narrowed = day_bounds(values["since"], values["until"], self.organisation)
        if values["team"]:
            narrowed &= of_team(values["team"])
        if values["thing"]:
            narrowed &= _about(values["thing"])
        if values["became"] == register.NO_ENTRY:
            narrowed &= ~register.having(Q())
        elif values["became"]:
            narrowed &= register.with_entry(became=values["became"])
        if values["approval"]:
            narrowed &= register.having(register.DECISIONS[values["approval"]])
        return narrowed


def _about(thing) -> Q:
    """By the entry, or by the kind of the report while it has none."""
    keys = [key for key, of in THINGS.items() if of == thing]
    return register.with_entry(thing=thing) | (Q(event_type__key__in=keys) & ~register.having(Q()))


class InterestFilter(PeriodFilter):
    """Period, team, tie, and what was decided."""

    team = choice_of(_("Team"))
    tie = choice_of(_("What it is about"))
    decision = choice_of(_("Decision"))

    def offered(self) -> dict:
        return {
            "team": self.teams(),
            "tie": InterestDeclaration.Tie.choices,
            "decision": [(register.OPEN, _("Waits for a decision")), *Decision.choices],
        }

    def narrowed(self) -> Q:
        if not self.is_valid():
            return Q()
        values = self.cleaned_data
        narrowed = day_bounds(values["since"], values["until"], self.organisation, "declared_at")
        for name in ("team", "tie"):
            if values[name]:
                narrowed &= Q(**{name: values[name]})
        if values["decision"]:
            narrowed &= Q(decision="" if values["decision"] == register.OPEN else values["decision"])
        return narrowed


