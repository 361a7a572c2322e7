"""One mail a day or a week for whoever wants it so: exactly once, in the organisation's morning, with what still waits."""

import datetime

import pytest
from django.core.management import call_command

from accounts.models import User
from audit.door import perform, record
from audit.models import OutboxItem
from supervision import clock, notices
from supervision.cadence import change_cadence, next_digest
from supervision.models import Notice
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import browser, page, send

pytestmark = pytest.mark.django_db
STEP = "digest written"
MONDAY_NOON = "2026-03-02 14:00Z"
MORE = {"text": "More", "language": "en"}


@pytest.fixture(autouse=True)
def one_language(cara):
    """Nobody is asked to translate."""
    cara.language = "en"
    cara.save()


@pytest.fixture
def digests():
    """The digests that wait in the outbox."""
    return OutboxItem.objects.filter(channel="mail", payload__has_key="digest", sent_at=None)


@pytest.fixture
def daily(sam, time_machine):
    time_machine.move_to(MONDAY_NOON, tick=False)
    change_cadence(sam, "daily")
    return sam


def passes(time_machine, moment):
    time_machine.move_to(moment, tick=False)
    return clock.run().rows(STEP)


def mails(person, mailbox):
    call_command("worker", "--once")
    return [mail for mail in mailbox.messages if mail.recipients == [person.email]]


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def test_a_day_of_notices_is_one_mail_in_the_morning(cara, daily, mailbox, time_machine):
    first, second = stories.submitted(cara), stories.submitted(cara)
    assert not OutboxItem.objects.filter(recipient_id=daily.pk).exists()
    assert passes(time_machine, "2026-03-03 05:59Z") == []
    assert passes(time_machine, "2026-03-03 06:00Z") == [daily]
    assert passes(time_machine, "2026-03-03 06:00Z") == []
    [mail] = mails(daily, mailbox)
    assert mail["Subject"] == "2 things are new for you"
    text = text_of(mail)
    for incident in (first, second):
        assert text.count(incident.reference) == 1
    assert "A report waits for your answer" in text
    assert "because it is with you" in text
    assert "since 02/03/2026" in text or "since " in text
    assert f"{first.reference}/" in mail.get_body(("html",)).get_content()


def test_after_a_week_without_clock_there_is_one(cara, daily, digests, time_machine):
    for day in range(2, 9):
        time_machine.move_to(f"2026-03-0{day} 12:00Z", tick=False)
        incident = stories.submitted(cara)
        perform(incident, "acknowledge", by=User.objects.get(pk=daily.pk), message=stories.message())
        record(incident, "add_information", by=cara, **MORE)
    assert passes(time_machine, "2026-03-10 12:00Z") == [daily]
    assert passes(time_machine, "2026-03-10 12:00Z") == []
    # one a day, and one that something repeats itself
    assert [len(item.payload["digest"]) for item in digests] == [8]


def test_what_was_read_or_dealt_with_is_left_out_and_nothing_is_no_mail(cara, daily, lena, digests, time_machine):
    read, answered = stories.submitted(cara), stories.submitted(cara)
    notices.mark_read(daily, read)
    perform(answered, "acknowledge", by=lena, message=stories.message())
    assert passes(time_machine, "2026-03-03 06:00Z") == []
    assert not digests.exists()


def test_what_is_dealt_with_between_clock_and_worker_is_left_out_too(cara, daily, mailbox, time_machine):
    kept, read, gone = (stories.submitted(cara) for _ in range(3))
    passes(time_machine, "2026-03-03 06:00Z")
    notices.mark_read(daily, read)
    perform(gone, "withdraw", by=cara, reason="Settled")
    [mail] = mails(daily, mailbox)
    text = text_of(mail)
    assert kept.reference in text
    assert read.reference not in text
    assert gone.reference not in text


def test_a_digest_of_which_nothing_is_left_is_not_sent(cara, daily, mailbox, time_machine):
    incident = stories.submitted(cara)
    passes(time_machine, "2026-03-03 06:00Z")
    notices.mark_read(daily, incident)
    assert mails(daily, mailbox) == []
    assert OutboxItem.objects.get(payload__has_key="digest").parked_at is not None


def test_what_cannot_wait_comes_at_once(cara, daily, mailbox):
    incident = stories.submitted(cara, safety_concern="unsure")
    mail = mails(daily, mailbox)[0]
    assert "urgent report waits" in mail["Subject"]
    assert mail["Importance"] == "high"
    assert incident.reference in text_of(mail)


def test_a_weekly_one_comes_on_monday(cara, sam, digests, time_machine):
    time_machine.move_to(MONDAY_NOON, tick=False)
    change_cadence(sam, "weekly")
    incident = stories.submitted(cara)
    perform(incident, "acknowledge", by=User.objects.get(pk=sam.pk), message=stories.message())
    record(incident, "add_information", by=cara, **MORE)
    for day in range(3, 9):
        assert passes(time_machine, f"2026-03-0{day} 12:00Z") == []
    assert passes(time_machine, "2026-03-09 06:00Z") == [sam]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-03-02T05:59:59+00:00", "2026-03-02T06:00:00+00:00"),
        ("2026-03-02T06:00:00+00:00", "2026-03-03T06:00:00+00:00"),
        ("2026-03-28T12:00:00+00:00", "2026-03-29T05:00:00+00:00"),  # the night in which summer time begins
        ("2026-10-24T12:00:00+00:00", "2026-10-25T06:00:00+00:00"),
    ],
)
def test_it_is_seven_by_the_clock_on_the_wall(after, expected):
    moment = next_digest("daily", "Europe/Budapest", datetime.datetime.fromisoformat(after))
    assert moment == datetime.datetime.fromisoformat(expected)


def test_whoever_wants_mails_at_once_again_gets_what_waits(cara, daily, digests, time_machine):
    stories.submitted(cara)
    change_cadence(daily, "at_once")
    assert passes(time_machine, MONDAY_NOON) == [daily]
    assert digests.count() == 1


def test_whoever_is_named_later_hears_nothing(cara, daily, mailbox, time_machine):
    from boundaries.models import NamedPerson

    incident = stories.submitted(cara)
    passes(time_machine, "2026-03-03 06:00Z")
    NamedPerson.objects.create(incident=incident, user=daily)
    assert mails(daily, mailbox) == []


def test_the_choice_is_everybodys_on_her_settings_page(cast):
    for name in ("cara", "sam", "petra", "rita", "ada"):
        person = cast[name]
        assert 'name="cadence"' in page(person, "/settings/")
        send(person, "/settings/mails/", cadence="weekly")
        person.profile.refresh_from_db()
        assert person.profile.cadence == "weekly"
        assert get(person, "/api/v1/me/")["cadence"] == "weekly"


@pytest.mark.parametrize("fields", [{}, {"cadence": ""}, {"cadence": "hourly"}])
def test_an_unknown_cadence_changes_nothing(sam, fields):
    assert browser(sam).post("/settings/mails/", fields).status_code == 400
    sam.profile.refresh_from_db()
    assert sam.profile.cadence == "at_once"


def test_a_digest_of_many_says_how_many_more(cara, daily, mailbox, time_machine, monkeypatch):
    from supervision import mail as mailing

    monkeypatch.setattr(mailing, "MOST_LISTED", 2)
    for kind in ("phone_number", "small_gift", "extra_tasks", "social_media", "beliefs"):
        stories.submitted(cara, event=kind)
    passes(time_machine, "2026-03-03 06:00Z")
    [mail] = mails(daily, mailbox)
    text = text_of(mail)
    assert text.count("DS-") == 2
    assert "and 3 more" in text


def test_two_clocks_write_one(cara, daily, digests, time_machine):
    from supervision import digests as writing

    stories.submitted(cara)
    time_machine.move_to("2026-03-03 06:00Z", tick=False)
    [due] = writing._due(datetime.datetime.now(datetime.UTC))
    writing.write_digest(due)
    with pytest.raises(writing.NotNow):
        writing.write_digest(due)
    assert digests.count() == 1
    assert not Notice.objects.filter(digest_due_at__isnull=False).exists()
