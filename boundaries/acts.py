"""Acts on an incident that move no status: discard a draft, add information, agree, enter in the care record, look."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.verify import declare_check
from boundaries import answers, guards, limits, rights
from boundaries.attachments import attaching, reasons
from boundaries.choices import Status
from boundaries.models import Addendum, Attachment, Incident, StepAnswer

SENT = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED, Status.RESOLVED)


def _status_in(*statuses):
    return lambda incident, **details: [] if incident.status in statuses else ["wrong_status"]


def _add_information(incident, by, text, language, corrects=None):
    addendum = Addendum(incident=incident, author=by, text=text.strip(), language=language, corrects=corrects)
    addendum.full_clean()
    an_hour = timezone.now() - limits.HOUR
    limits.check_room([incident.addenda.all()], [Addendum.objects.filter(author=by, at__gt=an_hour)])
    addendum.save(force_insert=True)
    return [addendum]


def _answer_later(incident, by, clause, **answer):
    """The report itself stays as it was sent: only the answer is added."""
    cleaned = answers.clean_answer(incident, clause, **answer)
    return [StepAnswer.objects.create(incident=incident, clause=clause, **cleaned)]


def _not_answered_yet(incident, clause, **answer):
    if incident.status not in SENT or clause.version_id != incident.protocol_version_id:
        return ["wrong_status"]
    return ["answered_already"] if incident.answers.filter(clause=clause).exists() else []


def _not_yet(field, *statuses):
    """In one of these statuses and never before: what was said once stands, and pressing twice says it once."""
    return lambda incident, **details: (
        [] if incident.status in statuses and getattr(incident, field) is None else ["wrong_status"]
    )


def _agree(incident, by):
    incident.agreed_at = timezone.now()
    incident.save(update_fields=["agreed_at"])


def _enter_in_care_record(incident, by, reference="", note=""):
    """C1: the entry's place, or why no record applies."""
    if is_blank(reference) and is_blank(note):
        raise ValidationError(_("Say where it is entered, or why no care record applies."))
    incident.care_record_ref, incident.care_record_note = reference, note
    incident.care_record_at, incident.care_record_by = timezone.now(), by
    incident.full_clean()
    incident.save(update_fields=["care_record_ref", "care_record_note", "care_record_at", "care_record_by"])


def _discard(incident, by):
    attaching.forget_afterwards(*incident.attachments.all())
    Incident.objects.filter(pk=incident.pk, status=Status.DRAFT).delete()


def prove_report(incident, happening):
    """What was reported is proven from the moment it is sent: the report, every answer, file and person, who wrote it, and why
    it was graded so."""
    happening.digests.update(incident.digests("report", "filing", "grading"))
    happening.prove(*incident.answers.all(), *incident.named.all(), *incident.attachments.all(), *incident.referrals.all())
    if filing := getattr(incident, "on_behalf", None):
        happening.prove(filing)


def declare():
    """Register this room's acts and consequences with the one door."""
    reporter, partaker = rights.person(rights.is_reporter), rights.person(rights.takes_part)
    acts = {
        "discard": Act("draft_discarded", rights.person(rights.writes), _discard, _status_in(Status.DRAFT), ends_record=True),
        "add_information": Act("information_added", partaker, _add_information, _status_in(*SENT)),
        "attach": Act("attachment_added", partaker, attaching.add, attaching.reasons_against),
        "open_attachment": Act("attachment_opened", partaker, kind=chain.ACCESS),
        "answer_later": Act("answer_added", reporter, _answer_later, _not_answered_yet),
        "agree": Act("result_agreed", reporter, _agree, _not_yet("agreed_at", Status.RESOLVED)),
        "enter_in_care_record": Act("care_record_entered", partaker, _enter_in_care_record, _not_yet("care_record_at", *SENT)),
        "open": Act("record_opened", rights.person(rights.reads), kind=chain.ACCESS),
        "see_client_name": Act("client_name_seen", rights.person(rights.names_clients), kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    declare_consequences({"incident_submitted": [prove_report], "attachment_opened": [attaching.name_opened]})
    declare_check(Attachment, attaching.check_file)
    guards.REASONS.update(reasons.REASONS)
