"""Finished records on disk: found by content, whole, for the owner only, forgotten on demand."""

import stat

import pytest

from supervision.exports import store
from supervision.exports.render import CannotRender
from tests.supervision.test_record_pdf_hostile import document


@pytest.fixture
def prints(settings, tmp_path, monkeypatch):
    """Counts renderings instead of doing them."""
    settings.DOORSTEP_VAR = tmp_path
    made = []

    def record_pdf(made_of):
        made.append(made_of)
        return b"%PDF-" + str(len(made)).encode()

    monkeypatch.setattr(store, "record_pdf", record_pdf)
    return made


def test_the_second_reader_is_served_the_same_bytes(prints):
    first = store.stored_record(document("one"))
    assert store.stored_record(document("one")) == first
    assert len(prints) == 1


@pytest.mark.parametrize(
    "other", [document("two"), document("one", language="cs"), document("one", profile="identified")]
)
def test_another_content_language_or_profile_is_another_print(prints, other):
    store.stored_record(document("one"))
    store.stored_record(other)
    assert len(prints) == 2


def test_another_template_is_another_print(prints, monkeypatch):
    store.stored_record(document("one"))
    monkeypatch.setattr(store, "TEMPLATE_VERSION", 99)
    store.stored_record(document("one"))
    assert len(prints) == 2


def test_files_are_for_their_owner(prints, tmp_path):
    store.stored_record(document("one"))
    (path,) = tmp_path.glob("records/*/*")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "records").stat().st_mode) & 0o077 == 0


def test_what_could_not_be_printed_is_not_kept(prints, tmp_path, monkeypatch):
    def refuse(_):
        raise CannotRender("too_slow")

    monkeypatch.setattr(store, "record_pdf", refuse)
    with pytest.raises(CannotRender):
        store.stored_record(document("one"))
    assert list(tmp_path.glob("records/*/*")) == []


def test_a_record_can_be_forgotten(prints, tmp_path):
    _, digest = store.stored_record(document("one"))
    store.forget_record(digest)
    assert list(tmp_path.glob("records/*/*")) == []
