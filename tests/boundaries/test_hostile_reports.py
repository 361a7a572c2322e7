"""Whatever is sent gets a sentence, never a failure, and harms nothing that was saved."""

import pytest

from boundaries.models import Incident
from tests.boundaries import filling

pytestmark = pytest.mark.django_db

HOSTILE = {
    "nul and controls": ("a\x00b\x1bc\x7f\x85d", "abcd"),
    "right to left": ("abc\u202eדבר", "abc\u202eדבר"),
    "emoji and flags": ("👩‍🦽 🇭🇺", "👩‍🦽 🇭🇺"),
    "markup": ("<script>alert(1)</script>{{ 7*7 }}", "<script>alert(1)</script>{{ 7*7 }}"),
    "line ends": ("a\r\nb\rc", "a\nb\nc"),
}


@pytest.fixture
def address(client, cara):
    client.force_login(cara)
    return filling.begun(client)


@pytest.mark.parametrize(("sent", "kept"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_kept_harmless(client, address, sent, kept):
    assert (
        client.post(address, {"request_verbatim": sent, "step-1-answer": "done", "step-1-note": sent}).status_code
        == 302
    )
    draft = Incident.objects.get()
    assert draft.request_verbatim == kept
    assert draft.answers.get().note == kept
    for page in (address, f"{address}check/"):
        shown = client.get(page)
        assert shown.status_code == 200
        assert b"<script>alert" not in shown.content


def test_ten_megabytes_are_refused_and_nothing_is_lost(client, address, client_k):
    client.post(address, filling.whole(client_k))
    refused = client.post(address, {"request_verbatim": "x" * 10_000_000})
    assert refused.status_code in (400, 413)
    assert refused.content
    assert Incident.objects.get().request_verbatim == "„Mondja már meg a számát!”"


@pytest.mark.parametrize("field", ["who", "about", "contact_channel", "staff_part", "colleagues", "expectation"])
@pytest.mark.parametrize("value", ["", "x", "client:", "client:0", "\x00", "🦊" * 500])
def test_forged_choices_get_a_sentence(client, address, field, value):
    reply = client.post(address, {field: value})
    assert reply.status_code in (200, 302)
    assert Incident.objects.get().status == "draft"


@pytest.mark.parametrize("value", ["", "yesterday", "0001-01-01T00:00", "9999-12-31T23:59", "2026-13-40T99:99", "\x00"])
def test_odd_dates_get_a_sentence(client, address, value):
    assert client.post(address, {"occurred_at": value}).status_code in (200, 302)


def test_a_strangers_client_cannot_be_chosen(client, address, team, client_k):
    from tests.cast import make_client

    stranger = make_client(team, "K-999")
    page = client.post(address, {"who": f"client:{stranger.pk}"})
    assert page.context["guided"].faults
    assert Incident.objects.get().client is None


def test_an_unknown_kind_does_not_exist(client, address):
    for key in ("nope", "x" * 5000, "\x00"):
        assert client.post("/incidents/new/", {"event_type": key}).status_code == 404


def test_nothing_chosen_shows_the_choice_again(client, address):
    page = client.post("/incidents/new/", {"event_type": ""})
    assert page.status_code == 400
    assert b'name="event_type"' in page.content
