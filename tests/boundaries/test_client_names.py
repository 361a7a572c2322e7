"""Typing a client's name: the code is offered, before anything is sent, and only where the name may be known."""

import pytest

from boundaries import client_names
from boundaries.masks import Masks
from tests import stories
from tests.cast import make_client
from tests.supervision.pages import address, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(team, cara, sam):
    """Ilona Szabó, K-031, whom Cara cares for and about whom Sam has a report."""
    client = make_client(team, "K-031", "hu", cara)
    return stories.submitted(cara, client=client)


def test_a_name_is_found_with_its_ending_and_the_code_stands_in_its_place():
    masks = Masks()
    masks.add(("Szabó",), "K-031", whole=("Ilona Szabó",))
    assert masks.found("I saw Szabónak and ILONA SZABÓ.") == [("Szabónak", "K-031"), ("ILONA SZABÓ", "K-031")]
    assert masks.on("Ask Ilona Szabó.") == "Ask K-031."
    assert masks.found("A szabóság is a shop.") == []


@pytest.mark.parametrize("who", ["cara", "sam"])
def test_whoever_may_know_the_name_is_offered_the_code(known, cast, who):
    masks = client_names.masks_for(cast[who], known.team_id)
    assert masks.found("Mrs Szabó") == [("Szabó", "K-031")]


@pytest.mark.parametrize("who", ["tom", "rita", "petra", "olly", "ada"])
def test_whoever_may_not_know_it_learns_nothing_by_typing(known, cast, who):
    assert client_names.masks_for(cast[who], known.team_id).found("Mrs Szabó") == []


def test_a_client_without_a_report_within_reach_is_no_answer_to_guessing(known, team, sam):
    other = make_client(team, "K-099", "hu")
    other.identity.family_name = "Horváth"
    other.identity.save()
    assert client_names.masks_for(sam, team.pk).found("Mrs Horváth") == []


def test_the_composer_offers_the_code_and_sends_nothing_yet(known, sam):
    fields = {"kind": "reply", "body": "Mrs Szabó may call the office.", "language": "en", "names": "shown"}
    page = browser(sam).post(address(known, "acknowledge"), fields)
    assert page.context["names"] == [{"name": "Szabó", "code": "K-031"}]
    assert not known.messages.filter(author=sam).exists()
    replaced = browser(sam).post(address(known, "acknowledge"), fields | {"with_names": "codes"})
    assert replaced.context["form"]["body"].value() == "Mrs K-031 may call the office."
    assert not known.messages.filter(author=sam).exists()


def test_whoever_keeps_the_name_sends_it(known, sam):
    fields = {"kind": "reply", "body": "Mrs Szabó may call.", "language": "en", "names": "shown", "with_names": "kept"}
    assert browser(sam).post(address(known, "acknowledge"), fields).status_code == 302
    assert known.messages.get(author=sam).body == "Mrs Szabó may call."


def test_the_check_page_offers_the_code_for_every_text(client, cara, client_k):
    client.force_login(cara)
    draft = stories.draft(cara, client=client_k, what_happened="Szabó asked me twice.")
    page = f"/incidents/drafts/{draft.pk}/check/"
    assert [place["anchor"] for place in client.get(page).context["client_names"]] == ["basics"]
    client.post(page, {"go": "codes"})
    draft.refresh_from_db()
    assert (draft.what_happened, draft.status) == ("K-031 asked me twice.", "draft")
    assert client.get(page).context["client_names"] == []
