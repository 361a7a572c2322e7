"""The cast: everybody who appears in the tests, in one organisation, and Olly from another who must see nothing."""

import pytest

from accounts.models import Organisation, StaffProfile, Team, User
from accounts.roles import Role
from boundaries.models import CareRelation, Client, ClientIdentity
from policies.loading import load_content
from policies.models import EventType

PASSPHRASE = "correct horse battery staple"


def make_person(organisation, team, name, *roles, language="en", staff_number=None, languages=None):
    """A person named like `Cara Halasz`, who signs in as <organisation code>-<number>.

    Everybody reads Hungarian and English, Cara's language and that of her answers, unless a test says otherwise.
    """
    languages = languages or sorted({language, "en", "hu"})
    given, family = name.split(" ")
    number = staff_number or f"{organisation.people.count() + 1:03d}"
    user = User(
        organisation=organisation,
        username=f"{organisation.code}-{number}",
        email=f"{given.lower()}@{organisation.code}.example",
        given_name=given,
        family_name=family,
        roles=[str(role) for role in roles],
        language=language,
    )
    user.set_unusable_password()
    user.save()
    StaffProfile.objects.create(
        user=user, team=team, staff_number=number, pseudonym=f"P-{number}", languages=languages
    )
    return User.objects.select_related("organisation", "profile__team").get(pk=user.pk)


def make_client(team, code, language="hu", *caregivers):
    client = Client.objects.create(
        organisation=team.organisation, team=team, code=code, preferred_language=language
    )
    identity = ClientIdentity(client=client)
    identity.given_name, identity.family_name = "Ilona", "Szabó"
    identity.save()
    for caregiver in caregivers:
        CareRelation.objects.create(client=client, caregiver=caregiver)
    return client


@pytest.fixture
def content(db):
    """The built-in content; tests/conftest.py loads it once for all tests."""
    return EventType.objects.exists() or load_content()


@pytest.fixture
def organisation(content):
    return Organisation.objects.create(name="Northern Home Care", code="north", country="HU")


@pytest.fixture
def team(organisation):
    return Team.objects.create(organisation=organisation, name="North")


@pytest.fixture
def cara(organisation, team):
    return make_person(organisation, team, "Cara Halász", Role.CAREGIVER, language="hu")


@pytest.fixture
def sam(organisation, team):
    person = make_person(organisation, team, "Sam Fekete", Role.SUPERVISOR)
    team.supervisor = person
    team.save()
    return person


@pytest.fixture
def tom(organisation):
    """Supervises another team, and covers for Sam."""
    south = Team.objects.create(organisation=organisation, name="South")
    person = make_person(organisation, south, "Tom Novák", Role.SUPERVISOR, language="cs")
    south.supervisor = person
    south.save()
    return person


@pytest.fixture
def lena(organisation, team):
    """Lead and safeguarding lead."""
    person = make_person(organisation, None, "Lena Lund", Role.LEAD, Role.SAFEGUARDING_LEAD, language="sv")
    team.lead = person
    team.save()
    return person


@pytest.fixture
def petra(organisation):
    return make_person(organisation, None, "Petra Ivanova", Role.POLICY_OWNER, language="bg")


@pytest.fixture
def rita(organisation):
    return make_person(organisation, None, "Rita Kovalenko", Role.AUDITOR, language="uk")


@pytest.fixture
def ada(organisation):
    """Administers people and reads no report."""
    return make_person(organisation, None, "Ada Berg", Role.ADMINISTRATOR)


@pytest.fixture
def elsewhere(content):
    return Organisation.objects.create(name="Elsewhere Care", code="elsewhere", country="SE")


@pytest.fixture
def olly(elsewhere):
    """Everything at once in another organisation, and still an outsider here."""
    away = Team.objects.create(organisation=elsewhere, name="North")
    person = make_person(elsewhere, away, "Olly Out", Role.SUPERVISOR, Role.LEAD, Role.SAFEGUARDING_LEAD, Role.AUDITOR)
    away.supervisor = away.lead = person
    away.save()
    return person


@pytest.fixture
def client_k(team, cara):
    return make_client(team, "K-031", "hu", cara)


@pytest.fixture
def cast(cara, sam, tom, lena, petra, rita, ada, olly):
    return {p.given_name.lower(): p for p in (cara, sam, tom, lena, petra, rita, ada, olly)}
