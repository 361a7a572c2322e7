"""A file on its way: announced, taken part by part, checked as a whole when it is all there.

Nothing slow happens while a row is held: parts are written, and files checked, before the short transaction that
says so. Two requests that do the same find one result.
"""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.errors import NotNow
from boundaries.attachments import attaching, keeping, limits, scanning
from boundaries.attachments.checking import Checked, checked
from boundaries.attachments.kinds import Refused
from boundaries.attachments.names import MOST_NAME, clean_name
from boundaries.attachments.reasons import NotTaken, NotYet
from boundaries.models import Attachment, Incident, Upload

STALE = datetime.timedelta(days=1)
GIVEN_UP = "given_up"
MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")


@transaction.atomic
def begin(user, upload_id, incident, *, name, size, media_type, sha256) -> Upload:
    """The upload with this id, announced now unless it is known. Raises Http404, NotPermitted, NotNow, ValidationError."""
    limits.hold_person(user)
    known = Upload.objects.filter(pk=upload_id).first()
    if known is not None and known.refused == GIVEN_UP:
        raise NotTaken("removed")
    if known is not None:
        return _same(known, user, incident, size, sha256)
    attaching.check_open(incident, user)
    if media_type not in MEDIA_TYPES:
        raise NotTaken("wrong_type")
    if size > settings.UPLOAD_MOST_BYTES:
        raise NotTaken("too_large")
    for code in limits.against_report(incident, size):
        raise NotTaken(code)
    _make_way(user)
    limits.check_person(user, size)
    expires_at = timezone.now() + datetime.timedelta(days=settings.UPLOAD_DAYS)
    upload = Upload(id=upload_id, incident=incident, user=user, size=size, sha256=sha256, expires_at=expires_at)
    upload.name = name[-2 * MOST_NAME :]
    upload.save(force_insert=True)
    return upload


def _same(known, user, incident, size, sha256):
    if known.user_id != user.pk:
        raise Http404
    if (known.incident_id, known.size, known.sha256) != (incident.pk, size, sha256):
        raise ValidationError({"id": _("This id was used before for something else.")})
    return known


def find(user, upload_id) -> Upload:
    """One's own, of a report that one may still see; Http404 otherwise."""
    rows = Upload.objects.alive().select_related("attachment", "incident", "user")
    upload = rows.filter(pk=upload_id, user=user).exclude(refused=GIVEN_UP).first()
    if upload is None or not _reaches(user, upload.incident_id):
        raise Http404
    return upload


def _reaches(user, incident_id):
    of_draft = Incident.objects.in_hand_of(user).filter(pk=incident_id)
    return Incident.objects.visible_to(user).filter(pk=incident_id).exists() or of_draft.exists()


def take(upload, offset: int, content: bytes) -> Upload:
    """Take the part that begins at `offset`; with the last one the file is checked and attached.

    The last part sent again finds the same attachment, or tries again what could not be finished then.
    """
    if upload.refused:
        raise NotTaken(upload.refused, found=upload.found)
    if not (upload.is_whole and offset + len(content) == upload.size):
        upload = _add(upload, offset, content)
    return finish(upload) if upload.is_whole else upload


def _add(upload, offset, content):
    _check_follows(upload, offset, content)
    part = f"{upload.folder}/{offset:09d}-{secrets.token_hex(8)}"
    keeping.keep(part, content, upload.context(part))
    try:
        with transaction.atomic():
            row = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
            if row is None:
                raise Http404
            _check_follows(row, offset, content)
            row.parts, row.offset = [*row.parts, part], offset + len(content)
            row.save(update_fields=["parts", "offset"])
    except Exception:
        keeping.forget(part)
        raise
    return row


def _check_follows(upload, offset, content):
    if offset != upload.offset:
        raise NotTaken("wrong_offset", offset=upload.offset)
    if not content:
        raise ValidationError({"": _("This part is empty.")})
    if offset + len(content) > upload.size:
        raise NotTaken("digest_mismatch")
    if len(upload.parts) >= limits.MOST_PARTS:
        raise NotTaken("too_many_uploads")


def finish(upload) -> Upload:
    """Check the whole and attach it, once. What is refused stays refused; what cannot be checked now keeps its parts."""
    if upload.attachment_id is None:
        try:
            _attach(upload, _looked_through(upload))
        except NotYet:
            raise
        except Refused as refusal:
            _refuse(upload, refusal.code, refusal.found)
        except NotNow as refusal:
            _refuse(upload, refusal.reasons[0])
        upload = find(upload.user, upload.pk)
    if upload.refused:
        raise NotTaken(upload.refused, found=upload.found)
    return upload


def _looked_through(upload) -> Checked:
    try:
        content = b"".join(keeping.kept(part, upload.context(part)) for part in upload.parts)
    except keeping.Damaged:  # or somebody else has finished it meanwhile
        raise Refused("digest_mismatch") from None
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise Refused("digest_mismatch")
    scanning.scan(content)
    return checked(content, upload.user_id)


def _attach(upload, result):
    attachment = Attachment(
        incident=upload.incident,
        author=upload.user,
        kind=result.kind,
        media_type=result.media_type,
        sent_sha256=upload.sha256,
    )
    attachment.name = clean_name(upload.name, result.kind)
    attachment.keep(result.content)
    try:
        is_ours = _attach_once(upload, attachment)
    except Exception:
        keeping.forget(attachment.stored_as)
        raise
    if not is_ours:
        keeping.forget(attachment.stored_as)


@transaction.atomic
def _attach_once(upload, attachment) -> bool:
    """The report first, then the upload: everybody takes these locks in the same order."""
    attaching.hold(upload.incident)
    row = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if row is None:
        raise Http404
    if row.attachment_id is not None or row.refused:
        return False
    attaching.attach(attachment, upload.user)
    row.attachment = attachment
    row.save(update_fields=["attachment"])
    _forget_parts_afterwards(row)
    return True


@transaction.atomic
def _refuse(upload, code, found=""):
    row = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk, attachment=None, refused="").first()
    if row is not None:
        row.refused, row.found = code, found
        row.save(update_fields=["refused", "found"])
        _forget_parts_afterwards(row)


def _forget_parts_afterwards(row):
    transaction.on_commit(lambda: keeping.forget(*row.parts))


def give_up(upload) -> None:
    """The sender wants it no more; what was attached already stays. What arrived counts until its hour is over."""
    row = Upload.objects.unfinished().filter(pk=upload.pk).first()
    if row is not None:
        over = min(row.expires_at, row.at + limits.HOUR)
        Upload.objects.filter(pk=row.pk).update(refused=GIVEN_UP, parts=[], name_encrypted=b"", expires_at=over)
        keeping.forget(*row.parts)


def _make_way(user):
    """Whoever has many files that never arrived (a lost phone) loses the oldest for a new one, after a day."""
    unfinished = user.uploads.unfinished().order_by("at")
    if unfinished.count() >= settings.UPLOAD_MOST_UNFINISHED:
        unfinished.filter(pk__in=unfinished.filter(at__lt=timezone.now() - STALE)[:1]).delete()
