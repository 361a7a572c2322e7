"""What was agreed by name with somebody who left stands before the lead, and a step is given on by one act."""

import pytest

from accounts.models import User
from audit.door import record
from supervision import clock
from supervision.models import Deadline, PlanItem
from tests import stories
from tests.cast import make_person
from tests.supervision.absent import away
from tests.supervision.pages import address, in_english, page, send
from tests.supervision.patterned import repeated
from tests.supervision.voiced import asking, in_days

ADDRESS = "/calendar/left-behind/"


@pytest.fixture
def incident(cara, sam, tom, lena, client_k):
    incident = stories.answered(cara, sam, client=client_k)
    step = {"kind": "follow_up", "text": "Call her on Friday.", "language": "en", "due_on": in_days(3)}
    record(incident, "propose_plan_item", by=sam, responsible=sam, **step)
    record(incident, "ask_client", by=sam, **asking(sam))
    record(incident, "consult", by=lena, person=tom, question="How?", extract="A number.", language="en")
    return incident


def leave(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def test_the_lead_sees_what_is_left_and_whose_it_was(incident, cara, sam, tom, lena, client_k):
    in_english(lena)
    assert "Nothing is left behind" in page(lena, ADDRESS)
    repeated(cara, client_k)
    leave(sam)
    leave(tom)
    told = page(lena, ADDRESS)
    for what in ("Follow-up", "Asking the client", "Advice of a colleague", "Something that repeats itself"):
        assert what in told
    assert "Tom Novák" in told
    assert f"{address(incident, 'reword')}?item=" in told


def test_a_long_absence_counts_and_a_short_one_does_not(incident, sam, tom, lena):
    in_english(lena)
    away(sam, lena, after=-1, days=3)
    assert "Nothing is left behind" in page(lena, ADDRESS)
    away(tom, lena, after=-1, days=30)
    assert "Tom Novák" in page(lena, ADDRESS)


def test_a_step_is_given_to_somebody_else_in_the_same_words(incident, sam, lena):
    item = PlanItem.objects.get()
    leave(sam)
    said = {"item": str(item.pk), "text": item.text, "language": "en", "responsible": str(lena.pk)}
    send(lena, address(incident, "reword"), **said)
    assert PlanItem.objects.get(supersedes=item).responsible == lena
    assert "Follow-up" not in page(in_english(lena), ADDRESS)


def test_the_reporter_gives_nothing_to_anybody(incident, cara):
    assert 'name="responsible"' not in page(cara, address(incident, "reword"))


def test_whoever_was_to_ask_a_client_and_left_owes_it_no_more(incident, sam, tom, lena):
    leave(sam)
    clock.run()
    owner = Deadline.objects.get(kind="client_voice").owner
    assert owner != sam
    assert owner.is_active


def test_walls_stand_here_too_and_nobody_else_has_the_page(
    organisation, team, cara, sam, tom, rita, lena, olly, client_k
):
    tess = make_person(organisation, team, "Tess Wall", "supervisor", "lead")
    incident = stories.answered(cara, sam, client=client_k, named=[tess])
    record(incident, "ask_client", by=sam, **asking(sam))
    leave(sam)
    assert incident.reference not in page(tess, ADDRESS)
    assert incident.reference in page(lena, ADDRESS)
    assert incident.reference not in page(olly, ADDRESS)
    for person in (cara, tom, rita):
        page(person, ADDRESS, status=403)
