"""Interests that staff declare by themselves: who decides, who reads, what is told."""

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from supervision.gifts import declaring
from supervision.models import InterestDeclaration, Notice
from tests.cast import make_client, make_person
from tests.supervision import giving
from tests.supervision.pages import in_english, page, send

DECLARE = "/register/gifts/declare/"
SAID = {"tie": "business", "what": "I sell honey to Mrs Szabó, as Cara Halász.", "client": ""}


def at(row):
    return f"/register/gifts/interests/{row.pk}/"


@pytest.fixture
def row(cara, sam, lena, client_k):
    return giving.declared(cara, client=client_k)


def test_somebody_declares_and_her_supervisor_decides(cara, sam, lena, client_k):
    send(cara, DECLARE, **(SAID | {"client": str(client_k.pk)}))
    row = InterestDeclaration.objects.get()
    assert (row.person, row.client, row.team, row.language) == (cara, client_k, cara.team, "hu")
    assert [note.user for note in Notice.objects.filter(kind="interest_waits")] == [sam]
    send(sam, at(row), decision="conditions", reason="You do not care for her.")
    row.refresh_from_db()
    assert (row.decision, row.decided_by) == ("conditions", sam)
    assert [note.user for note in Notice.objects.filter(kind="interest_decided")] == [cara]
    assert not Notice.objects.filter(kind="interest_waits", settled_at=None).exists()
    assert set(AuditEvent.objects.values_list("act", flat=True)) >= {"interest_declared", "interest_decided"}
    assert verify().findings == []
    text = page(in_english(cara), at(row))
    assert "You do not care for her." in text
    assert "Allowed with conditions" in page(cara, DECLARE)


def test_nobody_decides_about_herself_and_about_a_supervisor_a_lead_does(organisation, team, sam, lena):
    peer = make_person(organisation, team, "Pia Peer", Role.SUPERVISOR)
    row = giving.declared(sam)
    assert [note.user for note in Notice.objects.filter(kind="interest_waits")] == [lena]
    for person in (sam, peer):
        with pytest.raises(NotPermitted):
            giving.decided(row, person)
        send(person, at(row), 403, decision="allowed", reason="Mine")
    assert giving.decided(row, lena).decided_by == lena


def test_decided_once(row, sam, lena):
    giving.decided(row, sam)
    with pytest.raises(NotNow) as caught:
        giving.decided(row, lena)
    assert caught.value.reasons == ["interest_decided"]


def test_out_of_sight_it_is_not_there(row, tom, olly, petra, cara, organisation, team):
    colleague = make_person(organisation, team, "Nora Field", Role.CAREGIVER)
    for person in (tom, olly, petra, colleague):
        page(person, at(row), 404)
        with pytest.raises(NotPermitted):
            giving.decided(row, person)
    send(cara, at(row), 403, decision="allowed", reason="Mine")


def test_an_auditor_reads_it_without_names_and_decides_nothing(cara, sam, rita, client_k):
    row = giving.declared(cara, what="Cara Halász sells honey to Mrs Szabó.", client=client_k)
    giving.decided(row, sam, reason="Cara may.")
    for address in (at(row), "/register/gifts/interests/"):
        text = page(in_english(rita), address)
        assert "P-001" in text
        assert [name for name in ("Cara", "Halász", "Szabó", "Fekete") if name in text] == []
    send(rita, at(row), 403, decision="allowed", reason="x")
    send(rita, DECLARE, 403, **SAID)


@pytest.mark.parametrize(
    "said", [{"tie": "enemy"}, {"what": " "}, {"what": "x" * 1001}, {"client": "nobody"}, {"tie": ""}]
)
def test_what_makes_no_sense_is_said_beside_its_field(cara, said):
    assert "Please look at this again" in send(in_english(cara), DECLARE, 200, **(SAID | said))
    assert not InterestDeclaration.objects.exists()


def test_only_a_client_of_ones_own_is_named(cara, sam, team):
    stranger = make_client(team, "K-099", "hu")
    assert "K-099" not in page(cara, DECLARE)
    send(cara, DECLARE, 200, **(SAID | {"client": str(stranger.pk)}))
    with pytest.raises(ValidationError):
        giving.declared(cara, client=stranger)


@pytest.mark.parametrize("said", [{"decision": "perhaps", "reason": "x"}, {"decision": "allowed", "reason": " "}, {}])
def test_a_decision_needs_its_reason(row, sam, said):
    send(sam, at(row), 200, **said)
    row.refresh_from_db()
    assert row.decided_at is None


def test_nobody_declares_without_end(cara, sam, monkeypatch):
    monkeypatch.setattr(declaring, "MOST_A_DAY", 1)
    giving.declared(cara)
    assert "Please go on tomorrow" in send(in_english(cara), DECLARE, 200, **SAID)


def test_nothing_stands_where_the_chain_could_not_be_written(cara, sam, monkeypatch):
    monkeypatch.setattr("audit.chain.append", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record(cara.organisation, "declare_interest", by=cara, **giving.TIE)
    assert not InterestDeclaration.objects.exists()


def test_filters_of_the_list(row, sam, cara, team, lena):
    giving.decided(row, sam)
    other = giving.declared(cara, tie="work")
    for query, there in (
        ("", {row, other}), ("?decision=open", {other}), ("?decision=conditions", {row}), ("?tie=work", {other}),
        (f"?team={team.pk}", {row, other}), ("?until=2020-01-01", set()),
    ):  # fmt: skip
        text = page(lena, f"/register/gifts/interests/{query}")
        assert {one for one in (row, other) if at(one) in text} == there, query
