"""Finding what somebody may see: the report that a file goes to, a file, the files of a report."""

import uuid

from django.db.models import Q
from django.http import Http404

from boundaries import pseudonyms, rights
from boundaries.models import Attachment, Incident

RELATED = ("organisation", "reporter", "client")


def find_report(user, place: str) -> Incident:
    """By its reference, or what is in one's hand by its id (a draft has no other name); Http404 for anything out of reach."""
    try:
        rows = Incident.objects.in_hand_of(user).filter(pk=uuid.UUID(place))
    except ValueError:
        rows = Incident.objects.visible_to(user).sent().filter(reference=place[:16].replace("\x00", ""))
    incident = rows.select_related(*RELATED).first()
    if incident is None:
        raise Http404
    return incident


def find_attachment(user, attachment_id) -> Attachment:
    """Of a report that this person may see or writes; Http404 otherwise."""
    related = [f"incident__{name}" for name in RELATED]
    visible = Incident.objects.visible_to(user).values("pk"), Incident.objects.in_hand_of(user).values("pk")
    in_reach = Q(incident__in=visible[0]) | Q(incident__in=visible[1])
    row = Attachment.objects.select_related(*related).filter(in_reach, pk=attachment_id).first()
    if row is None:
        raise Http404
    return row


def names_are_open(incident, user) -> bool:
    """A file's name and content may tell who people are: for the reporter, and for those who answer."""
    return rights.person(rights.takes_part)(incident, user)


def name_is_open(attachment, incident, user) -> bool:
    """What a reporter behind a pseudonym called her own file may tell who she is."""
    is_hers = attachment.author_id == incident.reporter_id
    return names_are_open(incident, user) and not (is_hers and pseudonyms.hides(incident, user))
