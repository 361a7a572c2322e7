"""When many files are checked at once: whoever comes too many waits outside, loses nothing, and holds up nobody else."""

import threading

import pytest

from boundaries.attachments import checking, uploads
from boundaries.attachments.reasons import NotYet
from tests import files, stories


@pytest.fixture
def slow(monkeypatch):
    """A function: a check that this person has begun, until `slow.go_on` is set."""
    begun, go_on, threads = threading.Semaphore(0), threading.Event(), []

    def waits(content):
        begun.release()
        go_on.wait(60)
        return b'{"code": "unreadable", "found": ""}\n'

    def check(who):
        with pytest.raises(checking.Refused):
            checking.checked(b"", who)

    def started(*people):
        for who in people:
            threads.append(threading.Thread(target=check, args=(who,)))
            threads[-1].start()
            if len(threads) <= checking.AT_ONCE:
                assert begun.acquire(timeout=60)

    monkeypatch.setattr(checking, "_ask", waits)
    started.go_on = go_on
    yield started
    go_on.set()
    for thread in threads:
        thread.join(60)
    assert not checking._inside


def busy(who) -> bool:
    try:
        checking.checked(b"", who)
    except NotYet as refusal:
        return refusal.reasons == ["checker_busy"]
    except checking.Refused:
        return False


def test_one_person_does_not_take_every_turn(slow, monkeypatch):
    slow(*["cara"] * checking.AT_ONCE)
    monkeypatch.setattr(checking, "MOST_OF_ONE", checking.AT_ONCE)
    assert busy("cara")
    slow.go_on.set()
    assert not busy("sam")


def test_whoever_finds_all_places_taken_is_told_at_once(slow, monkeypatch):
    slow("cara", "sam")
    monkeypatch.setattr(checking, "MOST_TOGETHER", 2)
    assert busy("tom")


def test_whoever_waits_for_a_turn_in_vain_may_come_again(slow, monkeypatch):
    slow("cara", "sam")
    monkeypatch.setattr(checking, "PATIENCE", 0.01)
    assert busy("tom")


@pytest.mark.django_db
def test_a_file_that_found_no_turn_is_kept_and_taken_later(cara, client, monkeypatch):
    draft, content = stories.draft(cara), files.photo()
    upload = files.announced(cara, draft, content)
    client.force_login(cara)
    place, kind = f"/api/v1/uploads/{upload.pk}/", "application/offset+octet-stream"
    with monkeypatch.context() as patch:
        patch.setattr(checking, "MOST_TOGETHER", 0)
        refused = client.patch(place, content, content_type=kind, headers={"upload-offset": "0"})
    assert (refused.status_code, refused.json()["code"], refused["Retry-After"]) == (503, "checker_busy", "60")
    assert client.patch(place, content, content_type=kind, headers={"upload-offset": "0"}).status_code == 201
    assert uploads.find(cara, upload.pk).attachment in draft.attachments.all()
