"""A translation stands beside its original, which never changes; without a common language somebody is asked for one."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotPermitted
from boundaries.models import Access, Incident, Translation
from supervision.exports.record import canonical_json, record_document
from supervision.models import Deadline, Notice
from tests import stories
from tests.cast import make_person
from tests.supervision.pages import address, browser, page, send
from tests.supervision.translated import key_of, translate

pytestmark = pytest.mark.django_db
TRANSLATION = Deadline.Kind.TRANSLATION
SAID = "Скажіть свій номер, якщо вночі стане погано."
MEANT = "Tell me your number, in case I fall ill at night."


@pytest.fixture
def oksana(organisation, team):
    """She writes Ukrainian and reads nothing else."""
    return make_person(organisation, team, "Oksana Bila", Role.CAREGIVER, language="uk", languages=["uk"])


@pytest.fixture
def bohdan(organisation):
    """Answers in another team, in Ukrainian and English."""
    return make_person(organisation, None, "Bohdan Most", Role.SUPERVISOR, language="uk", languages=["en", "uk"])


def bare(draft):
    """Only the client's words are written, so that one translation is all that is wanted."""
    draft.answers.update(note="")
    return draft


@pytest.fixture
def reported(oksana, sam, lena):
    return perform(bare(stories.draft(oksana, request_verbatim=SAID)), "submit", by=oksana)


@pytest.fixture
def incident(oksana, bohdan, sam, lena):
    draft = stories.draft(oksana, request_verbatim=SAID, client_missing_reason="—")
    return perform(bare(draft), "submit", by=oksana)


def task(incident):
    return incident.deadlines.open().filter(kind=TRANSLATION).first()


def all_translated(incident, by):
    for field in ("request_verbatim", "client_missing_reason"):
        translate(Incident.objects.get(pk=incident.pk), by, field, text=MEANT)


# -- beside the original ----------------------------------------------------------------------------------------


def test_it_stands_on_the_page_after_the_original(incident, sam):
    translate(incident, sam, text=MEANT)
    shown = page(sam, address(incident))
    assert shown.index(SAID) < shown.index(MEANT)
    assert "Translation into English by Sam F." in shown


def test_the_original_is_never_changed(incident, sam):
    before = incident.part_digest("report")
    translate(incident, sam, text=MEANT)
    row = Incident.objects.get(pk=incident.pk)
    assert (row.request_verbatim, row.part_digest("report")) == (SAID, before)


def test_a_newer_one_stands_first_and_the_older_stays(incident, sam, bohdan):
    translate(incident, sam, text="Tell me your phone.")
    translate(incident, bohdan, text=MEANT)
    shown = page(sam, address(incident))
    assert shown.index(MEANT) < shown.index("Tell me your phone.")
    assert Translation.objects.count() == 2


def test_an_interpreter_is_named_and_a_name_without_one_is_not_kept(incident, sam):
    translate(incident, sam, text=MEANT, manner="interpreter", interpreter="Olena Ivashko")
    translate(incident, sam, text=MEANT, manner="person", interpreter="Somebody")
    assert list(Translation.objects.order_by("at").values_list("interpreter", flat=True)) == ["Olena Ivashko", ""]
    assert "by the interpreter Olena Ivashko, entered by Sam F." in page(sam, address(incident))


def test_what_has_none_says_so_and_leads_to_translating_it(incident, sam):
    shown = page(sam, address(incident))
    assert "Ukrainian, not translated" in shown
    assert f"{address(incident, 'translate')}?text={key_of(incident, 'request_verbatim')}" in shown


def test_a_message_and_an_addition_are_translated_in_the_thread(incident, sam, oksana):
    record(incident, "write", by=oksana, body="Дякую", language="uk")
    record(incident, "add_information", by=oksana, text="Ще одне", language="uk")
    translate(incident, sam, "body", text="Thank you")
    translate(incident, sam, "text", text="One more thing")
    shown = page(sam, address(incident))
    assert shown.index("Дякую") < shown.index("Thank you")
    assert shown.index("Ще одне") < shown.index("One more thing")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"into": "uk"}, "language"),
        ({"text": "  "}, "text"),
        ({"manner": "machine"}, "manner"),
        ({"text": "x" * 40_001}, "text"),
    ],
)
def test_what_is_no_translation_is_refused(incident, sam, wrong, field):
    with pytest.raises(ValidationError) as fault:
        translate(incident, sam, **wrong)
    assert field in fault.value.message_dict
    assert not Translation.objects.exists()


@pytest.mark.parametrize("who", ["cara", "tom", "rita", "petra", "ada", "olly"])
def test_who_does_not_answer_here_does_not_translate(incident, cast, who):
    with pytest.raises(NotPermitted):
        translate(incident, cast[who])


def test_the_document_prints_the_original_first_and_who_translated(incident, sam):
    translate(incident, sam, text=MEANT)
    named = canonical_json(record_document(incident, language="en", profile="identified")).decode()
    assert "Translation into English by Sam Fekete" in named
    told = record_document(incident, language="en")
    block = next(block for part in told["sections"] for block in part["blocks"] if block.get("text") == SAID)
    assert (block["lang"], block["translations"][0]["text"]) == ("uk", MEANT)
    assert "Sam" not in block["translations"][0]["label"]
    assert "note" not in block


def test_a_document_in_a_third_language_says_that_it_is_not_translated(incident, sam):
    translate(incident, sam, text=MEANT)
    told = record_document(incident, language="sv")
    block = next(block for part in told["sections"] for block in part["blocks"] if block.get("text") == SAID)
    assert (block["translations"][0]["lang"], bool(block["note"])) == ("en", True)


def test_programs_read_it_too(incident, sam):
    translate(incident, sam, text=MEANT)
    report = browser(sam).get(f"/api/v1{address(incident)}").json()["report"]
    rows = report["translations"]["request_verbatim"]
    assert [(row["language"], row["text"]) for row in rows] == [("en", MEANT)]
    key = {"subject": key_of(incident, "request_verbatim"), "language": "cs", "text": "Řekněte", "manner": "person"}
    headers = {"idempotency-key": "k" * 32}
    path = f"/api/v1{address(incident, 'translate')}"
    answer = browser(sam).post(path, json.dumps(key), content_type="application/json", headers=headers)
    assert answer.status_code == 200
    assert Translation.objects.filter(language="cs").count() == 1


def test_the_search_finds_it_by_its_translation(incident, sam):
    translate(incident, sam, text=MEANT)
    rows = browser(sam).get("/queue/search/", {"q": "number night"}).context["rows"]
    assert [row["reference"] for row in rows] == [incident.reference]


@pytest.mark.parametrize("language", ["en", "hu", "cs", "sv", "bg", "uk"])
def test_coded_answers_translate_themselves_on_page_and_document(incident, sam, language):
    from policies.builtin import label

    sam.language = language
    sam.save()
    with translation.override(language):
        words = [label("expectations", "advice"), label("states", "submitted"), label("contact_channels", "in_person")]
    shown = page(sam, address(incident))
    assert words[0] in shown
    told = canonical_json(record_document(incident, language=language)).decode()
    assert [word for word in words if word not in told] == []


# -- the translator's task ---------------------------------------------------------------------------------------


def test_a_colleague_with_both_languages_is_asked_at_submit(incident, bohdan, sam):
    assert incident.assignee == sam
    assert task(incident).owner == bohdan
    assert Notice.objects.filter(user=bohdan, kind="translation_needed", incident=incident).count() == 1
    assert incident.doors.get(basis=Access.Basis.TRANSLATING).user == bohdan
    assert incident.reference in page(bohdan, "/translations/")
    assert browser(bohdan).get("/").context["to_translate"]


def test_where_there_is_none_a_lead_arranges_an_interpreter(reported, lena):
    assert task(reported).owner == lena


def test_with_a_common_language_nobody_is_asked(cara, sam, lena, bohdan):
    assert task(stories.submitted(cara)) is None


def test_it_is_met_when_everything_is_translated_and_the_door_closes(incident, bohdan):
    translate(incident, bohdan, text=MEANT)
    assert task(incident) is not None  # one text is still missing
    translate(incident, bohdan, "client_missing_reason", text="Not known")
    assert task(incident) is None
    assert incident.deadlines.get(kind=TRANSLATION).met_at
    assert incident.doors.get(basis=Access.Basis.TRANSLATING).until
    assert browser(bohdan).get(address(incident)).status_code == 404


def test_a_new_message_opens_it_again(incident, bohdan, oksana):
    all_translated(incident, bohdan)
    record(incident, "write", by=oksana, body="Дякую", language="uk")
    assert task(incident).owner == bohdan
    assert browser(bohdan).get(address(incident)).status_code == 200


def test_an_answer_that_the_reporter_cannot_read_asks_for_a_translation_too(incident, bohdan, sam, oksana):
    all_translated(incident, bohdan)
    stories.perform(incident, "acknowledge", by=sam, message=stories.message("Thank you for telling us."))
    assert task(incident).owner == bohdan
    translate(incident, bohdan, "body", into="uk", text="Дякуємо, що розповіли.")
    assert task(incident) is None
    assert Notice.objects.filter(user=oksana, kind="translated").exists()
    assert "Дякуємо, що розповіли." in page(oksana, address(incident))


def test_walls_beat_languages(oksana, sam, lena, bohdan):
    draft = bare(stories.draft(oksana, request_verbatim=SAID, named=[bohdan]))
    incident = perform(draft, "submit", by=oksana)
    assert task(incident).owner == lena
    assert not Notice.objects.filter(user=bohdan).exists()
    assert not incident.doors.filter(user=bohdan).exists()


def test_who_was_refused_is_not_asked_to_translate_while_somebody_else_can_help(oksana, sam, lena, bohdan):
    oksana.profile.preferences = {"not_users": [str(bohdan.pk)]}
    oksana.profile.save()
    incident = perform(bare(stories.draft(oksana)), "submit", by=oksana)
    assert incident.deadlines.open().get(kind=TRANSLATION).owner == lena


def test_a_translator_who_reported_it_herself_is_not_asked(sam, lena, bohdan):
    incident = perform(bare(stories.draft(bohdan, request_verbatim=SAID)), "submit", by=bohdan)
    rows = incident.deadlines.filter(kind=TRANSLATION)
    assert bohdan not in [row.owner for row in rows]


def test_another_assignee_who_reads_it_needs_no_translator(incident, lena, bohdan, sam):
    record(incident, "assign", by=lena, to=bohdan, reason="Reads Ukrainian")
    assert Incident.objects.get(pk=incident.pk).assignee == bohdan
    assert task(incident) is None


def test_it_ends_with_the_report(incident, oksana, bohdan):
    perform(incident, "withdraw", by=oksana, reason="Settled")
    assert task(incident) is None
    assert browser(bohdan).get(address(incident)).status_code == 404


def test_the_page_goes_from_text_to_text(incident, bohdan):
    first = key_of(incident, "request_verbatim")
    sent = {"subject": first, "text": MEANT, "language": "en", "manner": "person"}
    answer = browser(bohdan).post(address(incident, "translate"), sent)
    assert answer.url == f"{address(incident, 'translate')}?text={key_of(incident, 'client_missing_reason')}"
    shown = browser(bohdan).get(answer.url)
    assert shown.context["form"]["language"].value() == "en"
    send(bohdan, address(incident, "translate"), status=200, **(sent | {"text": ""}))
    assert browser(bohdan).get(f"{address(incident, 'translate')}?text=nothing").status_code == 404
