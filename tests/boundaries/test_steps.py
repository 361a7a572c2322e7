"""Answers to steps as the form takes them: honest, explicit, never asked twice."""

import pytest

from boundaries.models import Incident
from tests import directory
from tests.boundaries import filling

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client, cara):
    client.force_login(cara)
    return filling.begun(client)


@pytest.fixture
def office_line(organisation):
    return directory.entry(organisation)


def answers():
    return {row.clause.number: row for row in Incident.objects.get().answers.select_related("clause")}


def test_always_step_rejects_not_applicable(client, address):
    page = client.post(address, {"step-3-answer": "not_applicable"})
    assert page.context["guided"].faults
    assert answers() == {}


def test_not_done_asks_for_a_reason_and_takes_it(client, address):
    assert client.post(address, {"step-10-answer": "not_done"}).context["guided"].faults
    client.post(address, {"step-10-answer": "not_done", "step-10-note": "She was already asleep"})
    assert answers()[10].outcome == "not_done"


def test_safety_question_needs_explicit_answer(client, address, client_k):
    sent = filling.whole(client_k)
    del sent["step-7-answer"]
    client.post(address, sent)
    page = client.get(f"{address}check/")
    assert [reason["code"] for reason in page.context["missing"]] == ["step_7_missing"]
    assert page.context["missing"][0]["url"].endswith("#step-7")


def test_as_described_marks_five_steps_and_answers_no_question(client, address):
    client.post(address, {"together": "yes"})
    rows = answers()
    assert set(rows) == {1, 3, 6, 10, 11}
    assert all(row.confirmed_together for row in rows.values())


def test_saving_the_page_again_changes_no_answer(client, address, client_k):
    client.post(address, {"together": "yes"})
    client.post(address, filling.whole(client_k))
    client.post(address, filling.whole(client_k))
    rows = answers()
    assert {row.revision for row in rows.values()} == {1}
    assert rows[6].confirmed_together


def test_ticking_a_channel_is_doing_the_step(client, address, office_line):
    client.post(address, {"step-5-entries": [str(office_line.pk)]})
    assert answers()[5].outcome == "done"
    assert answers()[5].data == {"entries": [str(office_line.pk)]}


def test_only_offered_channels_can_be_ticked(client, address, office_line):
    office_line.active = False
    office_line.save()
    client.post(address, {"step-5-entries": [str(office_line.pk)]})
    assert answers() == {}


def test_no_policy_is_a_gap_and_not_a_failure(client, address):
    client.post(address, {"step-4-answer": "no_policy"})
    assert answers()[4].data == {"no_policy": True}
    assert answers()[4].outcome == "not_applicable"


def test_whoever_was_elsewhere_answers_only_with_us(client, address, client_k):
    client.post(address, {"go": "not_present", "absence": "A colleague told me"})
    assert set(answers()) == {1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14}
    page = client.get(address)
    assert b"A colleague told me" in page.content
    client.post(address, {"go": "present"})
    assert answers() == {}


def test_all_fifteen_steps_stand_in_one_page_in_each_language(client, cara, address):
    for language in ("en", "hu", "cs", "sv", "bg", "uk"):
        cara.language = language
        cara.save()
        page = client.get(address).content.decode()
        for clause in Incident.objects.get().protocol_version.clauses.all():
            assert clause.text(language)["title"] in page


def test_sentences_stand_in_the_clients_language(client, address, client_k, cara):
    client_k.preferred_language = "bg"
    client_k.save()
    client.post(address, filling.basics(client_k))
    clause = Incident.objects.get().protocol_version.clauses.get(key="empathy")
    page = client.get(address).content.decode()
    assert clause.text("bg")["said"][0] in page
    assert 'lang="bg"' in page
