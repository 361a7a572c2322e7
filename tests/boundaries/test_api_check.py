"""What the server noticed before sending, said to the phone: what is missing, contact data, names."""

import pytest

from tests import stories
from tests.cast import make_client

pytestmark = pytest.mark.django_db


def checked(client, draft):
    answer = client.get(f"/api/v1/drafts/{draft.pk}/check/")
    assert answer.status_code == 200
    return answer.json()


def test_what_is_missing_is_said_with_its_sentence(client, cara):
    draft = stories.draft(cara)
    draft.request_verbatim, draft.expectation = "", ""
    draft.save()
    client.force_login(cara)
    answer = checked(client, draft)
    assert [row["code"] for row in answer["missing"]] == ["request_missing", "expectation_missing"]
    assert all(row["text"] for row in answer["missing"])
    assert answer["hints"] == []


def test_contact_data_is_asked_about_where_it_stands(client, cara):
    draft = stories.draft(cara, request_verbatim="Call +36 30 123 4567 tonight")
    client.force_login(cara)
    assert checked(client, draft)["hints"] == [
        {"kind": "contact_data", "text": "Call +36 30 123 4567 tonight", "anchor": "basics"}
    ]


def test_a_clients_name_comes_with_its_code_in_each_place(client, cara, team):
    draft = stories.draft(cara, client=make_client(team, "K-031", "hu", cara), what_happened="I helped Szabónak")
    draft.answers.filter(clause__number=3).update(note="Ilona Szabó laughed")
    client.force_login(cara)
    hints = [(hint["kind"], hint["anchor"], hint["instead"]) for hint in checked(client, draft)["hints"]]
    assert hints == [
        ("client_name", "basics", [["Szabónak", "K-031"]]),
        ("client_name", "step-3", [["Ilona Szabó", "K-031"]]),
    ]


def test_ones_own_name_is_asked_about_behind_a_pseudonym_only(client, cara):
    draft = stories.draft(cara, feelings="They shouted: Cara!")
    client.force_login(cara)
    assert checked(client, draft)["hints"] == []
    draft.behind_pseudonym = True
    draft.save()
    assert [hint["kind"] for hint in checked(client, draft)["hints"]] == ["own_name"]


def test_somebody_elses_draft_does_not_exist(client, cara, sam):
    draft = stories.draft(cara)
    client.force_login(sam)
    assert client.get(f"/api/v1/drafts/{draft.pk}/check/").status_code == 404


def test_what_was_sent_is_no_draft(client, cara, sam):
    report = stories.submitted(cara)
    client.force_login(cara)
    assert client.get(f"/api/v1/drafts/{report.pk}/check/").status_code == 409
