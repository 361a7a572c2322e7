"""Acts on an incident that move no status: discard a draft, add information, agree, enter in the care record, look."""

from django.utils import timezone

from audit import chain
from audit.door import Act, declare_act, declare_consequences
from boundaries import rights
from boundaries.choices import Status
from boundaries.models import Addendum, Incident

SENT = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED, Status.RESOLVED)


def _status_in(*statuses):
    return lambda incident, **details: [] if incident.status in statuses else ["wrong_status"]


def _add_information(incident, by, text, language, corrects=None):
    return [
        Addendum.objects.create(incident=incident, author=by, text=text, language=language, corrects=corrects)
    ]


def _agree(incident, by):
    incident.agreed_at = timezone.now()
    incident.save(update_fields=["agreed_at"])


def _enter_in_care_record(incident, by, reference="", note=""):
    incident.care_record_ref, incident.care_record_note = reference, note
    incident.care_record_at, incident.care_record_by = timezone.now(), by
    incident.save(update_fields=["care_record_ref", "care_record_note", "care_record_at", "care_record_by"])


def _discard(incident, by):
    Incident.objects.filter(pk=incident.pk, status=Status.DRAFT).delete()


def prove_report(incident, happening):
    """What was reported is proven from the moment it is sent: the report, every answer and who is part of it."""
    happening.digests.update(incident.digests("report"))
    happening.prove(*incident.answers.all(), *incident.named.all())


def declare():
    """Register this room's acts and consequences with the one door."""
    acts = {
        "discard": Act("draft_discarded", rights.is_reporter, _discard, _status_in(Status.DRAFT)),
        "add_information": Act("information_added", rights.takes_part, _add_information, _status_in(*SENT)),
        "agree": Act("result_agreed", rights.is_reporter, _agree, _status_in(Status.RESOLVED)),
        "enter_in_care_record": Act(
            "care_record_entered", rights.takes_part, _enter_in_care_record, _status_in(*SENT)
        ),
        "open": Act("record_opened", rights.reads, kind=chain.ACCESS),
        "see_client_name": Act("client_name_seen", rights.names_clients, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    declare_consequences({"incident_submitted": [prove_report]})
