"""Filing for a colleague: printed sheets and their codes, for whom one may write, and the draft that comes of it.

The report is hers from its first word: she is its reporter. In whose hand it is until it is sent, boundaries/rights.py says.
"""

import itertools
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Right
from audit.errors import NotNow
from audit.ids import REFERENCE_ALPHABET
from boundaries.choices import Kind, Status
from boundaries.limits import DAY
from boundaries.models import Incident, OnBehalf, PaperSheet
from policies.kinds import rule_for
from policies.loading import protocol_for

Manner = OnBehalf.Manner
MOST_SHEETS = 200  # printed by one person within a day
# what a hand or an eye makes of a symbol that no code has; the first reading that is a code counts
READINGS = {"0": "DQ", "O": "DQ", "1": "7JT", "I": "JT", "L": "", "S": "5", "U": "V", "Y": "V"}
MOST_READINGS = 16
SYMBOLS = 8


@dataclass(frozen=True)
class Found:
    """A sheet of one's own organisation, and the report that was made from it, if there is one."""

    sheet: PaperSheet
    filing: OnBehalf | None


def make_sheet(user, *, language, event_type=None) -> PaperSheet:
    """A sheet with the protocol that is in force for this kind, or the general one. Raises NotNow after too many."""
    if PaperSheet.objects.filter(made_by=user, made_at__gt=timezone.now() - DAY).count() >= MOST_SHEETS:
        raise NotNow(["too_many_sheets"])
    return PaperSheet.objects.create(
        organisation=user.organisation,
        protocol_version=protocol_for(event_type, user.organisation),
        event_type=event_type,
        language=language,
        made_by=user,
    )


def own_sheets(user):
    return PaperSheet.objects.filter(organisation_id=user.organisation_id, made_by=user)


def find_sheet(user, text: str) -> Found | None:
    """The sheet whose code this may be, among those of this person's organisation alone."""
    sheets = PaperSheet.objects.filter(organisation_id=user.organisation_id, code__in=codes_in(text))
    sheet = sheets.select_related("protocol_version", "event_type").first()
    return Found(sheet, OnBehalf.objects.select_related("incident").filter(sheet=sheet).first()) if sheet else None


def codes_in(text: str) -> list[str]:
    """The codes that a typed text may mean: small letters, spaces, a forgotten "P-", symbols that look alike."""
    typed = re.sub(r"[^0-9A-Z]", "", text.upper())
    typed = typed.removeprefix("P") if len(typed) == SYMBOLS + 1 else typed
    if len(typed) != SYMBOLS:
        return []
    readings = [symbol if symbol in REFERENCE_ALPHABET else READINGS.get(symbol, "") for symbol in typed]
    every = ("".join(symbols) for symbols in itertools.product(*readings))
    return [f"P-{code[:4]}-{code[4:]}" for code in itertools.islice(every, MOST_READINGS)]


def colleagues_for(user):
    """For whom this person may write: a supervisor for her team, who answers for all for everybody, never for herself."""
    people = User.objects.filter(organisation_id=user.organisation_id, is_active=True).exclude(pk=user.pk)
    if not user.has_right(Right.READ_SERVICE):
        people = people.filter(Q(profile__team__supervisor=user) | Q(profile__team__in=[user.team] if user.team else []))
    found = people.select_related("profile__team").order_by("given_name", "family_name", "id").distinct()
    return [person for person in found if person.has_right(Right.REPORT)]


@transaction.atomic
def begin_for(typist, person, draft_id, *, language, sheet=None) -> Incident:
    """The draft of this person's report in the typist's hand. Raises NotNow: the sheet was used, or too many are begun."""
    if OnBehalf.objects.filter(filed_by=typist, incident__status=Status.DRAFT).count() >= settings.PERSON_LIMITS["drafts"]:
        raise NotNow(["too_many_drafts"])
    event_type = sheet.event_type if sheet else None
    if sheet is not None:  # held, so that two who type at once do not both begin
        PaperSheet.objects.select_for_update().get(pk=sheet.pk)
        if OnBehalf.objects.filter(sheet=sheet).exists():
            raise NotNow(["sheet_used"])
    draft = Incident.objects.create(
        pk=draft_id,
        organisation=person.organisation,
        kind=Kind.INCIDENT,
        reporter=person,
        language=language,
        event_type=event_type,
        event_rule=rule_for(event_type, person.organisation_id),
        protocol_version=sheet.protocol_version if sheet else protocol_for(None, person.organisation),
    )
    manner = Manner.PAPER if sheet else Manner.TOLD
    OnBehalf.objects.create(incident=draft, filed_by=typist, manner=manner, sheet=sheet)
    return draft


def drafts_of(typist):
    """What this person has begun to write for colleagues."""
    rows = Incident.objects.in_hand_of(typist).filter(status=Status.DRAFT, on_behalf__isnull=False)
    return rows.select_related("reporter", "event_type", "event_rule", "on_behalf__sheet").order_by("-started_at", "-id")


def written_for(person):
    """What colleagues are writing for this person: that it is there and who writes it, nothing else."""
    rows = OnBehalf.objects.filter(incident__reporter=person, incident__status=Status.DRAFT)
    return rows.select_related("filed_by").order_by("-at", "-id")


def filing_of(incident) -> OnBehalf | None:
    """None where the reporter writes herself."""
    return None if incident._state.adding else getattr(incident, "on_behalf", None)
