"""Finished records on disk: found by content, whole, for the owner only, forgotten on demand."""

import stat

import pytest

from audit.door import record
from boundaries.models import Incident
from supervision.exports import store
from supervision.exports.record import record_document
from supervision.exports.render import CannotRender
from tests import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def prints(settings, tmp_path, monkeypatch):
    """Counts renderings instead of doing them."""
    settings.DOORSTEP_VAR = tmp_path
    made = []

    def record_pdf(document):
        made.append(document)
        return f"%PDF-{len(made)}".encode()

    monkeypatch.setattr(store, "record_pdf", record_pdf)
    return made


@pytest.fixture
def incident(cara, sam, client_k):
    return stories.answered(cara, sam, client=client_k)


def stored(incident, language="en", profile="pseudonymised"):
    """As a request does: the incident found afresh."""
    found = Incident.objects.select_related(*store.NAMES).get(pk=incident.pk)
    return store.stored_record(found, language=language, profile=profile)


def test_the_second_reader_is_served_the_same_bytes(prints, incident):
    first = stored(incident)
    assert stored(incident) == first
    assert len(prints) == 1


def test_the_digest_is_that_of_the_canonical_record(prints, incident):
    _, digest = stored(incident)
    assert digest == store.record_digest(record_document(incident, language="en"))


def test_another_language_or_profile_is_another_print(prints, incident):
    stored(incident)
    stored(incident, language="cs")
    stored(incident, profile="identified")
    assert len(prints) == 3


def test_an_event_makes_another_print_and_reading_does_not(prints, incident, cara, sam):
    stored(incident)
    record(incident, "open", by=sam)
    stored(incident)
    assert len(prints) == 1
    record(incident, "write", by=cara, body="One thing more.", language="en")
    stored(incident)
    assert len(prints) == 2


def test_a_changed_name_makes_another_print(prints, incident, sam, client_k):
    stored(incident, profile="identified")
    sam.family_name = "Kovalenko"
    sam.save()
    assert stored(incident, profile="identified")[0] == b"%PDF-2"
    client_k.identity.given_name = "Anna"
    client_k.identity.save()
    assert stored(incident, profile="identified")[0] == b"%PDF-3"


def test_another_template_is_another_print(prints, incident, monkeypatch):
    stored(incident)
    monkeypatch.setattr(store, "TEMPLATE_VERSION", 99)
    stored(incident)
    assert len(prints) == 2


def test_files_are_for_their_owner(prints, incident, tmp_path):
    stored(incident)
    paths = [path for path in tmp_path.glob("records/*/*") if path.is_file()]
    assert sorted(path.suffix for path in paths) == [".json", ".pdf"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE((tmp_path / "records").stat().st_mode) & 0o077 == 0


def test_no_note_holds_a_name(prints, incident, tmp_path):
    stored(incident, profile="identified")
    (note,) = tmp_path.glob("records/notes/*.json")
    assert not any(name in note.read_text() for name in ("Cara", "Fekete", "Szabó"))


def test_what_could_not_be_printed_is_not_kept(prints, incident, tmp_path, monkeypatch):
    def refuse(_):
        raise CannotRender("too_slow")

    monkeypatch.setattr(store, "record_pdf", refuse)
    with pytest.raises(CannotRender):
        stored(incident)
    assert list(tmp_path.glob("records/*/*")) == []


def test_a_record_can_be_forgotten(prints, incident, tmp_path):
    stored(incident)
    stored(incident, language="cs")
    store.forget_records(incident)
    assert [path for path in tmp_path.glob("records/*/*") if path.is_file()] == []


def test_a_lost_print_is_made_again(prints, incident, tmp_path):
    stored(incident)
    for path in tmp_path.glob("records/*/*.pdf"):
        path.unlink()
    assert stored(incident)[0] == b"%PDF-2"
