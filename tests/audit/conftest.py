"""A story with something of everything that the chains prove, told once per file; each test's changes are undone."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, Team
from accounts.roles import Role
from audit.door import perform, record
from policies.models import ServiceStandard
from supervision.absences import acts as absences
from supervision.protected.acts import give_reason
from tests import files, missed, papers, stories, tampering, wordings
from tests.cast import make_client, make_person
from tests.planned import planned
from tests.policies import kinds, shelves
from tests.policies import wordings as own_wordings
from tests.referred import reached
from tests.supervision import giving, patterned, sealing, sitting
from tests.supervision.auditing import mandated, told_names
from tests.supervision.translated import across
from tests.supervision.voiced import voiced

UNEASY = {"discomfort": True, "support_wanted": "talk"}


def advised(incident, sam, lena):
    """By a colleague, and by an authority."""
    record(incident, "consult", by=sam, person=lena, question="How would you say no?", extract="A number.", language="en")
    asked = incident.consultations.get(kind="colleague").pk
    record(incident, "answer_consultation", by=lena, consultation=asked, answer="With the number of the office.")
    disclosed = {"authority_name": "Guardianship office", "extract": "She is alone.", "ground": "Danger", "client_told": True}
    record(incident, "record_authority", by=sam, answer="They visit her.", **disclosed)


def tell_story():
    """One long record (its notes, messages, addendum, wall, decision, result, exports) and two other ones."""
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    Organisation.objects.create(name="Elsewhere Care", code="elsewhere", country="SE")
    team = Team.objects.create(organisation=organisation, name="North")
    cara = make_person(organisation, team, "Cara Halász", Role.CAREGIVER, language="hu")
    sam = team.supervisor = make_person(organisation, team, "Sam Fekete", Role.SUPERVISOR)
    lena = team.lead = make_person(organisation, None, "Lena Lund", Role.LEAD, Role.SAFEGUARDING_LEAD)
    ada = make_person(organisation, None, "Ada Berg", Role.ADMINISTRATOR)
    team.save()
    client = make_client(team, "K-031", "hu", cara)

    record(stories.submitted(cara, client=client), "ask_for_another", by=cara)
    stories.answered(cara, by=sam, client=client)
    incident = stories.decided(cara, by=sam, to=lena, client=client, named=[ada], behind_pseudonym=True, **UNEASY)
    across(incident, sam, lena)
    record(incident, "open", by=sam)
    record(incident, "write", by=cara, body="One more question", language="en")
    record(incident, "answer", by=sam, **stories.message("One more answer"))
    petra = make_person(organisation, None, "Petra Ivanova", Role.POLICY_OWNER)
    shelves.used_in_answer(incident, sam, by=petra)
    answer = incident.messages.filter(author=sam).last()
    record(incident, "correct", by=sam, message=str(answer.pk), body="A better answer", language="en")
    record(incident, "say_understood", by=cara, message=incident.messages.filter(superseded_by=None).last().pk, answer="yes")
    record(incident, "note", by=sam, body="One more note for colleagues", language="en")
    record(stories.submitted(cara, client=client), "follow", by=cara, target=incident)
    files.attached(incident, sam)
    reached(incident, by=cara)
    kinds.changed(organisation, petra)
    missed.answered_gap(cara, owner=petra)
    missed.approved_exception(incident, asker=sam, lead=lena)
    step = incident.answers.first()
    record(incident, "add_information", by=cara, text="One more thing", language="en", corrects=step)
    record(incident, "hear", by=sam, person=ada, question="What happened, as you remember it?", language="en")
    record(incident, "answer_hearing", by=ada, answer="I was not there.")
    advised(incident, sam, lena)
    voiced(incident, cara, sam, lena)
    message = {"body": "This is the result.", "language": "en"}
    planned(incident, sam)
    perform(incident, "resolve", by=sam, message=message, **stories.RESULT)
    starts_at = timezone.now() + datetime.timedelta(days=20)
    absences.enter(
        organisation, lena, staff=sam, starts_at=starts_at, ends_at=starts_at + datetime.timedelta(days=1), cover=lena
    )
    record(incident, "export", by=sam, language="cs", profile="pseudonymised", record_digest="0" * 64)
    agreed(incident, cara, sam)
    sealing.accepted(organisation, ada)
    stories.submitted(cara, client=client, named=[sam, lena])  # nobody inside is left: sealed
    papers.filed(cara, by=sam, client=client)
    give_reason(cara, by=lena, what="team", reason="She moved to another town.", is_own_wish=True)
    wordings.read_by_first(organisation, lena)
    own_wordings.every_way(make_person(organisation, None, "Pavel Owner", Role.POLICY_OWNER), lena)
    ServiceStandard.objects.create(organisation=organisation)
    patterned.dismissed(cara, client, by=sam)
    patterned.shared(incident, by=sam)
    record(incident, "decide_external_duty", by=sam, duty="hu-contracts", decision="not_due", reason="No contract.")
    sitting.with_everything(cara, sam, lena, incident)
    giving.everything(cara, sam, lena, client)
    told_names(mandated(make_person(organisation, None, "Rita Kovalenko", Role.AUDITOR), lena), incident)
    return perform(incident, "close", by=sam, reason="Finished together.")


def agreed(incident, cara, sam):
    """What a record needs after its result, and how it was."""
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    stories.say_how_it_was(incident, cara, text="You called me back.")
    record(incident, "observe", by=sam, indicator="client_satisfaction", value=4, text="She was relieved.")


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield tell_story()
        transaction.set_rollback(True)


@pytest.fixture
def story(told, db):
    return told


@pytest.fixture
def unguarded(story):
    """The story after somebody has taken the database's triggers away."""
    tampering.drop_triggers()
    return story


@pytest.fixture
def audit_verify(capsys):
    """The command's exit code and everything that it printed."""

    def run():
        try:
            call_command("audit_verify")
        except CommandError as error:
            return error.returncode, capsys.readouterr().err + str(error)
        return 0, capsys.readouterr().out

    return run
