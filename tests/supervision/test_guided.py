"""The pages of resolve and close: open for whoever may, exactly what the machine says, and nothing typed is lost."""

import datetime
import re

import pytest
from django.db import transaction
from django.utils import timezone

from audit.door import perform, record
from audit.errors import NotNow
from boundaries import guards
from boundaries.choices import Outcome
from boundaries.models import Incident
from supervision.guided import titles
from supervision.guided.checklist import by_outcome, checklist, codes_for
from supervision.reader import Reader
from tests import stories
from tests.supervision.pages import address, in_english, page, send

pytestmark = pytest.mark.django_db
MESSAGE = {"body": "This is the result, Cara.", "language": "en"}
RESULT = stories.RESULT | MESSAGE
WAYS = {
    "submitted": lambda c: stories.submitted(c["cara"]),
    "answered": lambda c: stories.answered(c["cara"], c["sam"]),
    "holding": lambda c: held(c),
    "owed": lambda c: owed(c),
    "unsafe": lambda c: stories.answered(c["cara"], c["sam"], safety_concern="yes"),
    "escalated": lambda c: stories.escalated(c["cara"], c["sam"], c["lena"]),
    "decided": lambda c: stories.decided(c["cara"], c["sam"], c["lena"]),
    "resolved": lambda c: stories.resolved(c["cara"], c["sam"]),
    "resolved_and_written": lambda c: written(stories.resolved(c["cara"], c["sam"]), c["cara"]),
    "agreed": lambda c: agreed(c),
    "settled": lambda c: stories.settle(stories.resolved(c["cara"], c["sam"]), c["cara"]),
    "closed": lambda c: stories.closed(c["cara"], c["sam"]),
}


def written(incident, cara):
    record(incident, "write", by=cara, body="One more thing", language="en")
    return incident


def owed(c):
    return written(stories.answered(c["cara"], c["sam"]), c["cara"])


def held(c):
    promised = timezone.now() + datetime.timedelta(hours=5)
    message = stories.message(kind="holding", promised_at=promised)
    return perform(stories.submitted(c["cara"]), "acknowledge", by=c["sam"], message=message)


def agreed(c):
    incident = stories.resolved(c["cara"], c["sam"])
    record(incident, "agree", by=c["cara"])
    return incident


@pytest.fixture
def made(cast):
    return lambda name: Incident.objects.get(pk=WAYS[name](cast).pk)


@pytest.mark.parametrize("verb", ["resolve", "close"])
@pytest.mark.parametrize("name", list(WAYS))
def test_the_list_is_exactly_what_the_machine_gives(name, verb, made, sam):
    incident = made(name)
    listed = checklist(Reader(incident, sam), verb)
    machine = incident.reasons_against(verb)
    assert listed["codes"] == machine
    told = [reason["text"] for item in listed["items"] for reason in item["reasons"]]
    assert told == [guards.reason_text(code, incident) for code in machine]
    assert listed["is_ready"] == (not machine)
    try:
        details = {"reason": "Done"} if verb == "close" else stories.RESULT | {"message": MESSAGE}
        perform(incident, verb, by=sam, **details)
        refused = []
    except NotNow as refusal:
        refused = refusal.reasons
    assert refused == machine


@pytest.mark.parametrize("verb", ["resolve", "close"])
@pytest.mark.parametrize("name", list(WAYS))
def test_it_opens_always_for_whoever_may(name, verb, made, sam):
    incident = made(name)
    codes = incident.reasons_against(verb)
    text = page(sam, address(incident, verb))
    assert text.count("<h1") == 1
    assert ('id="form"' in text) == (not codes)
    for code in codes:
        assert guards.reason_text(code, incident).split("’")[0] in text, code


def test_for_nobody_else_it_opens(made, cara, rita, olly, tom):
    incident = made("resolved")
    for person, status in ((cara, 403), (rita, 403), (olly, 404), (tom, 404)):
        for verb in ("resolve", "close"):
            page(person, address(incident, verb), status=status)


def test_every_guard_of_both_verbs_has_a_title(db):
    untitled = [
        guard for verb in ("resolve", "close") for guard in guards.declared()[verb] if not titles.title_of(guard)
    ]
    assert untitled == []


def test_a_guard_without_a_title_is_shown_by_its_reason_and_only_while_it_is_open(made, sam, monkeypatch):
    def somebody_elses(incident):
        return ["person_not_heard"] if incident.outcome == "" else []

    everything = guards._guards | {"resolve": [*guards._guards["resolve"], somebody_elses]}
    monkeypatch.setattr(guards, "_guards", everything)
    text = page(sam, address(made("answered"), "resolve"))
    assert "Somebody this is about has not been heard yet." in text
    assert 'id="form"' not in text


def test_what_was_typed_is_kept_where_something_is_open(made, sam):
    incident = made("owed")
    text = send(sam, address(incident, "resolve"), status=409, **RESULT)
    assert "This is the result, Cara." in text
    assert re.search(r'value="boundary_kept_declined"[^>]*checked', text)
    assert "The reporter’s last message has not been answered." in text
    assert "See to it" in text
    assert Incident.objects.get(pk=incident.pk).status == "acknowledged"


def test_each_open_thing_has_its_way_to_be_mended(made, sam):
    text = page(sam, address(made("agreed"), "close"))
    assert "/entry/" in text
    assert "/asked-in-vain/" in text


def test_where_the_record_has_moved_on_it_says_who_was_first(made, sam, lena):
    in_english(lena)
    incident = made("settled")
    perform(incident, "close", by=sam, reason="Done")
    assert "Sam F. closed this" in page(lena, address(incident, "close"))
    send(lena, address(incident, "close"), status=409, reason="Done")


# -- what only some results need -------------------------------------------------------------------------------------


def test_what_a_result_needs_besides_is_what_the_machine_says_to_it(cara, sam, lena, tom):
    for incident in (stories.ready(cara, sam, named=[tom]), stories.ready(cara, sam)):
        for outcome in Outcome.values:
            codes = codes_for(incident, outcome, MESSAGE["body"])
            try:
                with_undo(incident, sam, outcome)
                refused = []
            except NotNow as refusal:
                refused = refusal.reasons
            assert refused == codes[: len(refused)], outcome
            assert bool(refused) == bool(codes), outcome


def with_undo(incident, by, outcome):
    with transaction.atomic():
        perform(incident, "resolve", by=by, message=MESSAGE, **(stories.RESULT | {"outcome": outcome}))
        transaction.set_rollback(True)


def test_looking_changes_nothing(made, sam):
    incident = made("answered")
    by_outcome(Reader(incident, sam), Outcome.values)
    assert incident.outcome == ""


def test_a_result_that_needs_more_is_named_before_and_refused_with_its_reason(cara, sam, lena):
    incident = stories.ready(cara, sam)
    text = page(sam, address(incident, "resolve"))
    assert "Only for some results" in text
    assert "This result needs an exception that a lead has approved" in text
    assert 'id="form"' in text
    text = send(sam, address(incident, "resolve"), status=409, **(RESULT | {"outcome": "exception_agreed"}))
    assert 'id="missing"' in text
    assert "This is the result, Cara." in text


# -- closing ---------------------------------------------------------------------------------------------------------


def test_closing_shows_the_entry_to_copy_how_it_was_and_what_happens(cara, sam):
    incident = stories.settle(stories.resolved(cara, sam), cara)
    text = page(sam, address(incident, "close"))
    for words in ("Everything it needs is there", "The record is sealed", "How it was for those concerned", "4</td>"):
        assert words in text, words
    entry = text[text.index('id="entry"') :]
    assert "Mondja már meg" in entry[: entry.index("</textarea>")]
    send(sam, address(incident, "close"), reason="Done together")
    assert Incident.objects.get(pk=incident.pk).status == "closed"


def test_a_question_has_no_entry(cara, sam):
    draft = stories.drafts.begin(cara, stories.uuid7(), kind="question")
    Incident.objects.filter(pk=draft.pk).update(question="May I accept a cake?")
    incident = perform(perform(draft, "submit", by=cara), "acknowledge", by=sam, message=stories.message())
    incident = stories.resolve(incident, sam)
    assert 'id="entry"' not in page(sam, address(incident, "close"))


def test_the_record_leads_to_the_list(made, sam):
    incident = made("resolved")
    assert f'href="{address(incident, "close")}">The whole list' in page(sam, address(incident))
