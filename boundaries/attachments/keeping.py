"""Sealed bytes in storage: written, read, forgotten, and what nobody knows any more swept away."""

import datetime
import errno

from cryptography.exceptions import InvalidTag
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from accounts.encryption import seal, unseal
from boundaries.attachments.reasons import NotYet

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
FILES, PARTS = "files", "parts"
# A file is written before its row: for so long it may be one whose row is about to come
GRACE = datetime.timedelta(days=1)


class Damaged(Exception):
    """The file is gone, was altered, or belongs to another row."""


def storage():
    return storages["attachments"]


def keep(name: str, content: bytes, context: str) -> None:
    """On disk when this returns. Raises NotYet where there is no room."""
    try:
        storage().save(name, ContentFile(seal(content, context)))
    except OSError as trouble:
        if trouble.errno in NO_ROOM:
            raise NotYet("no_room") from trouble
        raise


def kept(name: str, context: str) -> bytes:
    """Raises Damaged."""
    try:
        with storage().open(name) as file:
            return unseal(file.read(), context)
    except FileNotFoundError:
        raise Damaged("its file is gone") from None
    except (InvalidTag, KeyError, IndexError, ValueError):
        raise Damaged("its file was altered or exchanged") from None


def forget(*names: str) -> None:
    for name in names:
        storage().delete(name)


def listed(folder: str) -> list[str]:
    """The names of all files under this folder, folders within it included."""
    try:
        folders, files = storage().listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{file}" for file in files] + [name for inner in folders for name in listed(f"{folder}/{inner}")]


def is_old(name: str) -> bool:
    try:
        return storage().get_modified_time(name) < timezone.now() - GRACE
    except FileNotFoundError:
        return False
