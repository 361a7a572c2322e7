"""How a file of a form is received: one, on the few addresses that take one, bounded, and never under a name on disk.

The form's key is checked before any view runs, and reading it reads the files: so it is decided here, by what the
view says of itself (`takes_file`).
"""

import tempfile

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

FIELDS_ROOM = 64 * 1024  # for what is sent beside the file


class OneFileHandler(FileUploadHandler):
    """Into a file without a name, which is gone with the request or the process."""

    chunk_size = 256 * 1024
    file = None

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if self.takes_file and content_length > settings.UPLOAD_MOST_BYTES + FIELDS_ROOM:
            raise RequestDataTooBig("larger than a file may be")

    @property
    def takes_file(self) -> bool:
        match = self.request.resolver_match
        return bool(match and getattr(match.func, "takes_file", False))

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        if not self.takes_file:
            raise RequestDataTooBig("no file is taken here")
        if not self.request.user.is_authenticated:
            raise SkipFile  # on the way to signing in
        self.file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - closed with the request

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > settings.UPLOAD_MOST_BYTES:
            self.upload_interrupted()
            raise RequestDataTooBig("larger than a file may be")
        self.file.write(raw_data)

    def file_complete(self, file_size):
        self.file.seek(0)
        return UploadedFile(file=self.file, name=self.file_name, content_type=self.content_type, size=file_size)

    def upload_interrupted(self):
        if self.file is not None:
            self.file.close()
