"""Files in the printed record: each with its digest, and by its name only where names are printed."""

import pytest

from boundaries.models import Incident
from supervision.exports.record import record_document
from tests import files, stories


@pytest.fixture
def incident(cara, sam):
    incident = stories.answered(cara, by=sam)
    files.attached(incident, cara, b"one", name="Ilona Szabó.jpg")
    files.attached(incident, sam, b"two", kind="pdf", name="letter.pdf")
    return Incident.objects.get(pk=incident.pk)


def printed(incident, profile):
    document = record_document(incident, language="en", profile=profile)
    intake = next(section for section in document["sections"] if section["key"] == "intake")
    rows = [row for block in intake["blocks"] if block["kind"] == "facts" for row in block["rows"]]
    return {row["label"]: row["value"] for row in rows if row["label"] in ("Photo 1", "PDF 2")}


@pytest.mark.parametrize("profile", ["pseudonymised", "reporter", "identified"])
def test_every_file_is_printed_with_its_size_and_its_digest(incident, profile):
    rows = printed(incident, profile)
    assert len(rows) == 2
    for value, row in zip(rows.values(), incident.attachments.all(), strict=True):
        assert row.sha256 in value.replace(" ", "")
        assert f"{row.size} bytes" in value
        assert (row.name in value) == (profile == "identified")


def test_the_name_of_a_file_is_nowhere_in_a_record_without_names(incident):
    assert "Ilona" not in str(record_document(incident, language="en", profile="pseudonymised"))


def test_a_record_tells_that_a_file_was_added(incident):
    document = record_document(incident, language="en", profile="pseudonymised")
    told = [row["what"] for section in document["sections"] for block in section["blocks"] if block["kind"] == "history"
            for row in block["rows"] if row["act"] == "attachment_added"]  # fmt: skip
    assert len(told) == 2
    assert all(what.startswith("Photo or PDF added") for what in told)
