"""What somebody has dealt with stops: no mail about it goes any more, and the inbox says that it is done."""

import pytest
from django.core.management import call_command

from accounts.roles import Role
from audit.door import perform, record
from supervision import clock, notices
from supervision.models import Notice
from tests import stories
from tests.cast import make_person
from tests.supervision.asking import get
from tests.supervision.pages import browser, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_language(cara):
    """Nobody is asked to translate."""
    cara.language = "en"
    cara.save()


@pytest.fixture
def ute(organisation, team):
    """A second supervisor of the team."""
    return make_person(organisation, team, "Ute Blau", Role.SUPERVISOR)


def open_kinds(person):
    return sorted(row.kind for row in Notice.objects.filter(user=person, settled_at=None))


def recipients(mailbox):
    call_command("worker", "--once")
    return [message.recipients[0] for message in mailbox.messages]


def test_when_the_second_supervisor_answers_the_first_is_told_nothing_any_more(cara, sam, ute, mailbox):
    incident = stories.submitted(cara)
    assert open_kinds(sam) == ["report_received"]
    perform(incident, "acknowledge", by=ute, message=stories.message())
    assert open_kinds(sam) == []
    assert recipients(mailbox) == ["cara@north.example"]
    text = page(sam, "/notices/")
    assert "done" in text
    assert ">new<" not in text
    row = get(sam, "/api/v1/notices/")["results"][0]
    assert (row["is_new"], row["settled_at"] is not None) == (False, True)


def test_without_her_the_mail_goes(cara, sam, ute, mailbox):
    stories.submitted(cara)
    assert recipients(mailbox) == ["sam@north.example"]


def test_a_reminder_and_a_delay_end_with_the_answer(cara, sam, lena, time_machine, mailbox):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.submitted(cara)
    time_machine.move_to("2026-03-03 04:00Z", tick=False)
    clock.run()
    assert "reminder" in open_kinds(sam)
    time_machine.move_to("2026-03-03 08:00Z", tick=False)
    clock.run()
    assert "late" in open_kinds(sam)
    assert "late" in open_kinds(lena)
    perform(incident, "acknowledge", by=sam, message=stories.message())
    assert set(open_kinds(sam)) & {"reminder", "late", "report_received"} == set()
    assert "late" not in open_kinds(lena)


def test_a_delay_of_something_else_stays(cara, sam, lena, time_machine):
    """The answer came; the decision is owed and late still."""
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.escalated(cara, sam, lena)
    record(incident, "write", by=cara, body="And?", language="en")
    time_machine.move_to("2026-03-03 09:00Z", tick=False)
    clock.run()
    record(incident, "answer", by=sam, **stories.message())
    assert "late" in open_kinds(lena)
    assert "decision_needed" in open_kinds(lena)
    assert "reporter_wrote" not in open_kinds(sam)


def test_a_decision_ends_the_question_for_it(cara, sam, lena):
    incident = stories.escalated(cara, sam, lena)
    assert "decision_needed" in open_kinds(lena)
    perform(
        incident, "decide", by=lena, reason="So", message=stories.message("We decided."), next_person=sam
    )
    assert "decision_needed" not in open_kinds(lena)


def test_what_is_withdrawn_asks_nobody_for_anything(cara, sam):
    incident = stories.submitted(cara)
    record(incident, "add_information", by=cara, text="More", language="en")
    perform(incident, "withdraw", by=cara, reason="Settled")
    assert open_kinds(sam) == ["withdrawn"]


def test_what_failed_settles_nothing(cara, sam, lena, monkeypatch):
    incident = stories.submitted(cara)
    monkeypatch.setattr(notices, "notify", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        perform(incident, "acknowledge", by=lena, message=stories.message())
    assert open_kinds(sam) == ["report_received"]


def test_the_bar_counts_what_is_new_and_not_done(cara, sam, ute):
    incident = stories.submitted(cara)
    stories.submitted(cara)
    assert browser(sam).get("/settings/").context["unread_notices"]() == "2"
    perform(incident, "acknowledge", by=ute, message=stories.message())
    assert browser(sam).get("/settings/").context["unread_notices"]() == "1"


def test_the_bar_counts_to_99_and_nothing_out_of_sight(cara, sam, tom):
    incident = stories.submitted(cara)
    for person in (sam, tom):
        Notice.objects.bulk_create(Notice(user=person, incident=incident, kind="quiet") for _ in range(120))
    assert browser(sam).get("/settings/").context["unread_notices"]() == "99+"
    assert browser(tom).get("/settings/").context["unread_notices"]() == ""


def test_one_notice_is_marked_as_read_and_only_ones_own(cara, sam, lena):
    stories.submitted(cara)
    stories.submitted(cara)
    one = Notice.objects.filter(user=sam).first()
    assert browser(lena).post("/notices/", {"notice": one.pk}).status_code == 302
    assert notices.count_unread(sam) == 2
    browser(sam).post("/notices/", {"notice": one.pk})
    assert notices.count_unread(sam) == 1
    assert browser(sam).post("/notices/", {"notice": "x"}).status_code == 400
