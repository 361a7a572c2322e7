"""Who finds what: always within what one may see, words only where one reads names, and never across a wall."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform
from boundaries.models import Access, Incident, NamedPerson
from boundaries.search.finding import find
from tests import stories
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def found(person, text="umbrella", **options):
    return find(person, text, **options)[0]


@pytest.fixture
def incident(cara, sam, lena):
    return stories.submitted(cara, what_happened="An umbrella")


def test_reporter_supervisor_and_lead_find_it_and_nobody_else(cast, incident):
    finders = {name for name, person in cast.items() if found(person)}
    assert finders == {"cara", "sam", "lena"}


def test_another_organisation_never_finds_not_even_its_own_words_here(olly, incident):
    away = stories.submitted(make_person(olly.organisation, olly.team, "Oda Out", Role.CAREGIVER), what_happened="umbrella")
    assert found(olly) == [away]
    assert found(olly, incident.reference) == []


def test_who_is_named_finds_nothing_and_finds_again_what_is_her_own(cara, sam, lena):
    incident = stories.submitted(cara, what_happened="An umbrella", named=[sam])
    assert found(sam) == found(sam, incident.reference) == []
    assert found(lena) == [incident]
    own = stories.submitted(sam, what_happened="Another umbrella", named=[sam])
    assert found(sam) == [own]


def test_a_wall_put_up_later_holds_at_once(sam, incident):
    assert found(sam) == [incident]
    NamedPerson.objects.create(incident=incident, user=sam)
    assert found(sam) == []


def test_drafts_are_never_found_and_withdrawn_reports_are(cara, sam):
    draft = stories.draft(cara, what_happened="An umbrella")
    assert found(cara) == found(sam) == []
    sent = perform(draft, "submit", by=cara)
    perform(sent, "withdraw", by=cara, reason="Settled")
    assert found(cara) == [sent]
    assert found(sam) == [sent]


def test_past_the_line_is_found_past_the_line_only(cara, sam, lena, organisation):
    lead = make_person(organisation, None, "Lex Lead", Role.LEAD)
    incident = stories.submitted(cara, what_happened="An umbrella", event="no_action_or_retaliation")
    assert found(sam) == found(lead) == []
    assert found(lena) == [incident]


def test_a_door_opens_the_search_and_closes_it_at_its_time(tom, incident, time_machine):
    assert found(tom) == []
    until = timezone.now() + datetime.timedelta(hours=1)
    Access.objects.create(incident=incident, user=tom, basis=Access.Basis.COVER, until=until)
    assert found(tom) == [incident]
    time_machine.move_to(until)
    assert found(tom) == []


def test_whose_work_it_becomes_finds_it(cara, sam, tom, lena, team):
    """Tom supervises another team and stands in for the lead of this one."""
    team.lead = tom
    team.save()
    incident = stories.escalated(cara, by=sam, to=lena, what_happened="An umbrella")
    assert found(tom) == []
    perform(incident, "decide", by=lena, reason="So", message=stories.message(), next_person=tom)
    assert found(tom) == [incident]


def test_whoever_reads_without_names_finds_by_reference_alone(rita, cara, incident):
    assert found(rita) == found(rita, "Cara") == []
    assert found(rita, incident.reference.lower()) == [incident]
    Access.objects.create(incident=incident, user=(consulted := make_person(cara.organisation, None, "Con Sult", Role.CAREGIVER)))
    assert found(consulted) == []
    assert found(consulted, incident.reference) == [incident]


def test_own_looks_among_ones_own_only(sam, incident):
    own = stories.submitted(sam, what_happened="My own umbrella")
    assert found(sam) == [own, incident]
    assert found(sam, own=True) == [own]
    assert found(sam, incident.reference, own=True) == []


def test_a_person_who_left_or_is_narrowed_finds_nothing_more(sam, cara, incident):
    sam.narrow(frozenset())
    assert found(sam) == found(sam, incident.reference) == []
    cara.is_active = False
    assert found(cara) == found(cara, incident.reference) == []


def test_nothing_found_looks_the_same_as_nothing_there(sam, tom, incident):
    assert find(tom, "umbrella") == find(tom, "nowhere") == find(sam, "nowhere") == ([], None)


def test_rows_narrow_and_shape_what_is_found(cara, sam, incident):
    answered = stories.answered(cara, sam, what_happened="umbrella")
    rows = Incident.objects.filter(status="submitted").only("reference")
    assert found(sam, rows=rows) == [incident]
    assert found(sam, answered.reference, rows=rows) == []
    assert found(sam, rows=rows)[0].get_deferred_fields()


def test_pages_follow_each_other_newest_first(cara, sam):
    sent = [stories.submitted(cara, what_happened="umbrella") for _ in range(5)]
    NamedPerson.objects.create(incident=sent[2], user=sam)
    seen, after = [], None
    for _ in range(4):
        page, after = find(sam, "umbrella", after=after, limit=2)
        assert len(page) <= 2
        seen += page
        if after is None:
            break
    assert seen == [sent[4], sent[3], sent[1], sent[0]]


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40, "٣", "1.5", "\x00", None])
def test_a_cursor_of_somebodys_making_is_the_first_page(sam, incident, after):
    assert found(sam, after=after) == [incident]


def test_filters_that_leave_little_are_looked_through_further(cara, sam, monkeypatch):
    monkeypatch.setattr("boundaries.search.finding.SPARE", 0)
    monkeypatch.setattr("boundaries.search.finding.MOST_LOOKS", 2)
    first = stories.submitted(cara, what_happened="umbrella")
    for _ in range(13):
        stories.answered(cara, sam, what_happened="umbrella")
    rows, seen, after = Incident.objects.filter(status="submitted"), [], None
    for _ in range(20):
        page, after = find(sam, "umbrella", limit=1, rows=rows, after=after)
        seen += page
        if after is None:
            break
    assert seen == [first]


def test_a_search_costs_two_queries_however_much_it_finds(cara, sam, django_assert_num_queries):
    stories.submitted(cara, what_happened="umbrella")
    find(sam, "umbrella")
    with django_assert_num_queries(2):
        assert len(found(sam)) == 1
    for _ in range(4):
        stories.submitted(cara, what_happened="umbrella")
    with django_assert_num_queries(2):
        assert len(found(sam)) == 5
    with django_assert_num_queries(2):
        assert len(found(sam, limit=2)) == 2
