"""Where sealed files lie: any storage of Django's; ours writes to disk as durably as the database does."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage

UNFINISHED = ".new"


class DurableStorage(FileSystemStorage):
    """A file is whole, synced and readable by its owner only before it has its name; the same name replaces it."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        path = Path(self.path(name))
        _make(path.parent)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync(path.parent)
        return str(name)


def _make(folder):
    """For its owner only, and synced into the folder above, as far up as it takes."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync(folder.parent)


def _sync(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
