"""Words in the register: what an auditor reads is found, on the page, in the table and by the API; names never are."""

import csv
import io
import re
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from audit.door import perform, record
from audit.models import AuditEvent
from boundaries.models import Translation
from boundaries.search.query import parse
from policies.search.folding import words_of
from supervision import register, register_search
from supervision.models import RegisterEntry
from tests import stories
from tests.cast import make_person
from tests.supervision.asking import get
from tests.supervision.pages import browser, in_english, page

pytestmark = pytest.mark.django_db
REGISTER, API, TABLE = "/register/", "/api/v1/register/", "/register.csv"


@pytest.fixture
def rita(rita):
    return in_english(rita)


def shown(person, q, **more):
    return [row["reference"] for row in browser(person).get(REGISTER, {"q": q} | more).context["rows"]]


def text_of(person, q):
    return browser(person).get(REGISTER, {"q": q}).content.decode()


def told(person, q, **more):
    return [row["reference"] for row in get(person, API, q=q, **more)["results"]]


def tabled(person, q, **more):
    content = b"".join(browser(person).get(TABLE, {"q": q} | more).streaming_content)
    return [row[1] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))][1:]


EVERYWHERE = pytest.mark.parametrize("found", [shown, told, tabled], ids=["page", "api", "csv"])


@pytest.fixture
def incident(cara, sam, client_k):
    """Cara writes the client's name, Sam's and her own, how she felt, and what was uncomfortable."""
    draft = stories.draft(
        cara, client=client_k, what_happened="A parasol by the door. Szabó Ilona asked Cara, szabó again, and Halasz.",
        feelings="Hedgehog", own_observations="Fekete was told",
    )  # fmt: skip
    discomfort = draft.answers.get(clause__answer_kind="discomfort")
    discomfort.note = "Porcupine"
    discomfort.save()
    row = perform(draft, "submit", by=cara)
    row = perform(row, "acknowledge", by=sam, message=stories.message("Wheelbarrow, Cara. Szabónak nem."))
    record(row, "note", by=sam, body="Tarantula", language="en")
    return row


@EVERYWHERE
def test_words_beginnings_codes_and_references_are_found_and_narrow_with_the_other_filters(cara, rita, incident, found):
    other = stories.submitted(cara, what_happened="Something else")
    whole = incident.reference
    for q in ("parasol", "PARA", "door parasol", '"parasol"', "wheelbarrow", "K-031", "k031", "újra mondja", whole, whole[3:7]):
        expected = [] if q.startswith("újra") else [whole]
        assert found(rita, q) == expected, q
    assert found(rita, "mondja") == [other.reference, whole]
    assert found(rita, "mondja", status="acknowledged") == [whole]
    assert found(rita, '"para"') == []


HIDDEN = ("Cara", "Carának", "Halász", "halasz", "Szabó", "szabo", "Ilona", "Fekete", "hedgehog", "porcupine", "tarantula")


@EVERYWHERE
@pytest.mark.parametrize("name", ["rita", "lena"])
def test_nobody_finds_a_record_by_what_an_auditor_may_not_read(cast, incident, found, name):
    assert [word for word in HIDDEN if found(cast[name], word)] == []
    assert [word for word in HIDDEN if found(cast[name], f"parasol {word}")] == []
    assert found(cast[name], "parasol") == [incident.reference]


def test_every_word_by_which_it_is_found_stands_on_the_pages_that_an_auditor_opens(rita, incident):
    here = f"/incidents/{incident.reference}/"
    html = page(rita, here) + page(rita, f"{here}?tab=steps")
    read = set(words_of(unescape(re.sub(r"<[^>]+>", " ", html))))
    kept = set(RegisterEntry.objects.get().words.split())
    assert kept - read == {incident.reference.replace("-", "")[2:].lower()}  # also without its DS
    assert len(kept) > 30


def test_a_name_behind_a_pseudonym_finds_nothing(cara, rita, lena):
    row = stories.submitted(cara, behind_pseudonym=True, what_happened="The canary said Cara and Halász")
    for person in (rita, in_english(lena)):
        assert [shown(person, word) for word in ("cara", "halász", "halasz", "hala")] == [[], [], [], []]
        assert shown(person, "canary") == [row.reference]


def test_whose_name_is_hidden_from_now_on_is_found_no_longer(cara, sam, rita, organisation):
    mona = make_person(organisation, None, "Mona Quist", Role.LEAD)
    row = stories.answered(cara, by=sam, what_happened="Please ask Quist, no umbrella")
    assert shown(rita, "quist") == [row.reference]  # a word as any other, until she has a part in it
    perform(row, "escalate", by=sam, to=mona, reason="Needs a decision")
    assert shown(rita, "quist") == []
    assert shown(rita, "umbrella") == [row.reference]


def test_a_translation_is_found_unless_the_original_is_hidden(cara, sam, rita, incident):
    for field, text in (("what_happened", "napernyo"), ("feelings", "sundiszno")):
        record(incident, "translate", by=sam, subject=f"{field}-{incident.pk}", language="cs", text=text, manner="person")
    assert Translation.objects.count() == 2
    assert (shown(rita, "napernyo"), shown(rita, "sundiszno")) == ([incident.reference], [])


@EVERYWHERE
def test_walls_other_organisations_and_drafts_hold(cara, lena, olly, rita, found):
    row = stories.submitted(cara, named=[lena], what_happened="Parasol")
    stories.draft(cara, what_happened="Parasol")
    assert (found(lena, "parasol"), found(olly, "parasol"), found(rita, "parasol")) == ([], [], [row.reference])
    assert found(lena, row.reference) == []


@pytest.mark.parametrize("few", [0, 1_000], ids=["frequent", "rare"])
def test_pages_keep_the_registers_order_however_frequent_the_words_are(cara, rita, monkeypatch, few):
    monkeypatch.setattr(register, "PAGE", 2)
    monkeypatch.setattr(register_search, "FEW", few)
    sent = []
    for number in range(5):
        row = stories.submitted(cara, what_happened="Parasol" if number != 2 else "Sunshine")
        sent += [row.reference] if number != 2 else []
    found, address = [], f"{API}?q=paras"
    while address:
        answer = get(rita, address)
        found, address = found + [row["reference"] for row in answer["results"]], answer["next"]
        assert answer["count"] == {"count": 4, "more": False}
    assert found == sent[::-1]


def test_the_words_stay_in_the_address_and_are_said(cara, rita, monkeypatch):
    monkeypatch.setattr(register, "PAGE", 1)
    for _ in range(2):
        stories.submitted(cara, what_happened="Parasol & more")
    answer = browser(rita).get(REGISTER, {"q": "parasol & more"})
    assert "q=parasol+%26+more" in answer.context["next"]
    assert "q=parasol+%26+more" in answer.context["table"]
    assert "Words: “parasol &amp; more”" in answer.content.decode()


@pytest.mark.parametrize(
    ("q", "said"),
    [("a", "at least two letters"), ("?!", "at least two letters"), ("ab " * 13, "At most 12 words"), ("x" * 201, "at most 200"),
     ("a\x00b", "Null characters")],
    ids=["one letter", "no letter", "many words", "long", "null"],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_said_and_no_failure(cara, rita, q, said):
    stories.submitted(cara)
    assert said in text_of(rita, q)
    assert said in str(get(rita, API, expect=400, q=q)["errors"]["q"])
    assert browser(rita).get(TABLE, {"q": q}).status_code == 302


def test_it_is_said_in_the_persons_language(rita):
    rita.language = "sv"
    rita.save()
    assert "minst två bokstäver" in text_of(rita, "a")


@pytest.mark.parametrize(
    "q", ["'", "a' OR 1=1 --", "parasole* | !x", "NEAR(ab cd)", "words:ab", "%%", "_a_", "\\ab", '"""', "ab:*&(cd"]
)
def test_whatever_is_typed_is_just_words(cara, rita, q):
    stories.submitted(cara, what_happened="Parasol")
    browser(rita).get(REGISTER, {"q": q})
    assert parse(q) == [] or shown(rita, q) == []


def test_the_record_of_an_export_says_that_words_were_looked_for_and_not_which(cara, rita):
    stories.submitted(cara, what_happened="Parasol")
    assert tabled(rita, "parasol mondja", status="submitted")
    event = AuditEvent.objects.get(act="register_exported")
    assert event.data["filters"] == {"q": 2, "status": "submitted"}


@pytest.mark.parametrize("few", [0, 1_000])
def test_it_costs_the_same_queries_however_many_rows(cara, rita, monkeypatch, few):
    monkeypatch.setattr(register_search, "FEW", few)
    ritas, counts = browser(rita), []
    stories.submitted(cara)
    ritas.get(REGISTER)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            ritas.get(REGISTER, {"q": "mondja"})
        counts.append(len(queries))
        for _ in range(3):
            stories.submitted(cara)
    assert counts[0] == counts[1]


def entries():
    return list(RegisterEntry.objects.order_by("id").values_list("incident_id", "words"))


def test_written_anew_it_is_the_same(cara, sam, rita, incident, capsys):
    stories.resolved(cara, by=sam, what_happened="An umbrella")
    before = {key: set(words.split()) for key, words in entries()}
    for options in ({}, {"missing": True}):
        call_command("rebuild_search", **options)
        assert {key: set(words.split()) for key, words in entries()} == before
        assert shown(rita, "parasol") == [incident.reference]


def test_what_is_missing_or_erased_is_not_found_and_filled_in(rita, incident, capsys):
    RegisterEntry.objects.all().delete()
    assert shown(rita, "parasol") == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM supervision_registerindex WHERE supervision_registerindex MATCH 'parasol'")
            assert cursor.fetchone() == (0,)
            cursor.execute("INSERT INTO supervision_registerindex (supervision_registerindex) VALUES ('integrity-check')")
    call_command("rebuild_search", missing=True)
    assert shown(rita, "parasol") == [incident.reference]


def test_a_refused_act_leaves_the_words_as_they_were(cara, rita, incident, monkeypatch):
    before = entries()

    def broken(*args, **more):
        raise RuntimeError

    monkeypatch.setattr("audit.chain.append", broken)
    with pytest.raises(RuntimeError):
        record(incident, "write", by=cara, body="Giraffes", language="en")
    assert entries() == before


def test_synthetic_load_can_be_searched(capsys):
    from accounts.models import User

    call_command("seed_load", incidents=40, teams=1)
    auditor = User.objects.get(given_name="Auditor")
    assert register.count(register.listed(auditor, register_search.holding("synth"))) == 40
