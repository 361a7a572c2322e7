"""What browser stories share: the cast in a database of their own, and axe on every page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.models import Organisation, Team
from accounts.roles import Role
from tests.browser.signing_in import sign_in
from tests.cast import make_client, make_person


@pytest.fixture
def story_cast(own_database):
    """Two organisations with everybody in them, committed, so that the server sees them too."""
    north = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=north, name="North")
    away = Organisation.objects.create(name="Elsewhere Care", code="elsewhere", country="SE")
    people = {
        "cara": make_person(north, team, "Cara Halász", Role.CAREGIVER, language="hu"),
        "sam": make_person(north, team, "Sam Fekete", Role.SUPERVISOR),
        "lena": make_person(north, None, "Lena Lund", Role.LEAD, Role.SAFEGUARDING_LEAD, language="sv"),
        "rita": make_person(north, None, "Rita Kovalenko", Role.AUDITOR, language="uk"),
        "olly": make_person(
            away, None, "Olly Out", Role.SUPERVISOR, Role.LEAD, Role.SAFEGUARDING_LEAD, Role.AUDITOR
        ),
    }
    team.supervisor, team.lead = people["sam"], people["lena"]
    team.save()
    return people


@pytest.fixture
def caras_phone(story_cast, open_page):
    """A function: a phone on which Cara is signed in; she cares for K-031 (Hungarian) and K-044 (Czech)."""
    cara = story_cast["cara"]
    for code, language in (("K-031", "hu"), ("K-044", "cs")):
        make_client(cara.team, code, language, cara)

    def opener(language="hu", width=390, height=844, **options):
        type(cara).objects.filter(pk=cara.pk).update(language=language)
        page = open_page(viewport={"width": width, "height": height}, has_touch=True, is_mobile=width < 760, **options)
        sign_in(page, type(cara).objects.get(pk=cara.pk))
        return page

    return opener


@pytest.fixture(scope="session")
def axe():
    """A function: the page on screen has no finding of axe (WCAG 2.2 AA)."""
    tool = Axe()
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def look(page):
        results = tool.run(page, options={"runOnly": {"type": "tag", "values": rules}, "resultTypes": ["violations"]})
        findings = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in results.response["violations"]]
        assert findings == [], page.url

    return look
