"""How the like was answered: which reports, in which order, for whom, and with nobody's name in it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.verify import verify
from supervision.models import Likeness, Message, SharedReply
from supervision.reader import Reader
from supervision.similar.finding import MOST, similar
from supervision.similar.lines import likes
from tests import stories
from tests.cast import make_client, make_person


@pytest.fixture
def here(cara, sam, client_k):
    """A report that waits for its answer."""
    return stories.submitted(cara, client=client_k)


@pytest.fixture
def south_cara(tom):
    return make_person(tom.organisation, tom.team, "Mira South", Role.CAREGIVER)


def answered(reporter, by, body="Thank you.", **fields):
    return perform(stories.submitted(reporter, **fields), "acknowledge", by=by, message=stories.message(body))


def references(user, incident):
    return [like.incident.reference for like in similar(user, incident)]


def share(incident, by):
    message = incident.messages.filter(author=by, kind="reply").first()
    record(incident, "share_reply", by=by, message=str(message.pk))


def test_of_the_same_kind_with_a_reply_newest_first(here, cara, sam):
    first, second = answered(cara, sam), answered(cara, sam)
    answered(cara, sam, event="small_gift")
    stories.submitted(cara)
    perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.message(kind="question"))
    assert references(sam, here) == [second.reference, first.reference]


def test_same_language_first_then_the_same_reason(here, cara, sam):
    here = stories.submitted(cara, reason_given=True)
    rows = [
        answered(cara, sam, reason_given=True),
        answered(cara, sam, reason_given=False),
        answered(cara, sam, language="sv", reason_given=True),
        answered(cara, sam, language="sv"),
        answered(cara, sam, reason_given=True),
    ]
    expected = [rows[number].reference for number in (4, 0, 1, 2, 3)]
    assert references(sam, here) == expected
    assert [like["is_same_reason"] for like in likes(Reader(here, sam))] == [True, True, False, True, False]


def test_at_most_ten(here, cara, sam):
    for _number in range(MOST + 2):
        answered(cara, sam)
    assert len(similar(sam, here)) == MOST


def test_only_what_somebody_may_see(here, cara, sam, tom, lena, south_cara):
    there = answered(south_cara, tom)
    assert references(sam, here) == []
    assert references(lena, here) == [there.reference]


def test_what_somebody_holds_in_person_is_in_it(here, cara, sam, tom, south_cara):
    there = answered(south_cara, tom)
    there.doors.create(user=sam, basis="consulted")
    assert references(sam, here) == [there.reference]


def test_walls_beat_roles_here_too(here, organisation, cara, sam, lena):
    """Whoever is part of it, or wrote it herself, is not told how it was answered."""
    lex = make_person(organisation, None, "Lex Lead", Role.LEAD)
    of_lex = answered(cara, lena, named=[lex])
    own = answered(lex, lena)
    assert set(references(lena, here)) == {of_lex.reference, own.reference}
    assert references(lex, here) == []


def test_a_shared_reply_is_read_in_the_whole_service_without_its_record(here, cara, sam, tom, south_cara):
    there = answered(south_cara, tom, "Say that the office helps.")
    stories.resolve(there, tom)
    assert likes(Reader(here, sam)) == []
    share(there, tom)
    [line] = likes(Reader(here, sam))
    assert [reply["body"] for reply in line["replies"]] == ["Say that the office helps."]
    assert (line["reference"], line["url"], line["when"]) == ("", "", "")
    assert verify().findings == []


def test_a_shared_reply_stays_behind_the_walls(here, organisation, cara, sam, tom, lena, south_cara):
    there = perform(
        stories.submitted(south_cara, named=[sam]), "acknowledge", by=tom, message=stories.message("Read me.")
    )
    record(there, "waive_hearing", by=lena, person=sam, reason="He is away for months.")
    stories.resolve(there, tom)
    share(there, tom)
    assert likes(Reader(here, sam)) == []
    own = answered(make_person(organisation, tom.team, "Nina Both", Role.SUPERVISOR), tom)
    nina = own.reporter
    stories.resolve(own, tom)
    share(own, tom)
    assert own.reference not in references(nina, here)


def test_it_is_shared_only_after_a_result_by_its_author_and_once(cara, sam, lena):
    incident = answered(cara, sam)
    with pytest.raises(NotNow) as caught:
        share(incident, sam)
    assert caught.value.reasons == ["share_after_result"]
    incident = stories.resolve(incident, sam)
    message = str(incident.messages.filter(author=sam, kind="reply").first().pk)
    for person in (lena, cara):
        with pytest.raises(NotPermitted):
            record(incident, "share_reply", by=person, message=message)
    receipt = str(incident.messages.get(kind="receipt").pk)
    for wrong in (receipt, "00000000-0000-0000-0000-000000000007"):
        with pytest.raises(ValidationError):
            record(incident, "share_reply", by=sam, message=wrong)
    record(incident, "share_reply", by=sam, message=message)
    with pytest.raises(ValidationError):
        record(incident, "share_reply", by=sam, message=message)
    assert SharedReply.objects.count() == 1


def test_nothing_is_shared_by_itself(cara, sam):
    stories.closed(cara, sam)
    assert not SharedReply.objects.exists()
    assert not Likeness.objects.filter(is_shared=True).exists()


def test_no_name_and_no_code_is_in_it(here, cara, sam, lena, client_k):
    body = (
        f"Dear Cara Halász, tell Mrs Szabó (Ilona, {client_k.code}) that Sam Fekete asked; "
        f"{cara.profile.pseudonym} and K-031-re too."
    )
    answered(cara, sam, body, client=client_k)
    [line] = likes(Reader(here, lena))
    text = line["replies"][0]["body"]
    for told in ("Cara", "Halász", "Szabó", "Ilona", client_k.code, "Fekete", cara.profile.pseudonym):
        assert told not in text, told
    assert "[the client]) that" in text


def test_a_corrected_reply_is_marked(here, cara, sam):
    incident = answered(cara, sam, "The first wording.")
    message = Message.objects.get(incident=incident, author=sam)
    record(incident, "correct", by=sam, message=str(message.pk), body="The better wording.", language="en")
    [line] = likes(Reader(here, sam))
    assert [(reply["body"], reply["is_superseded"]) for reply in line["replies"]] == [
        ("The first wording.", True),
        ("The better wording.", False),
    ]


def test_a_question_has_no_likes(cara, sam):
    closed = stories.closed(cara, sam)
    from supervision.links import ask_about

    asked = ask_about(closed, cara, body="And now?", language="en")
    assert similar(sam, asked) == []
    assert not Likeness.objects.filter(incident=asked).exists()


def test_nobody_but_those_who_answer_is_shown_likes(here, cara, sam, rita):
    answered(cara, sam)
    assert likes(Reader(here, cara)) == []
    assert likes(Reader(here, rita)) == []


def test_what_the_migration_writes_is_what_sending_writes(cara, sam, client_k):
    from importlib import import_module

    from django.db import connection

    stories.closed(cara, sam, client=client_k, reason_given=True)
    stories.submitted(cara, reason_given=False)
    fields = [field.attname for field in Likeness._meta.concrete_fields if field.name != "answered_at"]
    written = list(Likeness.objects.order_by("pk").values(*fields))
    marks = [row.answered_at is not None for row in Likeness.objects.order_by("pk")]
    Likeness.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(import_module("supervision.migrations.0015_patterns").ALIKE)
    assert list(Likeness.objects.order_by("pk").values(*fields)) == written
    assert [row.answered_at is not None for row in Likeness.objects.order_by("pk")] == marks == [True, False]
    assert Likeness.objects.first().submitted_at > timezone.now() - datetime.timedelta(minutes=5)


def test_clients_of_others_are_not_told_apart_by_a_longer_code(here, cara, sam, team, lena):
    other = make_client(team, "K-0311", "hu", cara)
    answered(cara, sam, "For K-0311 the office calls.", client=other)
    [line] = likes(Reader(here, lena))
    assert "0311" not in line["replies"][0]["body"]
