"""Before the first word the form names who will read it, and where to turn when it is about whoever runs the system."""

import datetime
import re

import pytest
from django.utils import timezone

from boundaries import drafts, readers
from boundaries.models import NamedPerson
from policies.models import EventType
from supervision.models import Absence
from tests import directory, stories
from tests.supervision.sealing import accepted

NAMES = {"en": "Ombudsman", "hu": "Ombudsman"}


def shown(client, path):
    page = client.get(path).content.decode()
    return re.sub(r"<[^>]+>", "", re.search(r"data-readers>(.*?)</p>", page, re.DOTALL)[1])


def named_first(user_or_draft, how):
    return [reader["name"] for reader in how(user_or_draft)["first"]]


@pytest.fixture
def draft(cara, client_k):
    return drafts.begin(cara, stories.uuid7(), event_type=EventType.objects.get(key="phone_number"))


@pytest.mark.parametrize("path", ["/incidents/new/", "/danger/", "/questions/new/"])
def test_the_first_page_names_who_will_read_it(client, cara, sam, lena, path):
    client.force_login(cara)
    words = shown(client, path)
    assert words.index("Sam F.") < words.index("Lena L.")
    assert "Cara" not in words


def test_what_it_says_is_whose_work_it_will_be(cara, sam, lena, client_k):
    said = named_first(cara, readers.before_beginning)
    assert said[0] == stories.submitted(cara, client=client_k).assignee.short_name


def test_whoever_stands_in_is_named_instead_of_whoever_is_away(cara, sam, tom, lena, organisation):
    now = timezone.now()
    Absence.objects.create(
        organisation=organisation, staff=sam, cover=tom, entered_by=sam,
        starts_at=now - datetime.timedelta(hours=1), ends_at=now + datetime.timedelta(days=2),
    )  # fmt: skip
    assert named_first(cara, readers.before_beginning)[0] == "Tom N."


def test_nobody_who_is_named_is_among_them(draft, sam, lena):
    draft.staff_part = "named"
    NamedPerson.objects.create(incident=draft, user=sam)
    assert named_first(draft, readers.of_draft) == ["Lena L."]


def test_a_kind_that_goes_to_safeguarding_names_her_first(client, draft, cara, sam, lena):
    draft.event_type = EventType.objects.get(key="theft_or_exploitation")
    draft.save()
    assert named_first(draft, readers.of_draft)[0] == "Lena L."
    assert draft.route == "line"  # asked, not changed


def test_who_cannot_say_goes_past_the_line(draft, sam, lena):
    draft.staff_part = "cannot_say"
    assert "Sam F." not in named_first(draft, readers.of_draft)


def test_where_nobody_inside_is_left_it_says_where_it_goes(client, draft, cara, sam, lena, organisation, ada):
    for person in (sam, lena):
        NamedPerson.objects.create(incident=draft, user=person)
    assert readers.of_draft(draft)["outside"]["contact"] == ""
    accepted(organisation, ada, language="en")
    cara.language = "en"
    cara.save()
    client.force_login(cara)
    assert "a member of the board" in shown(client, f"/incidents/drafts/{draft.pk}/")


def test_the_form_says_where_to_turn_when_it_is_about_whoever_runs_the_system(client, draft, cara, sam, organisation):
    client.force_login(cara)
    path = f"/incidents/drafts/{draft.pk}/"
    assert "data-runs-system" in client.get(path).content.decode()
    directory.entry(
        organisation, kind="authority", name=NAMES, what_for=NAMES, phone="+36 1 475 7100", verified_by=sam,
    )  # fmt: skip
    page = client.get(path).content.decode()
    assert page.index("data-runs-system") < page.index("+36 1 475 7100") < page.index('id="step-1"')
