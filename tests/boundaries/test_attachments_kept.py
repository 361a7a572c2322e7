"""How files are kept: sealed, for their owner only, bound to their row, found when altered, forgotten when not needed."""

import os
import stat
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import IntegrityError, connection, transaction

from audit.door import perform, record
from audit.verify import verify
from boundaries.attachments import keeping, uploads
from boundaries.attachments.names import clean_name
from boundaries.attachments.reasons import NotYet
from boundaries.attachments.sweeping import sweep
from boundaries.models import Attachment, Upload
from tests import files, stories, tampering

CONTENT = b"planted content of a photo" * 100


def path(row):
    return Path(keeping.storage().path(row.stored_as))


@pytest.fixture
def incident(cara):
    draft = stories.draft(cara)
    for number in range(2):
        files.attached(draft, cara, CONTENT + bytes([number]), name=f"planted name {number}.jpg")
    return perform(draft, "submit", by=cara)


def test_a_file_lies_sealed_and_for_its_owner_only(incident):
    row = incident.attachments.first()
    assert row.content() == CONTENT + b"\0"
    assert b"planted" not in path(row).read_bytes()
    assert b"planted" not in bytes(row.name_encrypted)
    assert stat.S_IMODE(path(row).stat().st_mode) == 0o600
    folder = path(row).parent
    while folder != Path(project.DOORSTEP_VAR):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        folder = folder.parent


def alter(one, other):
    content = path(one).read_bytes()
    path(one).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def swap(one, other):
    content = path(one).read_bytes()
    path(one).write_bytes(path(other).read_bytes())
    path(other).write_bytes(content)


def cut(one, other):
    path(one).write_bytes(b"")


def lose(one, other):
    path(one).unlink()


def forge(one, other):
    """Sealed with the right key for the right row, and still not what was proven."""
    keeping.keep(one.stored_as, b"another photo", one._context)


@pytest.mark.parametrize("hand", [alter, swap, cut, lose, forge], ids=lambda hand: hand.__name__)
def test_whatever_is_done_to_a_file_is_found(incident, hand, client):
    assert verify().findings == []
    one, other = incident.attachments.all()
    hand(one, other)
    found = [str(finding) for finding in verify(organisation_id=incident.organisation_id).findings]
    assert any(str(one.pk) in finding and "file" in finding for finding in found)
    client.force_login(incident.reporter)
    answer = client.get(f"/api/v1/attachments/{one.pk}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "record_altered")
    assert client.get(f"/attachments/{one.pk}/").status_code == 302


def test_rows_of_a_sent_report_are_frozen_and_those_of_a_draft_are_not(incident, cara):
    row = incident.attachments.first()
    for act in (lambda: tampering.alter(row, "sha256"), lambda: tampering.remove(row)):
        with pytest.raises(IntegrityError if connection.vendor == "sqlite" else Exception), transaction.atomic():
            act()
    draft = stories.draft(cara)
    free = files.attached(draft, cara)
    tampering.alter(free, "sha256")
    tampering.remove(free)


def test_a_file_slipped_into_a_sent_report_stands_in_no_event(incident):
    row = Attachment(
        incident=incident, author=incident.reporter, kind="photo", media_type="image/jpeg", sent_sha256="0"
    )
    row.keep(CONTENT)
    row.save()
    assert [str(finding) for finding in verify().findings] == [f"boundaries.attachment {row.pk}: stands in no event"]


def make_old(name):
    os.utime(keeping.storage().path(name), (1, 1))


def test_what_belongs_to_nothing_is_swept_away_when_it_is_old(incident, cara):
    draft = stories.draft(cara)
    waiting, over = (files.announced(cara, draft, CONTENT) for _ in range(2))
    for upload in (waiting, over):
        upload.parts = [f"{upload.folder}/0"]
        upload.save()
        keeping.keep(upload.parts[0], b"part", upload.context("0"))
    Upload.objects.filter(pk=over.pk).update(expires_at=over.at)
    keeping.keep("files/00/orphan", b"x", "")
    unfinished = Path(keeping.storage().path("files/00/half.new"))
    unfinished.write_bytes(b"half")
    assert sweep() == 0
    kept = [row.stored_as for row in incident.attachments.all()] + waiting.parts
    gone = ["files/00/orphan", "files/00/half.new", *over.parts]
    for name in kept + gone:
        make_old(name)
    assert sweep() == len(gone)
    assert [keeping.storage().exists(name) for name in kept + gone] == [True] * len(kept) + [False] * len(gone)
    assert not Upload.objects.filter(pk=over.pk).exists()


def test_a_draft_thrown_away_takes_its_files_with_it(cara, django_capture_on_commit_callbacks):
    draft = stories.draft(cara)
    row = files.attached(draft, cara)
    files.announced(cara, draft, CONTENT)
    with django_capture_on_commit_callbacks(execute=True):
        record(draft, "discard", by=cara)
    assert not path(row).exists()
    assert (Attachment.objects.count(), Upload.objects.count()) == (0, 0)


def test_a_full_disk_is_said_and_nothing_is_half_kept(cara, monkeypatch):
    upload = files.announced(cara, stories.draft(cara), CONTENT)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotYet) as refusal:
        uploads.take(upload, 0, CONTENT)
    assert refusal.value.reasons == ["no_room"]
    monkeypatch.undo()
    assert uploads.find(cara, upload.pk).offset == 0
    assert keeping.listed(upload.folder) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("IMG_0001.HEIC", "IMG_0001.jpg"),
        ("C:\\Users\\cara\\levél.png", "levél.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("zero\u200bwidth\x00\r\n.jpg", "zerowidth.jpg"),
        ("e\u0301te\u0301.jpg", "été.jpg"),
        ('<img src="x">.jpg', "_img src=_x__.jpg"),
        ("...", "photo.jpg"),
        ("", "photo.jpg"),
        (".jpg", "jpg.jpg"),
        ("x" * 500 + ".jpg", "x" * 96 + ".jpg"),
        ("писмо.от.майка.jpeg", "писмо.от.майка.jpg"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(sent, kept):
    assert clean_name(sent, "photo") == kept
    assert len(clean_name(sent, "pdf")) <= 100
    assert clean_name(sent, "pdf").endswith(".pdf")
