"""What is planned together can be read in the reporter's own language: a translation stands beside it, the original stays."""

import pytest
from django.core.exceptions import ValidationError

from audit.door import record
from boundaries.models import Translation
from supervision.exports.record import record_document
from supervision.models import Deadline
from tests import stories
from tests.cast import make_person
from tests.supervision.pages import page

GOAL = "Say no without feeling guilty."
HERS = "Відмовляти без почуття провини."


@pytest.fixture
def incident(organisation, team, sam, lena, client_k):
    """Reported in Ukrainian by somebody who reads nothing else; Sam reads it, too."""
    olha = make_person(organisation, team, "Olha Bilyk", "caregiver", language="uk", languages=["uk"])
    type(sam.profile).objects.filter(pk=sam.profile.pk).update(languages=["en", "hu", "uk"])
    incident = stories.submitted(olha, client=client_k, language="uk")
    message = stories.message("Дякую, що написали.", language="uk")
    return stories.perform(incident, "acknowledge", by=sam, message=message)


@pytest.fixture
def goal(incident, sam):
    record(incident, "propose_plan_item", by=sam, kind="goal", text=GOAL, language="en")
    return incident.plan.get()


def translate(incident, sam, goal, field="text", text=HERS):
    record(incident, "translate", by=sam, subject=f"{field}-{goal.pk}", language="uk", text=text)


def test_a_goal_in_another_language_asks_for_a_translation_until_there_is_one(incident, goal, sam):
    tasks = Deadline.objects.filter(kind="translation", incident=incident)
    assert tasks.open().count() == 1
    translate(incident, sam, goal)
    assert tasks.open().count() == 0


def test_the_reporter_reads_it_in_her_language_beside_the_original(incident, goal, sam):
    translate(incident, sam, goal)
    told = page(incident.reporter, f"/incidents/{incident.reference}/plan/")
    assert GOAL in told
    assert HERS in told


def test_the_result_too_and_in_print(incident, goal, sam):
    translate(incident, sam, goal)
    record(incident, "confirm_plan_item", by=incident.reporter, item=goal.pk)
    record(incident, "end_plan_item", by=sam, item=goal.pk, result="reached", note="It went well.")
    translate(incident, sam, goal, "result_note", "Усе вдалося.")
    assert Translation.objects.filter(subject_id=goal.pk).count() == 2
    assert "Усе вдалося." in page(incident.reporter, f"/incidents/{incident.reference}/plan/")
    assert HERS in str(record_document(incident, language="uk", profile="reporter"))


def test_what_colleagues_do_among_themselves_is_not_translated_for_her(incident, sam):
    from tests.supervision.voiced import in_days

    step = {"kind": "action", "text": "Ask the office.", "language": "en", "responsible": sam, "due_on": in_days(2)}
    record(incident, "propose_plan_item", by=sam, **step)
    assert not Deadline.objects.filter(kind="translation", incident=incident).exists()


def test_a_key_that_is_no_text_of_this_record_is_refused(incident, goal, sam):
    with pytest.raises(ValidationError) as caught:
        record(incident, "translate", by=sam, subject=f"area-{goal.pk}", language="uk", text=HERS)
    assert list(caught.value.message_dict) == ["subject"]
    assert not Translation.objects.exists()
