"""With a virus scanner set, nothing passes that it has not seen; while it is away files wait."""

import socket
import struct
import threading

import pytest

from boundaries.attachments import uploads
from boundaries.attachments.reasons import NotTaken, NotYet
from tests import files, stories

VIRUS = b"planted virus"


class Scanner(threading.Thread):
    """What clamd speaks: INSTREAM with lengths, one answer per connection."""

    def __init__(self, listener, answer=None):
        super().__init__(daemon=True)
        self.listener, self.answer, self.seen = listener, answer, []

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                self.seen.append(self.read(stream))
                found = b"stream: Planted FOUND\0" if VIRUS in self.seen[-1] else b"stream: OK\0"
                connection.sendall(self.answer or found)

    def read(self, stream):
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">L", stream.read(4))[0]:
            content += stream.read(length)
        return content


@pytest.fixture
def start(settings):
    """A function: a scanner at work, on a port of this machine or at a socket file."""
    listeners = []

    def started(address="", answer=None):
        listener = socket.socket(socket.AF_UNIX if address else socket.AF_INET)
        listener.bind(address or ("127.0.0.1", 0))
        listener.listen()
        listeners.append(listener)
        settings.CLAMD = f"unix:{address}" if address else f"127.0.0.1:{listener.getsockname()[1]}"
        scanner = Scanner(listener, answer)
        scanner.start()
        return scanner

    yield started
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.fixture
def draft(cara):
    return stories.draft(cara)


def test_a_file_is_shown_to_the_scanner_as_it_came(cara, draft, start):
    scanner, picture = start(), files.photo(size=(1200, 900))
    assert files.sent(cara, draft, picture).attachment
    assert scanner.seen == [picture]


def test_a_scanner_at_a_socket_file_is_asked_too(cara, draft, start, tmp_path):
    scanner = start(str(tmp_path / "clamd"))
    assert files.sent(cara, draft, files.photo()).attachment
    assert len(scanner.seen) == 1


def test_a_virus_is_refused_and_stays_refused(cara, draft, start):
    start()
    upload = files.announced(cara, draft, content := files.photo() + VIRUS)
    for _ in range(2):
        with pytest.raises(NotTaken) as refusal:
            uploads.take(uploads.find(cara, upload.pk), 0, content)
        assert refusal.value.reasons == ["infected"]
    assert not draft.attachments.exists()


@pytest.mark.parametrize(
    "answer", [b"stream: INSTREAM size limit exceeded. ERROR\0", b"stream: OK FOUND ERROR\0", b"\0"]
)
def test_an_answer_that_is_none_lets_nothing_through(cara, draft, start, answer):
    start(answer=answer)
    with pytest.raises(NotYet) as refusal:
        files.sent(cara, draft, files.photo())
    assert refusal.value.reasons == ["scanner_away"]
    assert not draft.attachments.exists()


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:/nowhere/clamd", "nonsense"])
def test_while_the_scanner_is_away_a_file_waits_and_goes_on_afterwards(cara, draft, client, start, settings, address):
    settings.CLAMD = address
    client.force_login(cara)
    upload = files.announced(cara, draft, content := files.photo())
    place, kind = f"/api/v1/uploads/{upload.pk}/", "application/offset+octet-stream"
    refused = client.patch(place, content, content_type=kind, headers={"upload-offset": "0"})
    assert (refused.status_code, refused.json()["code"], refused["Retry-After"]) == (503, "scanner_away", "60")
    start()
    assert client.get(place).json()["offset"] == len(content)
    done = client.patch(place, b"", content_type=kind, headers={"upload-offset": str(len(content))})
    assert done.status_code == 201
    assert draft.attachments.count() == 1
