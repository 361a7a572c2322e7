"""What an absence may not be: each refusal has its sentence and its code, and nothing happens."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from supervision.absences import acts
from supervision.models import Absence, Message
from supervision.moments import Clock
from tests import stories
from tests.cast import make_person
from tests.supervision.absent import away, owners


@pytest.fixture(autouse=True)
def _there(lena, tom):
    """Lead and cover are there in every story."""


def codes(*args, **options):
    """{field: codes} of the refusal."""
    before = Absence.objects.count(), Message.objects.count()
    with pytest.raises(ValidationError) as refusal:
        away(*args, **options)
    assert (Absence.objects.count(), Message.objects.count()) == before
    found = {field: [fault.code for fault in faults] for field, faults in refusal.value.error_dict.items()}
    assert all(fault.messages[0] for faults in refusal.value.error_dict.values() for fault in faults)
    return found


def test_cover_required(cara, sam):
    stories.submitted(cara)
    assert codes(sam) == {"cover": ["cover_needed"]}
    assert codes(sam, after=0.5) == {"cover": ["cover_needed"]}


def test_without_anything_owed_no_cover_is_needed(cara, sam, lena):
    incident = stories.answered(cara, by=sam)
    away(sam)
    assert "Lena L." in incident.messages.get(kind="notice").body


def test_what_falls_due_before_it_begins_needs_no_cover(cara, sam):
    stories.submitted(cara)
    assert away(sam, after=2).cover is None


def test_a_cover_who_is_absent_too(sam, tom, cara, organisation):
    eva = make_person(organisation, None, "Eva Dvo", "supervisor")
    away(tom, eva, after=1, days=1)
    assert codes(sam, tom) == {"cover": ["cover_absent"]}
    assert away(sam, tom, after=2).cover == tom


def test_when_a_cover_is_away_is_said_only_to_whom_the_calendar_says_it(sam, tom, lena, organisation):
    eva = make_person(organisation, None, "Eva Dvo", "supervisor")
    row = away(tom, eva, after=1, days=1)
    sentences = {}
    for asker in (sam, lena):
        with pytest.raises(ValidationError) as refusal:
            away(sam, tom, by=asker)
        sentences[asker] = str(refusal.value.message_dict["cover"])
    moment = Clock(organisation).full(row.starts_at)
    assert (moment in sentences[sam], moment in sentences[lena]) == (False, True)
    assert "Tom" in sentences[sam]


def test_a_circle_of_covers(sam, tom, organisation):
    away(tom, sam, days=1)
    assert codes(sam, tom) == {"cover": ["cover_circular"]}
    eva = make_person(organisation, None, "Eva Dvo", "supervisor")
    away(sam, eva)
    assert codes(eva, tom) == {"cover": ["cover_circular"]}


def test_oneself(sam):
    assert codes(sam, sam) == {"cover": ["cover_oneself"]}


@pytest.mark.parametrize("who", ["cara", "ada", "rita", "olly", "gone"])
def test_who_cannot_answer_here_covers_nobody(request, sam, organisation, who):
    if who == "gone":
        person = make_person(organisation, None, "Gone Gal", Role.SUPERVISOR)
        person.is_active = False
    else:
        person = request.getfixturevalue(who)
    with pytest.raises(ValidationError) as refusal:
        away(sam, person)
    assert [fault.code for fault in refusal.value.error_dict["cover"]] == ["cover_unfit"]
    assert person.family_name not in str(refusal.value)


def test_who_is_part_of_a_record_or_reported_it_covers_nobody_in_it(cara, sam, tom):
    named = stories.submitted(cara, named=[tom])
    with pytest.raises(ValidationError) as refusal:
        away(sam, tom)
    assert [fault.code for fault in refusal.value.error_dict["cover"]] == ["cover_walled"]
    assert named.reference in str(refusal.value)


def test_of_records_out_of_sight_nothing_is_told_and_they_pass_the_cover_by(cara, sam, tom, lena, organisation):
    """A lead who is part of one of Sam's records enters Sam's absence."""
    named = stories.submitted(cara, named=[tom, lena])
    judit = make_person(organisation, None, "Judit Ban", "safeguarding_lead")
    away(sam, tom, by=lena)
    assert owners(named) == {"reply": judit}


def test_who_filed_under_a_pseudonym_is_not_told_by_a_refusal(sam, tom, lena, client_k):
    own = stories.submitted(tom, client=client_k, behind_pseudonym=True)
    assert owners(own)["reply"] == sam
    away(sam, tom)
    assert owners(own)["reply"] == lena


def test_the_time(sam, tom):
    assert codes(sam, tom, days=-1) == {"ends": ["ends_before_start"]}
    assert codes(sam, tom, after=-9) == {"ends": ["absence_past"]}
    assert codes(sam, tom, days=367) == {"ends": ["absence_too_long"]}
    away(sam, tom, after=1)
    assert codes(sam, tom, after=3) == {"starts": ["absence_overlaps"]}
    assert away(sam, tom, after=4).pk


def test_somebody_who_answers_nothing_has_no_absence(sam, cara, lena, organisation):
    now = timezone.now()
    times = {"starts_at": now, "ends_at": now + datetime.timedelta(days=1)}
    with pytest.raises(ValidationError) as refusal:
        acts.enter(organisation, lena, staff=cara, cover=None, **times)
    assert [fault.code for fault in refusal.value.error_dict["staff"]] == ["staff_unknown"]
