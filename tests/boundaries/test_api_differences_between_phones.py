"""Two phones, one draft: what was answered elsewhere meanwhile is shown, never overwritten in silence."""

import datetime
import json

import pytest
from django.utils import timezone

from audit.ids import uuid7
from boundaries.models import Incident
from tests.boundaries.test_api_drafts import DRAFTS, send

pytestmark = pytest.mark.django_db
ELSEWHERE = "answered_elsewhere"


@pytest.fixture
def draft(client, cara, sam):
    client.force_login(cara)
    key = str(uuid7())
    send(client, "post", DRAFTS, {"id": key, "event_type": "phone_number"})
    return f"{DRAFTS}{key}/"


def put(client, draft, number, **content):
    return send(client, "put", f"{draft}steps/{number}/", content)


def patch(client, draft, **content):
    return send(client, "patch", draft, content)


def note(number):
    return Incident.objects.get().answers.get(clause__number=number).note


# -- steps -----------------------------------------------------------------------------------------------------


def test_an_answer_that_builds_on_what_stands_is_saved(client, draft):
    assert put(client, draft, 3, answer="done", based_on=0).json()["revision"] == 1
    assert put(client, draft, 3, answer="done", note="So", based_on=1).json()["revision"] == 2
    assert note(3) == "So"


@pytest.mark.parametrize("known", [0, 1, 3, 2**31 - 1])
def test_another_answer_given_meanwhile_stays_and_is_shown(client, draft, known):
    put(client, draft, 3, answer="done", note="Here")
    put(client, draft, 3, answer="done", note="There")
    refused = put(client, draft, 3, answer="not_done", note="Elsewhere", based_on=known)
    told = refused.json()
    assert (refused.status_code, [row["code"] for row in told["missing"]]) == (409, [ELSEWHERE])
    assert told["missing"][0]["text"] == told["detail"]
    assert told["current"] == {"content": {"answer": "done", "note": "There"}, "revision": 2}
    assert note(3) == "There"


def test_a_revision_of_an_answer_that_is_gone_differs_from_none(client, draft):
    refused = put(client, draft, 3, answer="done", based_on=2)
    assert refused.json()["current"] == {"content": {"answer": "", "note": ""}, "revision": 0}
    assert put(client, draft, 3, answer="done", based_on=0).status_code == 200


@pytest.mark.parametrize("known", [0, 1, 7])
def test_the_same_answer_is_no_difference_and_no_new_revision(client, draft, known):
    put(client, draft, 4, answer="done", note=" Clause 2 ")
    again = put(client, draft, 4, answer="done", note="Clause 2\r\n", based_on=known)
    assert (again.status_code, again.json()["revision"]) == (200, 1)


def test_what_is_chosen_of_the_two_is_saved_upon_the_revision_that_was_shown(client, draft):
    put(client, draft, 2, answer="done", reason="She is lonely")
    shown = put(client, draft, 2, answer="no_reason", based_on=0).json()["current"]
    assert shown["content"] == {"answer": "done", "note": "", "reason": "She is lonely"}
    assert put(client, draft, 2, answer="no_reason", based_on=shown["revision"]).json()["revision"] == 2


@pytest.mark.parametrize("known", [-1, "1", 1.5, True, [], {}, 2**31, 10**400])
def test_a_revision_that_is_none_is_named(client, draft, known):
    refused = put(client, draft, 3, answer="done", based_on=known)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["based_on"])
    assert not Incident.objects.get().answers.exists()


def test_an_answer_taken_back_and_given_anew_is_not_the_one_that_another_phone_saw(client, draft, time_machine):
    patch(client, draft, not_present_reason="A colleague was there")
    seen = {row["step"]: row["revision"] for row in client.get(draft).json()["answers"]}[3]
    patch(client, draft, not_present_reason="")
    time_machine.move_to(timezone.now() + datetime.timedelta(minutes=1))
    anew = put(client, draft, 3, answer="done", note="Anew", based_on=0).json()["revision"]
    assert anew > seen
    refused = put(client, draft, 3, answer="done", note="Of before", based_on=seen)
    assert (refused.status_code, refused.json()["current"]["revision"], note(3)) == (409, anew, "Anew")


def test_a_step_that_the_protocol_does_not_have_does_not_exist(client, draft):
    assert put(client, draft, 15, answer="done", based_on=0).status_code == 404


# -- fields of the report --------------------------------------------------------------------------------------


def test_only_what_differs_is_held_back(client, draft):
    patch(client, draft, feelings="Here", own_observations="Seen")
    told = patch(client, draft, feelings="There", what_happened="New", seen={"feelings": "", "what_happened": ""})
    assert (told.status_code, told.json()["missing"][0]["code"]) == (409, ELSEWHERE)
    assert told.json()["current"] == {"fields": {"feelings": "Here"}}
    incident = Incident.objects.get()
    assert (incident.feelings, incident.what_happened) == ("Here", "New")


@pytest.mark.parametrize(
    ("before", "seen", "sent"),
    [
        ({"feelings": "A"}, {"feelings": "A"}, {"feelings": "B"}),
        ({"feelings": "A"}, {"feelings": ""}, {"feelings": " A\r\n"}),
        ({"feelings": "A"}, {"own_observations": "?"}, {"feelings": "B"}),
        ({"responses": ["declined", "redirected"]}, {"responses": []}, {"responses": ["redirected", "declined"]}),
        ({"occurred_at": "2026-05-05T10:00:21"}, {"occurred_at": "2026-05-05T10:00"}, {"occurred_at": "2026-05-05T09:00"}),
        ({"staff_part": "no", "other_person": "Somebody"}, {"staff_part": "no", "other_person": "Somebody"},
         {"staff_part": "no", "other_person": "Somebody"}),
        ({"feelings": "A"}, {"feelings": None}, {"feelings": "A"}),
    ],
    ids=["builds on", "same", "not seen", "same list", "minutes", "nobody is named", "nothing seen"],
)  # fmt: skip
def test_what_means_the_same_does_not_differ(client, draft, before, seen, sent):
    assert patch(client, draft, **before).status_code == 200
    assert patch(client, draft, seen=seen, **sent).status_code == 200


def test_a_client_who_is_chosen_in_either_place_is_the_same(client, draft, client_k):
    sent = {"who": f"client:{client_k.pk}", "about": "none", "client_missing_reason": "?"}
    patch(client, draft, **sent)
    assert patch(client, draft, **sent, seen=sent).status_code == 200
    other = {"who": "client", "about": str(client_k.pk)}
    assert patch(client, draft, **other, seen=other).status_code == 200


def test_what_is_known_of_a_field_that_is_empty_differs(client, draft):
    told = patch(client, draft, feelings="More", seen={"feelings": "Words that nobody sent"})
    assert (told.status_code, told.json()["current"]) == (409, {"fields": {"feelings": ""}})


def test_nobody_named_and_a_reason_not_to_name_a_client_stay_as_sent(client, draft):
    sent = {"who": "relative", "about": "none", "client_missing_reason": "", "staff_part": "cannot_say", "colleagues": ["x"]}
    patch(client, draft, **sent | {"colleagues": []})
    assert patch(client, draft, **sent | {"colleagues": [], "seen": sent}).status_code == 200


def test_a_fault_and_a_difference_are_answered_one_after_the_other(client, draft):
    patch(client, draft, feelings="Here")
    told = patch(client, draft, feelings="There", expectation="gold", seen={"feelings": ""})
    assert (told.status_code, list(told.json()["current"]["fields"])) == (409, ["feelings"])
    told = patch(client, draft, feelings="There", expectation="gold", seen={"feelings": "Here"})
    assert (told.status_code, list(told.json()["errors"])) == (400, ["expectation"])
    assert Incident.objects.get().feelings == "There"


@pytest.mark.parametrize("seen", ["x", 3, [], ["feelings"], {"feelings": {"a": 1}}, {"feelings": [[1]]}, True])
def test_what_was_seen_must_be_fields(client, draft, seen):
    refused = patch(client, draft, feelings="x", seen=seen)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["seen"])
    assert Incident.objects.get().feelings == ""


ODD = [{"feelings": "\ud800"}, {"occurred_at": "never"}, {"who": ["a", "b"]}, {"mood": 3}, {"seen": 1}]


@pytest.mark.parametrize("seen", ODD, ids=range(len(ODD)))
def test_odd_memories_of_a_phone_do_no_harm(client, draft, seen):
    body = json.dumps({"feelings": "x", "occurred_at": "2026-05-05T10:00", "who": "relative", "seen": seen})
    assert send(client, "patch", draft, body).status_code in (200, 409)


# -- what a phone is shown --------------------------------------------------------------------------------------


def test_a_draft_is_read_as_a_phone_would_send_it(client, draft, client_k):
    sent = {"who": f"client:{client_k.pk}", "staff_part": "named", "other_person": "A neighbour", "responses": ["declined"],
            "occurred_at": "2026-05-05T10:00", "feelings": "Uneasy", "behind_pseudonym": "yes"}  # fmt: skip
    saved = patch(client, draft, **sent).json()["fields"]
    put(client, draft, 8, answer="yes", support="talk", note="N")
    told = send(client, "get", draft).json()
    assert {name: told["fields"][name] for name in sent} == sent == saved
    assert told["fields"]["about"] == str(client_k.pk)
    assert told["answers"][0]["content"] == {"answer": "yes", "note": "N", "support": "talk"}
    assert patch(client, draft, **told["fields"], seen=told["fields"]).status_code == 200
    assert send(client, "get", draft).json() == told


def test_absence_is_kept_with_the_draft_and_taken_back(client, draft):
    put(client, draft, 3, answer="done", note="Mine")
    patch(client, draft, not_present_reason="A neighbour told me", danger_for="client")
    told = send(client, "get", draft).json()
    assert (told["fields"]["not_present_reason"], told["fields"]["danger_for"]) == ("A neighbour told me", "client")
    assert len(told["answers"]) == 11
    put(client, draft, 3, answer="not_applicable", note="Still mine")
    patch(client, draft, not_present_reason="A neighbour told me so")
    assert note(3) == "Still mine"
    patch(client, draft, not_present_reason="")
    assert [row["step"] for row in send(client, "get", draft).json()["answers"]] == [3]
