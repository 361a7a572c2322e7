"""Wishes of those who report, and what those who answer tell of themselves: one's own page, and nobody else's."""

import pytest

from accounts.models import StaffProfile, User
from accounts.roles import Role
from audit.models import AuditEvent
from tests import stories
from tests.cast import make_person
from tests.supervision.matched import knowing
from tests.supervision.pages import address, in_english, page, send

pytestmark = pytest.mark.django_db
WISHES, ANSWERING = "/settings/preferences/", "/settings/answering/"


def kept(person):
    return StaffProfile.objects.get(user=person)


def test_wishes_are_kept_and_can_be_emptied(cara, sam, lena):
    knowing(sam, background=["dementia"])
    fields = {"gender": "woman", "languages": ["uk", "hu"], "background": ["dementia"], "not_users": [str(sam.pk)]}
    send(cara, WISHES, **fields)
    assert kept(cara).preferences == fields
    text = page(cara, WISHES)
    assert text.count("checked") == 5
    send(cara, WISHES, gender="")
    assert kept(cara).preferences == {}


def test_the_page_says_what_it_is_for_and_that_empty_is_fine(cara, sam):
    for address_, person in ((WISHES, cara), (ANSWERING, sam)):
        text = page(in_english(person), address_)
        assert "for nothing else" in text
        assert "empty is fine" in text


@pytest.mark.parametrize("fields", [{"gender": "queen"}, {"languages": ["xx"]}, {"background": ["x"]}, {"not_users": ["7"]}])
def test_only_what_is_offered_can_be_wished_for(cara, sam, fields):
    knowing(sam, background=["dementia"])
    assert "fault" in send(cara, WISHES, status=200, **fields)
    assert kept(cara).preferences == {}


def test_somebody_must_be_left(cara, sam, lena):
    text = send(cara, WISHES, status=200, not_users=[str(sam.pk), str(lena.pk)])
    assert "Somebody has to be left" in text


def test_people_of_other_organisations_cannot_be_named(cara, sam, olly):
    send(cara, WISHES, status=200, not_users=[str(olly.pk)])
    assert str(olly) not in page(cara, WISHES)


def test_who_answers_tells_of_herself(sam):
    fields = {"languages": ["en", "hu"], "event_types": ["small_gift"], "gender": "man", "max_open": "12"}
    send(sam, ANSWERING, background=" Dementia,palliative  care,, dementia", **fields)
    row = kept(sam)
    assert (row.languages, row.event_types, row.gender, row.max_open) == (["en", "hu"], ["small_gift"], "man", 12)
    assert row.background == ["dementia", "palliative care"]
    send(sam, ANSWERING)
    row = kept(sam)
    assert (row.languages, row.event_types, row.background, row.gender, row.max_open) == ([], [], [], "", None)


@pytest.mark.parametrize(
    "fields",
    [{"max_open": "0"}, {"max_open": "many"}, {"background": "x" * 41}, {"background": ",".join(f"t{n}" for n in range(11))}],
)
def test_what_makes_no_sense_is_refused(sam, fields):
    assert "fault" in send(sam, ANSWERING, status=200, **fields)


@pytest.mark.parametrize(("name", "status"), [("cara", 403), ("petra", 403), ("rita", 403), ("ada", 403), ("sam", 200)])
def test_only_who_answers_has_the_second_page(cast, name, status):
    page(cast[name], ANSWERING, status=status)


def test_whoever_is_unknown_as_staff_has_neither(organisation):
    person = make_person(organisation, None, "Nora Noprofile", Role.LEAD)
    person.profile.delete()
    person = User.objects.get(pk=person.pk)
    for address_ in (WISHES, ANSWERING):
        page(person, address_, status=404)


def test_nobody_else_finds_the_wishes_anywhere(cast, organisation, client_k):
    """Not on the record, in lists, in the register's file or its history: whoever looks."""
    cara, sam = cast["cara"], cast["sam"]
    knowing(cast["tom"], background=["palliativum"])
    wishes = {"gender": "woman", "languages": ["uk"], "background": ["palliativum"], "not_users": [str(cast["tom"].pk)]}
    knowing(cara, preferences=wishes)
    incident = stories.submitted(cara, client=client_k)
    for person in (sam, cast["lena"], cast["ada"], cast["rita"]):
        told = [page(person, where) for where in ("/", "/settings/", "/notices/")]
        if person != cast["ada"]:
            told += [page(person, address(incident) + tab) for tab in ("", "?tab=history", "?tab=steps")]
        told += [page(cast["lena"], "/queue/"), page(cast["rita"], "/register/")]
        assert not any("palliativum" in text or "not_users" in text for text in told)
    assert "palliativum" not in str(list(AuditEvent.objects.values_list("data", flat=True)))
    assert "palliativum" not in str(list(incident.assignments.values_list("factors", flat=True)))


def test_the_settings_lead_there(cara, sam, ada):
    assert WISHES in page(cara, "/settings/")
    assert ANSWERING not in page(cara, "/settings/")
    assert ANSWERING in page(sam, "/settings/")
    assert WISHES not in page(ada, "/settings/")
