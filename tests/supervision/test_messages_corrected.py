"""A correction is a new message; the old one stays readable and says so, on the page, in the API and on paper (B-CS-08)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from supervision.exports.record import record_document
from supervision.models import Notice
from tests import stories
from tests.supervision.asking import address as api
from tests.supervision.asking import get
from tests.supervision.owing import owed
from tests.supervision.pages import address, page, send
from tests.supervision.test_conversation import holding

pytestmark = pytest.mark.django_db
BETTER = {"body": "What I meant to say.", "language": "en"}


def corrected(incident, by):
    old = incident.messages.filter(author=by).last()
    record(incident, "correct", by=by, message=str(old.pk), **BETTER)
    return old, incident.messages.get(supersedes=old)


def test_supersede(cara, sam):
    incident = stories.answered(cara, by=sam)
    old, new = corrected(incident, sam)
    assert (new.kind, new.body, new.author) == ("reply", BETTER["body"], sam)
    text = page(cara, address(incident))
    assert old.body in text
    assert f'id="m-{old.pk}"' in text
    assert f'href="/incidents/{incident.reference}/#m-{new.pk}"' in text
    assert Notice.objects.filter(user=cara, kind="corrected").count() == 1


def test_the_old_one_is_frozen_and_the_link_too(cara, sam):
    incident = stories.answered(cara, by=sam)
    old, new = corrected(incident, sam)
    for changes in ({"body": "x"}, {"supersedes": None}):
        with pytest.raises(DatabaseError, match="is frozen"), transaction.atomic():
            type(new).objects.filter(pk=new.pk).update(**changes)
    with pytest.raises(DatabaseError, match="is frozen"), transaction.atomic():
        type(old).objects.filter(pk=old.pk).update(body="x")


def test_only_ones_own_and_only_once(cara, sam, lena):
    incident = stories.answered(cara, by=sam)
    old, _new = corrected(incident, sam)
    for person, key in ((lena, old.pk), (cara, old.pk), (sam, old.pk)):
        with pytest.raises(ValidationError):
            record(incident, "correct", by=person, message=str(key), **BETTER)
    for name in ("receipt",):
        key = incident.messages.get(kind=name).pk
        with pytest.raises(ValidationError):
            record(incident, "correct", by=sam, message=str(key), **BETTER)
    assert incident.messages.filter(supersedes__isnull=False).count() == 1


@pytest.mark.parametrize("name", ["rita", "tom", "petra"])
def test_who_has_no_part_in_the_conversation_corrects_nothing(cast, name):
    incident = stories.answered(cast["cara"], by=cast["sam"])
    key = incident.messages.get(kind="reply").pk
    with pytest.raises(NotPermitted):
        record(incident, "correct", by=cast[name], message=str(key), **BETTER)


def test_a_correction_answers_nothing_newer_and_is_no_second_promise(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=holding(1))
    stories.measured(incident, sam)
    corrected(incident, sam)
    record(incident, "answer", by=sam, **holding(2))  # the second in a row, not the third
    record(incident, "answer", by=sam, **stories.message())
    record(incident, "write", by=cara, body="And this?", language="hu")
    corrected(incident, sam)
    assert owed(incident).get().kind == "reply"
    with pytest.raises(NotNow) as refusal:
        perform(incident, "resolve", by=sam, message={"body": "So", "language": "en"}, **stories.RESULT)
    assert set(refusal.value.reasons) == {"answer_missing", "deadline_open"}


def test_what_a_reporter_puts_right_asks_for_an_answer(cara, sam):
    incident = stories.submitted(cara)
    record(incident, "write", by=cara, body="Monday", language="hu")
    perform(incident, "acknowledge", by=sam, message=stories.message())
    corrected(incident, cara)
    assert owed(incident).get().kind == "reply"


def test_the_form_begins_with_the_message_that_was_pressed(cara, sam):
    incident = stories.answered(cara, by=sam)
    key = incident.messages.get(kind="reply").pk
    assert f"/correct/?message={key}" in page(sam, address(incident))
    assert f"/correct/?message={key}" not in page(cara, address(incident))
    form = page(sam, address(incident, "correct") + f"?message={key}")
    assert stories.PREPARED["closing"] + "</textarea>" in form
    send(sam, address(incident, "correct"), message=key, **BETTER)
    assert "Was corrected on" in page(sam, address(incident))


@pytest.mark.parametrize("key", ["", "x", "01a2022c-9d0f-76d0-9180-03aca3529613"])
def test_a_message_that_is_none_is_refused_by_the_form(cara, sam, key):
    incident = stories.answered(cara, by=sam)
    send(sam, address(incident, "correct"), status=200, message=key, **BETTER)
    assert page(sam, address(incident, "correct") + "?message=nonsense")
    assert not incident.messages.filter(supersedes__isnull=False).exists()


def test_programs_and_paper_say_which_one_holds(cara, sam):
    incident = stories.answered(cara, by=sam)
    old, new = corrected(incident, sam)
    rows = {row["id"]: row for row in get(cara, api(incident, "messages/"))["results"]}
    assert rows[str(old.pk)]["corrected_by"] == str(new.pk)
    assert rows[str(new.pk)]["corrects"] == str(old.pk)
    for profile in ("identified", "pseudonymised", "reporter"):
        document = record_document(incident, language="en", profile=profile)
        entries = next(section for section in document["sections"] if section["key"] == "delivery")["blocks"][-1]["rows"]
        told = [entry["what"] for entry in entries]
        assert any(what.startswith("Answer, was corrected on") for what in told)
        assert any(what.startswith("Answer, corrects the message of") for what in told)
