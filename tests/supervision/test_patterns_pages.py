"""The pages of what repeats itself: who reads what, where it is shown, and that nobody is accused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.door import record
from supervision.models import PatternTask
from supervision.patterns.telling import address_of
from tests import stories
from tests.supervision.pages import address, browser, in_english, page, send
from tests.supervision.patterned import REASON, of, repeated


@pytest.fixture
def task(cara, sam, lena, client_k):
    repeated(cara, client_k)
    return of("client_kind")


def test_its_page_says_which_rule_which_numbers_and_which_records(task, sam):
    text = page(in_english(sam), address_of(task))
    assert "3 reports within 90 days" in text
    assert "built-in service standard" in text
    assert "accuses nobody" in text
    for row in task.reports.all():
        assert row.incident.reference in text


def test_only_who_may_know_of_it_reads_it(task, cara, sam, tom, lena, rita, petra, olly):
    for person, status in ((sam, 200), (lena, 200), (rita, 200), (cara, 404), (tom, 404), (petra, 404), (olly, 404)):
        page(person, address_of(task), status)


def test_records_out_of_sight_are_only_counted(organisation, team, cara, sam, tom, lena, client_k):
    from tests.supervision.absent import away

    away(sam, tom)
    repeated(cara, client_k)  # they fall to Tom, who reads the last one alone
    task = of("client_kind")
    for row in list(task.reports.all())[:2]:
        row.incident.doors.filter(user=tom).delete()
        type(row.incident).objects.filter(pk=row.incident_id).update(assignee=sam)
    last = task.reports.last().incident
    text = page(in_english(tom), address_of(task))
    assert last.reference in text
    assert "and 2 more, which you do not see" in text
    assert not any(row.incident.reference in text for row in list(task.reports.all())[:2])


def test_somebody_says_what_came_of_it_on_the_page(task, sam, lena, rita):
    send(sam, address_of(task), 200, outcome="talked", reason=" ")
    send(sam, address_of(task), 200, outcome="nothing", reason=REASON)
    send(rita, address_of(task), 403, outcome="talked", reason=REASON)
    send(sam, address_of(task), outcome="dismissed", reason=REASON)
    send(lena, address_of(task), outcome="talked", reason=REASON)  # told that somebody was first
    task.refresh_from_db()
    assert (task.outcome, task.settled_by) == ("dismissed", sam)
    for person in (lena, rita):
        assert REASON in page(in_english(person), address_of(task))
        assert "Nothing is needed" in page(person, "/patterns/")


def test_the_list_is_for_those_who_read_reports_of_others(task, cara, sam, petra, tom, rita):
    assert address_of(task) in page(sam, "/patterns/")
    assert address_of(task) in page(rita, "/patterns/")
    assert address_of(task) not in page(tom, "/patterns/")
    for person in (cara, petra):
        page(person, "/patterns/", 403)


def test_an_auditor_reads_it_without_names(task, rita, cara, sam):
    text = page(in_english(rita), address_of(of("pair"))) + page(rita, "/patterns/")
    assert cara.profile.pseudonym in text
    assert cara.family_name not in text
    assert cara.short_name not in text
    assert sam.short_name not in text


def test_it_stands_on_home_in_the_queue_and_on_the_record(task, cara, sam, lena):
    in_english(sam)
    last = task.reports.last().incident
    assert address_of(task) in page(sam, "/")
    assert "repeats itself" in page(sam, "/queue/")
    text = page(sam, address(last))
    assert "3 reports of this kind with this client, looked at over 90 days" in text
    assert address_of(task) in text
    assert "a look at what repeats itself was proposed" in page(sam, address(last) + "?tab=history")


def test_the_reporter_learns_nothing_of_it(task, cara):
    in_english(cara)
    last = task.reports.last().incident
    text = (
        page(cara, address(last))
        + page(cara, address(last) + "?tab=history")
        + page(cara, "/")
        + page(cara, "/notices/")
    )
    assert "repeats itself" not in text
    assert "/patterns/" not in text


def test_a_supervisor_who_reports_herself_sees_no_mark_of_it(organisation, team, cara, sam, lena, client_k):
    repeated(cara, client_k, 2)
    stories.submitted(sam, client=client_k)
    in_english(sam)
    assert "repeats itself" not in page(sam, "/queue/")
    assert "/patterns/" not in page(sam, "/")
    assert "repeats itself" in page(in_english(lena), "/queue/")


def test_settled_ones_leave_home_and_queue_and_stay_on_the_record(task, sam):
    in_english(sam)
    for row in PatternTask.objects.all():
        record(row.organisation, "dismiss_pattern", by=sam, task=row.pk, reason=REASON)
    assert "repeats itself" not in page(sam, "/queue/")
    assert address_of(task) not in page(sam, "/")
    assert "Nothing is needed" in page(sam, address(task.reports.last().incident))


def test_slips_of_ones_own_are_thanked_for_and_counted_apart(task, cara, sam, client_k):
    stories.submitted(cara, client=client_k, started_by="me")
    text = page(in_english(sam), address_of(task))
    assert "1 report tells of a slip" in text
    assert "deserves thanks" in text
    assert "a slip" not in page(sam, address_of(of("pair")))


def test_the_list_costs_the_same_queries_however_long(task, sam, client_k, cara):
    def cost():
        client = browser(sam)
        client.get("/patterns/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/patterns/").status_code == 200
        return len(queries)

    before = cost()
    for row in PatternTask.objects.all():
        record(row.organisation, "dismiss_pattern", by=sam, task=row.pk, reason=REASON)
    repeated(cara, client_k)
    assert cost() <= before
