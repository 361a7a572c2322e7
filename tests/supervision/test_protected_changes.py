"""Whoever reports does not fare worse for it: changing her shifts, clients or team needs a lead's reason, which shows."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import StaffProfile, Team
from accounts.roles import Role
from audit.errors import NotPermitted
from audit.models import AuditEvent
from boundaries import protection
from boundaries.models import CareRelation
from supervision.models import ProtectedChange
from supervision.protected.acts import give_reason
from tests import stories
from tests.cast import make_person

WHY = {"what": "team", "reason": "She moved to another town.", "is_own_wish": False}


@pytest.fixture
def reported(cara, sam, client_k):
    return stories.submitted(cara, client=client_k)


@pytest.fixture
def south(tom):
    return Team.objects.get(name="South")


def move(person, team):
    profile = StaffProfile.objects.get(user=person)
    profile.team = team
    profile.save()


def test_a_team_is_not_changed_without_a_reason(reported, cara, south):
    with pytest.raises(protection.ChangeNeedsReason) as refused, transaction.atomic():
        move(cara, south)
    assert refused.value.what == "team"
    assert StaffProfile.objects.get(user=cara).team.name == "North"


def test_a_client_is_not_taken_away_without_a_reason(reported, cara, client_k):
    for act in (CareRelation.objects.get().delete, CareRelation.objects.all().delete):
        with pytest.raises(protection.ChangeNeedsReason), transaction.atomic():
            act()
    assert CareRelation.objects.count() == 1


def test_with_a_reason_in_the_same_transaction_it_is(reported, cara, lena, south):
    with transaction.atomic():
        give_reason(cara, by=lena, **WHY)
        move(cara, south)
    assert StaffProfile.objects.get(user=cara).team == south
    change = ProtectedChange.objects.get()
    assert (change.reported_at, change.by) == (reported.submitted_at, lena)
    assert AuditEvent.objects.filter(act="protected_change_recorded").count() == 1
    call_command("audit_verify")


def test_a_reason_for_one_thing_is_none_for_another(reported, cara, lena, south):
    give_reason(cara, by=lena, **(WHY | {"what": "client"}))
    with pytest.raises(protection.ChangeNeedsReason):
        move(cara, south)


def test_a_reason_of_an_earlier_transaction_is_used_up(
    reported, cara, lena, south, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        give_reason(cara, by=lena, **WHY)
    with pytest.raises(protection.ChangeNeedsReason):
        move(cara, south)


def test_a_reason_that_was_rolled_back_is_none(reported, cara, lena, south):
    with transaction.atomic():
        give_reason(cara, by=lena, **WHY)
        transaction.set_rollback(True)
    with pytest.raises(protection.ChangeNeedsReason):
        move(cara, south)


def test_whoever_has_not_reported_lately_is_moved_freely(reported, cara, sam, south, monkeypatch):
    move(sam, south)
    later = timezone.now() + datetime.timedelta(days=91)
    monkeypatch.setattr(timezone, "now", lambda: later)
    move(cara, south)
    assert StaffProfile.objects.get(user=cara).team == south


def test_other_changes_of_her_profile_need_nothing(reported, cara):
    profile = StaffProfile.objects.get(user=cara)
    profile.languages = ["hu", "en"]
    profile.save()


@pytest.mark.parametrize("who", ["cara", "sam", "tom", "petra", "rita", "ada", "olly"])
def test_only_a_lead_gives_a_reason(cast, reported, cara, who):
    with pytest.raises(NotPermitted):
        give_reason(cara, by=cast[who], **WHY)


def test_a_lead_does_not_decide_about_herself_while_another_can(lena, organisation, team, client_k):
    reported = stories.submitted(lena, client=client_k)
    give_reason(lena, by=lena, **WHY)  # the only one
    assert ProtectedChange.objects.get().reported_at == reported.submitted_at
    other = make_person(organisation, None, "Otto Lead", Role.LEAD)
    with pytest.raises(ValidationError):
        give_reason(lena, by=lena, **WHY)
    give_reason(lena, by=other, **WHY)


def test_a_lead_whom_it_is_about_is_no_other_lead(lena, organisation, client_k):
    other = make_person(organisation, None, "Otto Lead", Role.LEAD)
    stories.submitted(lena, client=client_k, named=[other])
    give_reason(lena, by=lena, **WHY)
    assert ProtectedChange.objects.count() == 1


def test_the_page_answers_the_same_about_everybody(client, cast, reported, lena):
    client.force_login(lena)
    seen = set()
    for name in ("cara", "sam"):
        answer = client.post(f"/people/{cast[name].pk}/protected-change/", WHY | {"is_own_wish": ""}, follow=True)
        seen.add(answer.content.decode().replace(str(cast[name]), "").replace(str(cast[name].pk), "").count("auditor"))
        assert answer.redirect_chain
    assert len(seen) == 1
    assert ProtectedChange.objects.count() == 1


def test_the_auditor_reads_pseudonyms(client, reported, cara, lena, rita):
    give_reason(cara, by=lena, what="client", is_own_wish=True, reason="Cara Halász asked for it.")
    client.force_login(rita)
    page = client.get("/register/protected-changes/").content.decode()
    assert [name for name in ("Cara", "Halász", "Lund") if name in page] == []
    assert cara.profile.pseudonym in page


@pytest.mark.parametrize("is_behind_pseudonym", [False, True])
def test_the_list_tells_a_lead_nothing_about_who_has_reported(client, cara, sam, lena, rita, is_behind_pseudonym):
    """Not by a row, not by one that is missing: her page is the same before and after."""
    client.force_login(lena)
    before = main_of(client.get("/register/protected-changes/"))
    stories.submitted(cara, behind_pseudonym=is_behind_pseudonym)
    for person in (cara, sam):
        give_reason(person, by=lena, **WHY)
    assert ProtectedChange.objects.count() == 1
    assert main_of(client.get("/register/protected-changes/")) == before
    client.force_login(rita)
    assert "She moved" in main_of(client.get("/register/protected-changes/"))


def test_an_auditor_who_leads_as_well_sees_no_row(client, reported, cara, lena):
    give_reason(cara, by=lena, **WHY)
    lena.roles = [*lena.roles, Role.AUDITOR]
    lena.save()
    client.force_login(lena)
    assert "She moved" not in main_of(client.get("/register/protected-changes/"))


def main_of(response):
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_the_auditor_sees_who_decided_about_a_report_on_herself(client, cara, sam, lena, rita, client_k):
    stories.submitted(cara, client=client_k, named=[lena])
    give_reason(cara, by=lena, **WHY)
    rita.language = "en"
    rita.save()
    client.force_login(rita)
    page = client.get("/register/protected-changes/").content.decode()
    assert "She moved" in page
    assert "decided by somebody whom the report is about" in page


def test_an_own_decision_shows_as_one(client, lena, rita, client_k):
    stories.submitted(lena, client=client_k)
    give_reason(lena, by=lena, **WHY)
    rita.language = "en"
    rita.save()
    client.force_login(rita)
    assert "her own decision" in client.get("/register/protected-changes/").content.decode()


def test_another_house_is_not_there(client, cast, reported, olly):
    client.force_login(olly)
    assert client.get(f"/people/{cast['cara'].pk}/protected-change/").status_code == 404
    assert "Cara" not in client.get("/register/protected-changes/").content.decode()
