"""What the search finds is kept in the transaction that says it, and can be written anew at any time."""

import pytest
from django.core.management import call_command
from django.db import connection

from audit.door import perform, record
from boundaries import answers
from boundaries.models import SearchEntry
from boundaries.search.finding import find
from boundaries.search.words import MOST_BYTES, stored
from tests import stories

pytestmark = pytest.mark.django_db


def found(person, text):
    return find(person, text)[0]


@pytest.fixture
def incident(cara, sam, lena):
    return stories.submitted(cara, what_happened="An umbrella")


def test_what_is_written_afterwards_is_found(cara, sam, lena, incident):
    answers = {"message": stories.message("Zebras answer")}
    perform(incident, "acknowledge", by=sam, **answers)
    record(incident, "write", by=cara, body="Giraffes write", language="en")
    record(incident, "answer", by=sam, **stories.message("Okapis answer"))
    record(incident, "add_information", by=cara, text="Lemurs later", language="en")
    stories.measured(incident, sam)
    perform(incident, "resolve", by=sam, message={"body": "Tapirs result", "language": "en"}, **stories.RESULT)
    for text in ("zebra", "giraffe", "okapi", "lemur", "tapir", "umbrella zebra lemur"):
        assert found(sam, text) == found(cara, text) == [incident]
    assert found(sam, stories.RESULT["need_served"]) == []


def test_what_the_system_says_is_not_searched(cara, sam, incident):
    body = incident.messages.get(kind="receipt").body
    words = [word for word in body.split() if len(word) > 4 and word.isalpha()]
    assert words
    assert [word for word in words if found(sam, word) and word.lower() not in stories.VERBATIM.lower()] == []


def test_a_step_answered_later_is_found(cara, sam):
    draft = stories.draft(cara, danger_for="me", safety_concern="yes")
    safety = draft.protocol_version.clauses.get(answer_kind="safety")
    answers.save_answer(draft, safety, data={"answer": "yes", "consulted": "Meerkat at the office"})
    draft.answers.filter(clause__number=1).delete()
    incident = perform(draft, "submit", by=cara)
    assert found(sam, "meerkat") == [incident]
    clause = draft.protocol_version.clauses.get(number=1)
    record(incident, "answer_later", by=cara, clause=clause, outcome="done", note="Wombat")
    assert found(sam, "wombat note") == [incident]


def test_an_act_that_fails_leaves_no_word_behind(cara, sam, incident, monkeypatch):
    def fail(*arguments, **details):
        raise RuntimeError

    monkeypatch.setattr("audit.chain.append", fail)
    with pytest.raises(RuntimeError):
        record(incident, "write", by=cara, body="Giraffes", language="en")
    assert found(sam, "giraffes") == []


def test_one_row_for_each_sent_report_and_none_for_drafts(cara, incident):
    stories.draft(cara)
    record(incident, "write", by=cara, body="Giraffes", language="en")
    assert SearchEntry.objects.get().incident == incident


def entries():
    columns = ("incident_id", "organisation_id", "team_id", "reporter_id", "assignee_id", "words")
    return list(SearchEntry.objects.order_by("id").values_list(*columns))


def test_written_anew_it_is_the_same_and_finds_the_same(cara, sam, lena, incident, capsys):
    stories.resolved(cara, by=sam, what_happened="A parasol")
    stories.draft(cara, what_happened="A draft umbrella")
    before = entries()
    for options in ({}, {"missing": True}, {}):
        call_command("rebuild_search", **options)
        assert entries() == before
        assert found(sam, "umbrella") == [incident]
    assert found(sam, "draft") == []


def test_what_is_missing_is_filled_in(cara, sam, incident, capsys):
    SearchEntry.objects.all().delete()
    assert found(sam, "umbrella") == []
    call_command("rebuild_search", missing=True)
    assert "1 incidents" in capsys.readouterr().out
    assert found(sam, "umbrella") == [incident]


def test_an_act_on_a_report_from_before_makes_it_found(cara, sam, incident):
    SearchEntry.objects.all().delete()
    record(incident, "write", by=cara, body="Giraffes", language="en")
    assert found(sam, "umbrella giraffes") == [incident]


def test_what_is_erased_is_in_no_index_any_more(sam, incident):
    SearchEntry.objects.filter(incident=incident).delete()
    assert found(sam, "umbrella") == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM boundaries_searchindex WHERE boundaries_searchindex MATCH 'umbrella'")
            assert cursor.fetchone() == (0,)
            cursor.execute("INSERT INTO boundaries_searchindex (boundaries_searchindex) VALUES ('integrity-check')")


def test_even_the_longest_record_fits_into_either_index(cara, sam, incident):
    words = stored(f"слово{number}" for number in range(100_000))
    assert 90_000 < len(words.encode()) <= MOST_BYTES + 2
    SearchEntry.objects.update(words=words)
    assert found(sam, "слово17") == [incident]


def test_synthetic_load_can_be_searched(sam, capsys):
    from accounts.models import User
    from boundaries.models import Incident

    call_command("seed_load", incidents=40, teams=1)
    supervisor = User.objects.get(given_name="Supervisor")
    assert len(found(supervisor, "synth")) == 40
    row = Incident.objects.order_by("-submitted_at").first()
    assert found(supervisor, row.reference[3:]) == [row]
    before = entries()
    newest = found(supervisor, "request")
    stories.submitted(sam)  # the database numbers on
    call_command("rebuild_search")
    assert found(supervisor, "request") == newest
    assert {row[:5] for row in entries()} >= {row[:5] for row in before}
