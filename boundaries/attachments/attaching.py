"""A checked file becomes part of a report: freely while it is a draft, by an act with its event afterwards."""

from django.db import transaction
from django.http import Http404

from audit.door import declared_acts, record
from audit.errors import NotNow, NotPermitted
from boundaries import rights
from boundaries.answers import hold_draft
from boundaries.attachments import keeping, limits
from boundaries.attachments.reasons import NotTaken
from boundaries.choices import OPEN, Status
from boundaries.models import Attachment, Incident, Upload


def hold(incident) -> Incident:
    """The report as it stands, held until the end of this transaction; Http404 when it was thrown away."""
    row = Incident._base_manager.select_for_update(of=("self",)).filter(pk=incident.pk).first()
    if row is None:
        raise Http404
    return row


def attach(attachment, by) -> None:
    """Save the row of a file that is in storage. The caller holds the report."""
    incident = attachment.incident = hold(attachment.incident)
    if incident.status != Status.DRAFT:
        record(incident, "attach", by=by, attachment=attachment)
        return
    check_open(incident, by)
    for code in limits.against_report(incident, attachment.size):
        raise NotTaken(code)
    attachment.save(force_insert=True)


def check_open(incident, by) -> None:
    """May this person add something here, now? Raises Http404, NotPermitted, NotNow."""
    if incident.status == Status.DRAFT:
        if not rights.is_reporter(incident, by):
            raise Http404
        return
    act = declared_acts()[Incident, "attach"]
    if not act.may(incident, by):
        raise NotPermitted("attach")
    if codes := act.reasons(incident):
        raise NotNow(codes)


def add(incident, by, attachment) -> list[Attachment]:
    """The act `attach`: what it adds is proven by its event."""
    attachment.save(force_insert=True)
    return [attachment]


def reasons_against(incident, attachment=None) -> list[str]:
    """While the conversation is open, and there is room."""
    if incident.status not in OPEN:
        return ["wrong_status"]
    return limits.against_report(incident, attachment.size if attachment else 0)


@transaction.atomic
def remove(attachment, by) -> None:
    """Out of a draft, as if it had never been added. Raises NotPermitted, and NotNow once the report is sent."""
    if not rights.is_reporter(attachment.incident, by):
        raise NotPermitted("remove")
    hold_draft(attachment.incident)
    Upload.objects.filter(attachment=attachment).update(refused="removed")
    forget_afterwards(attachment)
    attachment.delete()


def forget_afterwards(*attachments) -> None:
    """Their files go when it is certain that their rows have gone."""
    names = [attachment.stored_as for attachment in attachments]
    transaction.on_commit(lambda: keeping.forget(*names))


def opened(attachment, by) -> bytes:
    """The content for this person; a look into a sent report is recorded. Raises NotPermitted, NotNow."""
    if attachment.incident.status != Status.DRAFT:
        record(attachment.incident, "open_attachment", by=by, attachment=attachment)
    try:
        return attachment.content()
    except keeping.Damaged:
        raise NotNow(["record_altered"]) from None


def name_opened(incident, happening) -> None:
    """The event says which file was looked at."""
    happening.data["attachment"] = str(happening.details["attachment"].pk)


def check_file(attachment) -> list[str]:
    """What does not match between the row and its file, for audit_verify."""
    try:
        attachment.content()
    except keeping.Damaged as damage:
        return [str(damage)]
    return []
