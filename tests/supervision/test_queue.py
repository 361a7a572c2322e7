"""The queue: order, scope, walls, views, filters, paging, counts (B-X-01)."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform
from boundaries.models import Access, Incident
from supervision import queue as queue_module
from supervision.queue import Cursor, Queue, views_for
from tests import stories
from tests.cast import make_person
from tests.supervision.pages import page

pytestmark = pytest.mark.django_db


def due(incident, **hours):
    moment = timezone.now() + datetime.timedelta(**hours)
    Incident.objects.filter(pk=incident.pk).update(due_at=moment)


def references(person, view="answer", **options):
    rows, _after = Queue(person, view, **options).page()
    return [row.reference for row in rows]


def test_urgent_comes_first_then_overdue_then_the_earlier_due(cara, sam, lena):
    later, soon, overdue = (stories.submitted(cara) for _ in range(3))
    urgent = stories.submitted(cara, safety_concern="yes")
    due(later, hours=9)
    due(soon, hours=1)
    due(overdue, hours=-1)
    expected = [incident.reference for incident in (urgent, overdue, soon, later)]
    assert references(sam) == expected
    text = page(sam, "/queue/")
    assert sorted(expected, key=text.index) == expected


def test_another_team_and_another_organisation_see_nothing(cara, sam, tom, olly):
    incident = stories.submitted(cara)
    assert references(sam) == [incident.reference]
    assert references(tom) == references(olly) == []
    assert incident.reference not in page(olly, "/queue/?view=all")


def test_who_is_named_is_not_told_and_not_counted(cara, sam, lena):
    incident = stories.submitted(cara, named=[sam])
    assert references(sam) == []
    assert Queue(sam).counts()["answer"] == 0
    assert references(lena) == [incident.reference]


def test_ones_own_report_is_not_in_ones_queue(sam, lena):
    incident = stories.submitted(sam)
    assert references(sam, "answer") == []
    assert references(lena, "all") == [incident.reference]


def test_each_status_has_its_view(cara, sam, lena):
    submitted, answered = stories.submitted(cara), stories.answered(cara, sam)
    escalated, resolved = stories.escalated(cara, sam, lena), stories.resolved(cara, sam)
    stories.closed(cara, sam)
    stories.withdrawn(cara)
    found = {view: references(lena, view) for view in views_for(lena)}
    assert found == {
        "answer": [submitted.reference],
        "asked": [escalated.reference],
        "waiting": [answered.reference],
        "escalated": [escalated.reference],
        "close": [resolved.reference],
        "all": [i.reference for i in (submitted, escalated, answered, resolved)],
    }
    assert {view: len(rows) for view, rows in found.items()} == {k: v for k, v in Queue(lena).counts().items() if k != "here"}


def test_only_a_lead_looks_over_all_teams(sam, lena):
    assert "all" not in views_for(sam)
    assert "all" in views_for(lena)


@pytest.mark.parametrize("name", ["cara", "petra", "rita", "ada"])
def test_the_queue_is_for_those_who_answer(cast, name):
    page(cast[name], "/queue/", status=403)


def test_what_somebody_was_given_beyond_her_role_is_merged_in_order(cara, sam, tom):
    first, second, third = (stories.submitted(cara) for _ in range(3))
    Access.objects.create(incident=third, user=tom, basis=Access.Basis.COVER)
    Incident.objects.filter(pk=first.pk).update(assignee=tom)
    due(third, hours=1)
    due(first, hours=2)
    assert references(tom) == [third.reference, first.reference]
    assert Queue(tom).counts()["answer"] == 2
    assert second.reference not in references(tom)


@pytest.mark.parametrize("name", ["cara", "sam", "tom", "lena", "petra", "rita", "ada", "olly"])
def test_both_halves_together_are_what_the_person_may_see(cast, name):
    person, cara, sam, tom, lena = (cast[key] for key in (name, "cara", "sam", "tom", "lena"))
    lead = make_person(cara.organisation, None, "Lotta Lead", Role.LEAD)
    given = stories.submitted(cara)
    Access.objects.create(incident=given, user=tom, basis=Access.Basis.COVER)
    stories.submitted(cara, named=[lena])
    stories.submitted(cara, staff_part="cannot_say")
    stories.submitted(sam)
    stories.escalated(cara, sam, lead)
    stories.closed(cara, sam)
    for somebody in (person, lead):
        sent = Incident.objects.visible_to(somebody).sent().exclude(reporter=somebody)
        halves = [Incident.objects.seen_by_role(somebody), Incident.objects.seen_in_person(somebody)]
        found = [incident.pk for rows in halves for incident in rows]
        assert sorted(found) == sorted(sent.values_list("pk", flat=True))
        candidates = set(Incident.objects.ids_open_in_person(somebody))
        assert {i.pk for i in Incident.objects.open().seen_in_person(somebody)} <= candidates


def test_pages_follow_each_other_without_gap_or_repetition(cara, sam, lena, monkeypatch):
    monkeypatch.setattr(queue_module, "PAGE", 2)
    expected = [stories.submitted(cara, safety_concern="yes") for _ in range(3)]
    expected += [stories.submitted(cara) for _ in range(3)]
    expected += [stories.answered(cara, sam) for _ in range(3)]
    same = timezone.now() + datetime.timedelta(hours=1)
    Incident.objects.exclude(due_at=None).update(due_at=same)  # ties are told apart by the id
    found, after = [], None
    for _ in range(9):
        rows, after = Queue(lena, "all").page(after)
        found += [row.reference for row in rows]
        if after is None:
            break
        after = Cursor.read(str(after))
    urgent = {i.reference for i in expected[:3]}
    assert set(found[:3]) == urgent
    assert sorted(found) == sorted(i.reference for i in expected)


@pytest.mark.parametrize("text", ["", "x", "WyIxIl0=", "!!!", "bnVsbA==", "MQ=="])
def test_a_cursor_of_somebodys_making_is_the_first_page(cara, sam, text):
    assert Cursor.read(text) is None
    assert stories.submitted(cara).reference in page(sam, f"/queue/?after={text}")


def test_counts_stop_at_the_cap(cara, sam, monkeypatch):
    monkeypatch.setattr(queue_module, "CAP", 2)
    monkeypatch.setattr("supervision.views.queue.CAP", 2)
    for _ in range(4):
        stories.submitted(cara)
    assert Queue(sam).counts()["answer"] == 3
    assert "2+" in page(sam, "/queue/")


def test_filters_stand_in_the_address(cara, sam, client_k):
    gift = stories.submitted(cara, event="small_gift")
    phone = stories.submitted(cara, client=client_k)
    for address, there, absent in (
        ("?kind=money_gifts", gift, phone),
        ("?kind=small_gift", gift, phone),
        ("?client=k-031", phone, gift),
        ("?client=K-031&language=hu&assignee=me", phone, gift),
    ):
        text = page(sam, f"/queue/{address}")
        assert there.reference in text
        assert absent.reference not in text
    assert phone.reference not in page(sam, "/queue/?language=sv")


def test_a_filter_that_nobody_offered_filters_nothing(cara, sam):
    incident = stories.submitted(cara)
    assert incident.reference in page(sam, "/queue/?kind=';--&language=xx&view=nowhere&assignee=all")


def test_nothing_that_was_said_and_no_clients_name_stands_in_the_list(cara, sam, client_k):
    stories.submitted(cara, client=client_k, what_happened="Something unheard-of", feelings="Ashamed")
    text = page(sam, "/queue/")
    assert "K-031" in text
    assert [word for word in ("Szabó", "Ilona", "unheard-of", "Ashamed", "Mondja") if word in text] == []


def test_the_page_costs_the_same_queries_however_many_rows(cara, sam, django_assert_num_queries):
    from tests.supervision.pages import browser

    sams = browser(sam)
    stories.submitted(cara)
    sams.get("/queue/")
    with django_assert_num_queries(5):
        sams.get("/queue/")
    for _ in range(5):
        stories.submitted(cara)
    with django_assert_num_queries(5):
        sams.get("/queue/")


def test_with_something_beyond_the_role_the_page_costs_seven_queries(cara, sam, tom, django_assert_max_num_queries):
    from tests.supervision.pages import browser

    incident = stories.submitted(cara)
    Access.objects.create(incident=incident, user=tom, basis=Access.Basis.COVER)
    toms = browser(tom)
    with django_assert_max_num_queries(7):
        assert incident.reference in toms.get("/queue/").content.decode()


def test_a_question_is_marked_as_one(cara, sam):
    from audit.ids import uuid7
    from boundaries import drafts

    question = drafts.begin(cara, uuid7(), kind="question")
    question.question = "May I accept cake?"
    question.save()
    perform(question, "submit", by=cara)
    text = page(sam, "/queue/")
    assert "question" in text
    assert "cake" not in text
