"""Five kinds of contact (B-CS-18): each changes what is asked for and shown, labels the contact, and never a person."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import StaffProfile, User
from audit.door import record
from audit.errors import NotPermitted
from audit.models import AuditEvent
from boundaries.choices import ContactType
from boundaries.models import Client, ClientIdentity, Incident
from boundaries.referrals import acts as referrals
from supervision import hints
from supervision.models import Deadline, InternalNote, Notice
from tests import stories
from tests.cast import make_person
from tests.directory import service
from tests.supervision.asking import address as api
from tests.supervision.asking import get, post
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db
EARLIER = "At night the office answers; her own number stays hers."


@pytest.fixture
def incident(cara, sam, petra, team, client_k):
    """Of a client who was answered before, about another caregiver's report."""
    other = make_person(cara.organisation, team, "Dora Other", "caregiver")
    before = stories.submitted(other, client=client_k, event="visit_outside_hours")
    stories.perform(before, "acknowledge", by=sam, message=stories.message(EARLIER))
    found = stories.submitted(cara, client=client_k)
    referrals.give(found, cara, entry=service(petra.organisation).pk, explained_procedure="yes")
    return found


def composer(incident, sam, contact_type) -> str:
    """As it stands once the kind of contact was chosen in phase 4."""
    data = stories.typed(contact_type=contact_type) | {"look": "1"}
    answer = browser(sam).post(address(incident, "compose"), data)
    assert answer.status_code == 200
    return answer.content.decode()


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def answers_owed(incident):
    """The check of the client's referral, given with the report, is none."""
    rows = Deadline.objects.open().filter(incident=incident).exclude(kind="referral_check")
    return set(rows.values_list("kind", flat=True))


def said(incident, by, contact_type, **more):
    return record(incident, "set_contact_type", by=by, contact_type=contact_type, **more)


# -- what each kind changes -------------------------------------------------------------------------------------------


def facts_and_directory_first_and_no_hints(incident, sam, text):
    assert text.index('id="facts"') < text.index('id="phase-letter"')
    assert 'name="place"' in text[text.index('id="facts"') : text.index('id="phase-compared"')]
    assert text.index("Statements</summary>") < text.index("Prepared texts</summary>")
    assert hints.before_sending(incident, "reply", "It is so.", by=sam, language="en", contact_type="informative") == []


def earlier_answers_and_one_answer_first(incident, sam, text):
    assert text.index(EARLIER) < text.index('id="phase-compared"')
    assert text.count("What was answered to this client before") == 1
    assert 'class="card stack chosen" id="phase-compared"' in text
    assert "whoever asks" in text
    shelf = text[text.index("From the library") :]
    assert shelf.index("Ugyanaz a válasz") < shelf.index("Üdvözlés")


def no_answer_alone_and_support(incident, sam, text):
    assert 'name="waived_reason"' not in text
    assert "This is not answered alone." in text
    support = text[text.index('id="support"') :]
    assert address(incident, "consult") in support
    assert address(incident, "escalate") in support


def clock_and_pin(incident, sam, text):
    assert "This is not answered alone." in text
    said(incident, sam, "urgent")
    assert answers_owed(incident) == {"reply", "urgent"}
    assert fresh(incident).urgent
    queue = page(sam, "/queue/")
    others = [row.reference for row in Incident.objects.exclude(pk=incident.pk) if row.reference in queue]
    assert others
    assert all(queue.index(incident.reference) < queue.index(reference) for reference in others)


def questions_exercises_and_a_session(incident, sam, text):
    shelf = text[text.index("From the library") :]
    assert (
        shelf.index("Questions to ask</summary>")
        < shelf.index("Exercises</summary>")
        < shelf.index("Prepared texts</summary>")
    )
    talk = text[text.index('id="talk"') : text.index('id="phase-compared"')]
    assert "Plan a supervision session about it" in talk


EFFECTS = {
    "informative": facts_and_directory_first_and_no_hints,
    "testing": earlier_answers_and_one_answer_first,
    "abusive": no_answer_alone_and_support,
    "urgent": clock_and_pin,
    "counselling": questions_exercises_and_a_session,
}


@pytest.mark.parametrize("contact_type", EFFECTS)
def test_type_effects(incident, sam, contact_type):
    stories.submitted(incident.reporter)  # somebody else's that waits, too
    EFFECTS[contact_type](incident, sam, composer(incident, sam, contact_type))


def test_every_kind_is_looked_at():
    assert set(EFFECTS) == set(ContactType.values)


@pytest.mark.parametrize("contact_type", EFFECTS)
def test_what_belongs_to_one_kind_stands_with_no_other(incident, sam, contact_type):
    marks = {"informative": 'id="facts"', "testing": EARLIER, "abusive": 'id="support"', "counselling": 'id="talk"'}
    text = composer(incident, sam, contact_type)
    assert {key for key, mark in marks.items() if mark in text} == {contact_type} & set(marks)


def test_a_kind_that_the_record_has_already_needs_no_press(incident, sam):
    said(incident, sam, "counselling")
    assert 'id="talk"' in page(sam, address(incident, "compose"))


# -- saying it ------------------------------------------------------------------------------------------------------


def test_it_is_said_on_a_page_and_stands_on_the_record(incident, sam, cara):
    send(sam, address(incident, "contact-type"), contact_type="testing")
    assert fresh(incident).contact_type == "testing"
    event = AuditEvent.objects.get(act="contact_type_set")
    assert event.data["contact_type"] == "testing"
    assert "Kind of contact: Testing" in page(sam, address(incident))
    mine = page(in_english(cara), address(incident) + "?tab=history")
    assert "Testing" not in mine
    assert "Kind of contact" not in mine
    assert not incident.deadlines.open().filter(kind="urgent").exists()


def test_type_change_needs_note(incident, sam):
    said(incident, sam, "testing")
    text = send(sam, address(incident, "contact-type"), 200, contact_type="abusive", note=" ")
    assert "Say why the kind of contact is another one now." in text
    assert fresh(incident).contact_type == "testing"
    send(sam, address(incident, "contact-type"), contact_type="abusive", note="He now shouts at her.")
    assert fresh(incident).contact_type == "abusive"
    assert InternalNote.objects.get().body == "He now shouts at her."


@pytest.mark.parametrize("contact_type", ["", "friendly"])
def test_only_the_five_kinds_are_taken(incident, sam, contact_type):
    with pytest.raises(ValidationError):
        said(incident, sam, contact_type)
    send(sam, address(incident, "contact-type"), 200, contact_type=contact_type)
    assert fresh(incident).contact_type == ""


def test_the_same_kind_twice_is_no_change(incident, sam):
    said(incident, sam, "testing")
    with pytest.raises(ValidationError):
        said(incident, sam, "testing", note="Again")


def test_urgent_tells_whoever_has_it_and_ends_with_the_answer(incident, sam, lena):
    Notice.objects.all().delete()
    said(incident, lena, "urgent")
    assert list(Notice.objects.values_list("user", "kind")) == [(sam.pk, "urgent_report")]
    stories.perform(incident, "acknowledge", by=sam, message=stories.message("I call you now."))
    assert answers_owed(incident) == set()
    assert not fresh(incident).urgent


def test_an_urgent_clock_stands_though_the_kind_is_another_one_later(incident, sam):
    said(incident, sam, "urgent")
    said(incident, sam, "counselling", note="She is at home now.")
    assert incident.deadlines.open().filter(kind="urgent").exists()


def test_after_a_result_it_is_not_said_any_more(cara, sam):
    page(sam, address(stories.resolved(cara, sam), "contact-type"), status=409)


def test_who_may(incident, cara, sam, rita, olly):
    for person, status in ((cara, 403), (rita, 403), (olly, 404)):
        send(person, address(incident, "contact-type"), status, contact_type="testing")
    with pytest.raises(NotPermitted):
        said(incident, cara, "testing")
    named = stories.submitted(cara, named=[sam])
    send(sam, address(named, "contact-type"), 404, contact_type="testing")


def test_a_program_may_say_it(incident, sam):
    post(sam, api(incident, "contact-type/"), contact_type="urgent")
    assert fresh(incident).urgent
    assert get(sam, api(incident))["result"]["contact_type"] == "urgent"


# -- of the contact, never of a person --------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Client, ClientIdentity, User, StaffProfile], ids=lambda model: model.__name__)
def test_type_labels_incident_not_client(model):
    """Client has no such label, nor has anybody."""
    fields = model._meta.concrete_fields
    assert not any("contact_type" in field.name for field in fields)
    labels = set(ContactType.values)
    chosen = [field for field in fields if isinstance(field, models.CharField) and field.choices]
    assert not any(labels & {key for key, _word in field.choices} for field in chosen)
    assert isinstance(Incident._meta.get_field("contact_type"), models.CharField)
