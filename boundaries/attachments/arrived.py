"""Whether the files that a report names are there."""

from django.db.models import Q

from boundaries.models import Attachment


def missing_files(incident, ids) -> list:
    """Ids, of uploads or of attachments, whose file does not belong to this report."""
    if not ids:
        return []
    rows = Attachment.objects.filter(Q(pk__in=ids) | Q(upload__in=ids), incident=incident).values_list("pk", "upload")
    there = {one for row in rows for one in row}
    return [one for one in ids if one not in there]
