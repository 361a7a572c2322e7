"""How much is taken: of one file, for one report, from one person."""

import datetime

from django.conf import settings
from django.db.models import Count, Sum
from django.utils import timezone

from accounts.models import User
from boundaries.attachments.reasons import NotTaken

PART_SIZE = 1024 * 1024
MOST_PARTS = 500
HOUR = datetime.timedelta(hours=1)


def against_report(incident, size: int) -> list[str]:
    """Codes that forbid one more file of this size on this report."""
    held = incident.attachments.aggregate(count=Count("pk"), total=Sum("size", default=0))
    if held["count"] >= settings.UPLOAD_MOST_FILES:
        return ["too_many_files"]
    return ["storage_full"] if held["total"] + size > settings.UPLOAD_MOST_OF_REPORT else []


def hold_person(user) -> None:
    """Count what this person sends one request after the other, until the end of this transaction."""
    list(User.objects.select_for_update(no_key=True, of=("self",)).filter(pk=user.pk).values_list("pk"))


def check_person(user, size: int) -> None:
    """Raises NotTaken for too many files on their way, or too many bytes within an hour."""
    if user.uploads.unfinished().count() >= settings.UPLOAD_MOST_UNFINISHED:
        raise NotTaken("too_many_uploads")
    sent = user.uploads.filter(at__gt=timezone.now() - HOUR).aggregate(total=Sum("size", default=0))["total"]
    if sent + size > settings.UPLOAD_MOST_PER_HOUR:
        raise NotTaken("too_much_at_once")
