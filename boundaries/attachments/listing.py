"""The files of a report as a page lists them."""

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from boundaries.attachments.finding import name_is_open, names_are_open
from boundaries.attachments.uploads import MEDIA_TYPES
from boundaries.choices import OPEN, Status

KINDS = {"photo": _("Photo"), "pdf": _("PDF")}


def listed(incident, user) -> dict:
    """What templates/boundaries/_attachments.html shows: the files, and whether more can be added or any removed."""
    named = names_are_open(incident, user)
    rows = [_row(row, named, name_is_open(row, incident, user)) for row in incident.attachments.all()]
    may_add = named and incident.status in (*OPEN, Status.DRAFT)
    return {
        "attachments": rows,
        "may_attach": may_add,
        "may_remove": named and incident.status == Status.DRAFT,
        "accepted": ",".join(MEDIA_TYPES),
    }


def _row(row, named, called) -> dict:
    """Without names the file is neither called by its own nor opened; a hidden reporter's is opened under another name."""
    when = date_format(timezone.localtime(row.at), "SHORT_DATETIME_FORMAT")
    kind = KINDS[row.kind]
    about = f"{kind} · {filesizeformat(row.size)} · {when}"
    return {"id": row.pk, "name": row.name if called else kind, "about": about, "is_open": named}
