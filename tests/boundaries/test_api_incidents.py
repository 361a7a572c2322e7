"""The list of reports by API: what one may see, newest first, narrowed by the address, without names and words."""

import json

import pytest

from audit.ids import uuid7
from boundaries import drafts
from boundaries.api import listed
from boundaries.models import Access, Incident
from boundaries.sending import send
from tests import stories
from tests.cast import make_client, make_person

pytestmark = pytest.mark.django_db
INCIDENTS = "/api/v1/incidents/"


def question(person, text="May I?"):
    draft = drafts.begin(person, uuid7(), kind="question")
    draft.question = text
    draft.save()
    return send(draft, person)


@pytest.fixture
def reports(cara, sam, lena, client_k):
    """Sent ones of three kinds, and a draft that no list of reports shows."""
    sent = [
        stories.submitted(cara, client=client_k),
        question(cara),
        stories.answered(cara, by=sam, client=client_k, event="small_gift"),
        stories.submitted(sam, safety_concern="yes"),
    ]
    stories.draft(cara, client=client_k)
    return sent


def listing(client, person, **filters):
    client.force_login(person)
    return client.get(INCIDENTS, filters)


def references(answer):
    return [row["reference"] for row in answer.json()["results"]]


def test_newest_first_and_no_draft(client, reports, sam):
    answer = listing(client, sam)
    assert references(answer) == [incident.reference for incident in reversed(reports)]
    assert answer.json()["next"] is None


def test_everybody_sees_exactly_what_visible_to_opens(client, reports, cast, organisation, team, client_k):
    ned = make_person(organisation, team, "Ned Part", "supervisor")
    stories.submitted(cast["cara"], client=client_k, named=[ned])
    Access.objects.create(incident=reports[0], user=cast["tom"], basis="cover")
    for person in (*cast.values(), ned):
        seen = set(Incident.objects.visible_to(person).sent().values_list("reference", flat=True))
        answer = listing(client, person)
        assert answer.status_code == 200
        assert set(references(answer)) == seen, person
        assert len(references(answer)) == len(seen)


def test_a_row_says_what_it_is_and_where_it_stands_and_never_what_was_said(client, reports, rita, sam, cara):
    for person, known_as in ((rita, cara.profile.pseudonym), (sam, cara.short_name), (cara, cara.short_name)):
        answer = listing(client, person)
        row = next(row for row in answer.json()["results"] if row["reference"] == reports[0].reference)
        assert (row["reporter"], row["client"], row["event_type"]) == (known_as, "K-031", "phone_number")
        assert row["is_own"] is (person == cara)
        page = answer.content.decode()
        assert "Ilona" not in page
        assert stories.VERBATIM not in json.loads(page)["results"]
        assert "számát, ha éjjel" not in json.dumps(answer.json(), ensure_ascii=False)
    assert "Cara" not in listing(client, rita).content.decode()


CASES = [
    ({"status": "acknowledged"}, [2]),
    ({"kind": "question"}, [1]),
    ({"kind": "small_gift"}, [2]),
    ({"language": "hu"}, [2, 1, 0]),
    ({"urgent": "true"}, [3]),
    ({"urgent": "false"}, [2, 1, 0]),
    ({"since": "2020-01-01", "until": "2020-02-01"}, []),
    ({"since": "2020-01-01", "kind": "phone_number", "urgent": "false"}, [0]),
    ({"until": "0001-01-01"}, []),
    ({"until": "9999-12-31"}, [3, 2, 1, 0]),
    ({"status": ""}, [3, 2, 1, 0]),
]


@pytest.mark.parametrize(("filters", "expected"), CASES, ids=str)
def test_filters(client, reports, sam, filters, expected):
    assert references(listing(client, sam, **filters)) == [reports[index].reference for index in expected]


def test_words(client, reports, cara, sam, monkeypatch):
    own = stories.submitted(cara, request_verbatim="He asked about the goldfish")
    other = stories.submitted(sam, request_verbatim="A goldfish again", event="small_gift")
    assert references(listing(client, sam, q="goldf")) == [other.reference, own.reference]
    assert references(listing(client, sam, q="goldfish", kind="small_gift")) == [other.reference]
    assert references(listing(client, cara, q="goldfish")) == [own.reference]
    assert references(listing(client, sam, q=own.reference)) == [own.reference]
    assert references(listing(client, sam, q="goldfinch")) == []
    monkeypatch.setattr(listed, "PAGE", 1)
    first = listing(client, sam, q="goldfish")
    assert references(first) + references(client.get(first.json()["next"])) == [other.reference, own.reference]


def test_mine_are_those_that_i_reported_or_answer(client, reports, sam, lena):
    assert reports[3].reference in references(listing(client, sam, mine="true"))
    for person in (sam, lena):
        mine, others = (set(references(listing(client, person, mine=value))) for value in ("true", "false"))
        assert mine | others == set(references(listing(client, person)))
        assert not mine & others


def test_by_team(client, reports, lena, team, tom):
    assert len(references(listing(client, lena, team=str(team.pk)))) == 4
    assert references(listing(client, lena, team=str(tom.team.pk))) == []


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"status": "draft"}, "status"),
        ({"status": "\x00"}, "status"),
        ({"kind": "poem"}, "kind"),
        ({"language": "xx"}, "language"),
        ({"team": "north"}, "team"),
        ({"urgent": "1"}, "urgent"),
        ({"mine": "me"}, "mine"),
        ({"since": "yesterday"}, "since"),
        ({"until": "2024-13-01"}, "until"),
        ({"after": "x"}, "after"),
        ({"after": "x", "q": "goldfish"}, "after"),
        ({"q": "."}, "q"),
        ({"q": "x" * 1001}, "q"),
        ({"page": "2"}, "page"),
    ],
    ids=str,
)
def test_what_is_unknown_or_malformed_is_refused_by_name(client, reports, sam, filters, field):
    refused = listing(client, sam, **filters)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, [field])


def test_page_by_page_without_a_gap_or_a_repetition(client, reports, sam, lena, monkeypatch):
    monkeypatch.setattr(listed, "PAGE", 2)
    for filters, expected in (({}, reports[::-1]), ({"language": "hu"}, reports[2::-1])):
        answer, found = listing(client, sam, **filters), []
        while True:
            found += references(answer)
            if not answer.json()["next"]:
                break
            answer = client.get(answer.json()["next"])
        assert found == [incident.reference for incident in expected]


def test_as_many_questions_to_the_database_for_many_rows_as_for_few(
    client, reports, cara, sam, client_k, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        listing(client, sam)
    for _ in range(5):
        stories.submitted(cara, client=client_k)
    with CaptureQueriesContext(connection) as many:
        listing(client, sam)
    assert len(many) <= len(few)


def test_ones_own_drafts_and_nobody_elses(client, reports, cara, sam):
    client.force_login(cara)
    rows = client.get("/api/v1/drafts/").json()["results"]
    assert [(row["event_type"], row["client"]) for row in rows] == [("phone_number", "K-031")]
    client.force_login(sam)
    assert client.get("/api/v1/drafts/").json()["results"] == []


def test_clients_that_one_cares_for_by_code(client, cara, sam, client_k, team):
    make_client(team, "K-099", "hu", sam)
    client.force_login(cara)
    answer = client.get("/api/v1/clients/")
    assert [row["code"] for row in answer.json()["results"]] == ["K-031"]
    assert "Ilona" not in answer.content.decode()
