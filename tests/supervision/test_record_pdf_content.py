"""What the record says: eight sections, answers as sentences, and no name that the profile keeps back."""

import json

import pytest

from audit.door import perform, record
from boundaries.models import NamedPerson
from supervision.exports.record import canonical_json, record_document
from supervision.exports.store import record_digest
from supervision.models import Export
from tests import stories

pytestmark = pytest.mark.django_db
SECRETS = ("Ilona", "Szabó", "Cara", "Halász", "Fekete", "Lund", "Novák", "SZABÓ", "behind the church", "CR-7")


@pytest.fixture
def incident(cara, sam, tom, client_k):
    """Full of names, and of what may never be printed."""
    what = "Ilona Szabó asked Cara H. for her number; SZABÓ ILONA's son saw Tom Novák."
    incident = stories.draft(
        cara,
        client=client_k,
        named=[tom],
        what_happened=what,
        feelings="I was afraid of her",
        reach_safely="behind the church at 7",
    )
    other = NamedPerson(incident=incident, part="other")
    other.name = "Béla Kovács"
    other.save()
    from audit.door import perform

    incident = perform(incident, "submit", by=cara)
    message = stories.message("Dear Cara, Sam Fekete here. Ilona may call us; so may Béla Kovács.")
    return perform(incident, "acknowledge", by=sam, message=message)


def told(incident, **options):
    return record_document(incident, **{"language": "en"} | options)


def blocks(document, kind):
    return [block for section in document["sections"] for block in section["blocks"] if block["kind"] == kind]


def test_the_pseudonymised_record_names_nobody(incident):
    text = canonical_json(told(incident)).decode()
    assert [secret for secret in (*SECRETS, "Béla", "Kovács") if secret in text] == []
    assert "K-031" in text
    assert "afraid of her" not in text


def test_the_identified_record_names_people_and_never_how_to_reach_them(incident):
    text = canonical_json(told(incident, profile=Export.Profile.IDENTIFIED)).decode()
    for shown in ("Ilona Szabó", "Cara Halász", "Sam Fekete", "Béla Kovács", "Tom Novák", "afraid of her"):
        assert shown in text
    assert "behind the church" not in text


def test_eight_sections_in_order(incident):
    sections = told(incident)["sections"]
    assert [section["number"] for section in sections] == list(range(1, 9))
    keys = ["informing", "contact", "intake", "assessment", "planning", "delivery", "result", "close"]
    assert [section["key"] for section in sections] == keys


def test_a_question_is_answered_in_a_sentence(incident):
    rows = {row["key"]: row for row in blocks(told(incident), "steps")[0]["rows"]}
    assert len(rows) == 15
    assert rows["safety"]["lines"][0] == "Worried about the client’s safety: no"
    assert [rows[key]["answer"] for key in ("safety", "report", "guidance", "decision", "clarity")] == [""] * 5
    assert rows["acknowledge"]["answer"] == "Done"


def test_steps_confirmed_together_say_so(cara, client_k):
    from boundaries.answers import save_answer

    incident = stories.draft(cara, client=client_k)
    clause = incident.protocol_version.clauses.get(number=1)
    save_answer(incident, clause, outcome="done", confirmed_together=True)
    from audit.door import perform

    incident = perform(incident, "submit", by=cara)
    row = blocks(told(incident), "steps")[0]["rows"][0]
    assert row["lines"] == ["Confirmed together with other steps"]


def test_a_report_sent_early_prints_what_is_missing(cara, client_k):
    from audit.door import perform

    incident = stories.draft(cara, client=client_k, safety_concern="yes")
    incident.answers.exclude(clause__answer_kind="safety").delete()
    incident = perform(incident, "submit", by=cara)
    answers = [row["answer"] for row in blocks(told(incident), "steps")[0]["rows"]]
    assert answers.count("Not answered") == 13


def test_later_information_stands_with_author_and_time(incident, cara):
    record(incident, "add_information", by=cara, text="She called again.", language="en")
    entry = blocks(told(incident), "entries")[0]["rows"][0]
    assert entry["who"] == "P-001, Caregiver"
    assert entry["parts"][0]["text"] == "She called again."
    assert entry["when"]


def test_the_seal_is_the_last_link_of_the_chain(incident):
    from audit.chain import chain_name, last_event

    facts = [row for block in blocks(told(incident), "facts") for row in block["rows"]]
    seal = next(row["value"] for row in facts if row["label"] == "Seal")
    assert seal.replace(" ", "") == last_event(chain_name(incident)).hash


def test_reading_and_exporting_do_not_change_the_record(incident, sam):
    before = record_digest(told(incident))
    record(incident, "open", by=sam)
    record(incident, "export", by=sam, language="en", profile="pseudonymised", record_digest=before)
    assert record_digest(told(incident)) == before


def test_it_is_plain_data(incident):
    document = told(incident, language="bg")
    assert json.loads(json.dumps(document)) == document


def test_a_question_without_steps_prints_too(cara):
    from audit.door import perform
    from audit.ids import uuid7
    from boundaries import drafts

    draft = drafts.begin(cara, uuid7(), kind="question")
    draft.question = "May I accept a jar of jam?"
    draft.save()
    incident = perform(draft, "submit", by=cara)
    document = told(incident)
    assert document["title"] == "Question before acting"
    assert "jar of jam" in json.dumps(document)


@pytest.mark.parametrize("profile", ["identified", "pseudonymised", "reporter"])
def test_a_full_answer_is_printed_in_its_four_parts_under_their_headings(cara, sam, profile):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.full())
    document = record_document(incident, language="en", profile=profile)
    rows = [row for section in document["sections"] for block in section["blocks"] for row in block.get("rows", ())]
    parts = next(row["parts"] for row in rows if any("heading" in part for part in row.get("parts", ())))
    assert [part["heading"] for part in parts] == ["Greeting", "What was understood", "The answer", "Closing"]
    assert parts[2]["text"] == stories.PREPARED["explanation"]
    assert str(document).count(stories.PREPARED["explanation"]) == 1


def test_the_parts_of_an_answer_keep_their_language_and_say_once_that_it_is_not_translated(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.full(language="en"))
    document = record_document(incident, language="uk", profile="identified")
    rows = [row for section in document["sections"] for block in section["blocks"] for row in block.get("rows", ())]
    parts = next(row["parts"] for row in rows if any("heading" in part for part in row.get("parts", ())))
    assert [part["lang"] for part in parts] == ["en"] * 4
    assert ["note" in part for part in parts] == [False, False, False, True]
