"""What nobody needs any more: uploads that never arrived, and files without a row."""

from pathlib import PurePosixPath

from django.utils import timezone

from boundaries.attachments import keeping
from boundaries.choices import Status
from boundaries.models import Attachment, Upload


def sweep() -> int:
    """Forget uploads whose time is over and files that belong to nothing; how many files went. The worker calls it."""
    # a phone names what it has uploaded when it sends the report, however long that waits
    Upload.objects.filter(expires_at__lte=timezone.now()).exclude(attachment__incident__status=Status.DRAFT).delete()
    orphans = [name for name in _unknown_files() + _unknown_parts() if keeping.is_old(name)]
    keeping.forget(*orphans)
    return len(orphans)


def _unknown_files() -> list[str]:
    names = keeping.listed(keeping.FILES)
    known = set(Attachment.objects.values_list("stored_as", flat=True))
    return [name for name in names if name not in known]


def _unknown_parts() -> list[str]:
    waiting = {str(key) for key in Upload.objects.filter(attachment=None, refused="").values_list("pk", flat=True)}
    return [name for name in keeping.listed(keeping.PARTS) if PurePosixPath(name).parts[1] not in waiting]
