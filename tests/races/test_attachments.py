"""Files while something else happens at the same moment: one attachment each, nothing lost, nothing unproven."""

import pytest

from audit.door import perform, record
from audit.errors import NotNow
from audit.ids import uuid7
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.attachments import attaching, keeping, uploads
from boundaries.attachments.checking import Checked
from boundaries.models import Attachment, Incident, Upload
from tests import files, stories
from tests.races.conftest import THREADS

CONTENT = b"pretended photo " * 64


@pytest.fixture(autouse=True)
def quick_check(monkeypatch):
    """The child has its own tests; here the moment counts."""
    monkeypatch.setattr(uploads, "checked", lambda content, who: Checked("photo", "image/jpeg", content))


def send(upload, offset=0, part=CONTENT):
    return lambda: uploads.take(uploads.find(upload.user, upload.pk), offset, part)


def test_an_upload_announced_by_eight_requests_is_one(people, all_at_once):
    draft, own_id = stories.draft(people.cara), uuid7()
    results = all_at_once([lambda: files.announced(people.cara, draft, CONTENT, id=own_id)] * THREADS)
    assert {type(result) for result in results} == {Upload}
    assert Upload.objects.count() == 1


def test_never_more_on_their_way_than_allowed(people, all_at_once, settings):
    draft = stories.draft(people.cara)
    results = all_at_once([lambda: files.announced(people.cara, draft, CONTENT)] * THREADS)
    refused = [result for result in results if isinstance(result, NotNow)]
    assert len(refused) == THREADS - settings.UPLOAD_MOST_UNFINISHED, results


def test_of_two_parts_for_the_same_place_one_is_taken(people, all_at_once):
    half = len(CONTENT) // 2
    for _ in range(3):
        upload = files.announced(people.cara, stories.draft(people.cara), CONTENT)
        results = all_at_once([send(upload, 0, CONTENT[:half])] * 4)
        assert sum(isinstance(result, Upload) for result in results) == 1, results
        assert {r.reasons[0] for r in results if isinstance(r, NotNow)} <= {"wrong_offset"}
        assert len(keeping.listed(upload.folder)) == 1
        send(upload, half, CONTENT[half:])()


def test_finished_by_eight_requests_it_is_one_attachment(people, all_at_once):
    incident = stories.submitted(people.cara)
    upload = files.announced(people.cara, incident, CONTENT)
    results = all_at_once([send(upload)] * THREADS)
    done = {result.attachment_id for result in results if isinstance(result, Upload)}
    assert done == {Attachment.objects.get().pk}
    assert {r.reasons[0] for r in results if isinstance(r, NotNow)} <= {"wrong_offset"}
    again = all_at_once([send(upload)] * THREADS)
    assert {result.attachment_id for result in again} == done
    assert AuditEvent.objects.filter(act="attachment_added").count() == 1
    kept = keeping.listed(keeping.FILES)
    assert [name for name in kept if name == Attachment.objects.get().stored_as]
    assert keeping.listed(upload.folder) == []
    assert verify().findings == []


def test_a_file_that_arrives_while_its_report_is_sent_is_in_it_or_added_to_it(people, all_at_once):
    for _ in range(4):
        draft = stories.draft(people.cara)
        arriving = [files.announced(people.cara, draft, CONTENT) for _ in range(4)]
        results = all_at_once([*map(send, arriving), lambda d=draft: perform(d, "submit", by=people.cara)])
        assert isinstance(results[-1], Incident), results
        assert all(isinstance(result, Upload) and result.attachment for result in results[:-1]), results
        assert draft.attachments.count() == 4
    assert verify().findings == []


def test_a_file_that_arrives_while_its_draft_is_thrown_away_goes_with_it(people, all_at_once):
    for _ in range(4):
        draft = stories.draft(people.cara)
        arriving = [files.announced(people.cara, draft, CONTENT) for _ in range(3)]
        results = all_at_once([*map(send, arriving), lambda d=draft: record(d, "discard", by=people.cara)])
        assert not isinstance(results[-1], Exception), results
        assert not Attachment.objects.filter(incident=draft.pk).exists()
    assert verify().findings == []


def test_a_file_is_sent_with_its_report_or_taken_out_before(people, all_at_once):
    for _ in range(4):
        draft = stories.draft(people.cara)
        row = files.attached(draft, people.cara)
        take_out, submit = (
            (lambda r=row: attaching.remove(r, people.cara)),
            (lambda d=draft: perform(d, "submit", by=people.cara)),
        )
        removed, sent = all_at_once([take_out, submit])
        assert isinstance(sent, Incident)
        assert isinstance(removed, NotNow) == draft.attachments.exists()
    assert verify().findings == []


def test_never_more_on_a_report_than_it_holds(people, all_at_once, settings):
    settings.UPLOAD_MOST_FILES = 3
    incident = stories.submitted(people.cara)
    arriving = [files.announced(people.cara, incident, CONTENT + bytes([n])) for n in range(5)]
    parts = [CONTENT + bytes([number]) for number in range(5)]
    results = all_at_once([send(upload, 0, part) for upload, part in zip(arriving, parts, strict=True)])
    assert sum(isinstance(result, Upload) for result in results) == 3, results
    assert {r.reasons[0] for r in results if isinstance(r, NotNow)} == {"too_many_files"}
    assert verify().findings == []
