"""A report that was sent under this id before: the same once more gets its receipt, anything else is refused."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from audit.errors import NotNow
from boundaries import drafts
from boundaries.api import filed_referrals, whole_form
from boundaries.attachments.arrived import missing_files
from boundaries.models import Incident, StepAnswer

FILED_DIFFERENTLY = "filed_differently"
REASONS = {
    FILED_DIFFERENTLY: _(
        "A report was sent under this id before, with other content. It stands; add information to it instead."
    ),
}
# filled by sending where nothing was said
FILLED = {"event_type", "occurred_at"}


def same(filing, incident) -> Incident:
    """The incident, if everything that is sent now stands in it; NotNow otherwise.

    A twin is written under an id of its own, with the same protocol, and forgotten: what it says is compared.
    """
    twin = filing.again(Incident._meta.pk.get_default())
    try:
        with transaction.atomic():
            about = {"kind": twin.kind, "event_type": twin.event_type()}
            # as if in danger: what is forgotten at once is no draft too many
            twin.draft = drafts.begin(incident.reporter, twin.draft_id, **about, in_danger=True)
            Incident.objects.filter(pk=twin.draft.pk).update(protocol_version=incident.protocol_version_id)
            twin.draft.protocol_version = incident.protocol_version
            twin.write()
            is_same = _stands_in(twin, incident)
            transaction.set_rollback(True)
    except ValidationError:
        is_same = False
    is_same = is_same and filed_referrals.stand_in(incident, filing.referrals)
    if not is_same or missing_files(incident, filing.attachments):
        raise NotNow([FILED_DIFFERENTLY])
    return incident


def _stands_in(twin, incident) -> bool:
    names = [name for name, value in twin.sent.items() if value or name not in FILLED]
    answered = _answers(incident)
    same_answers = all(answered.get(number) == answer for number, answer in _answers(twin.draft).items())
    return same_answers and all(_said(twin.draft, name) == _said(incident, name) for name in names)


def _answers(incident):
    rows = StepAnswer.objects.filter(incident=incident).values("clause__number", "outcome", "note", "data")
    return {row["clause__number"]: row for row in rows}


def _said(incident, name):
    """What a record holds of one name of the request, comparable between two records."""
    if name in ("who", "about"):
        return incident.started_by if name == "who" else None, incident.client_id
    if name in ("colleagues", "other_person"):
        return sorted((str(person.user_id), person.name) for person in incident.named.all())
    if name in ("reach", "reach_words"):
        return incident.reach_safely
    return None if name in whole_form.ABOUT_SENDING else getattr(incident, name, None)
