"""Everybody else walks every page, list, file and program's answer: the name behind the pseudonym is on none of them."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.roles import Role
from audit.door import perform, record
from boundaries.models import Access, Incident, Reveal
from supervision.delivery import deliver_due
from supervision.exports.record import canonical_json, record_document
from supervision.forms import ACTS, VERBS
from supervision.models import Export
from tests import files, stories
from tests.cast import make_person
from tests.supervision.pages import browser

pytestmark = pytest.mark.django_db
# everything that is hers alone: names, number at sign-in, the pseudonym of her other reports, her address
GIVEN, FAMILY, NUMBER = "Zsuzska", "Quirkenberg", "9187"
MARKS = (GIVEN, FAMILY, f"P-{NUMBER}", f"north-{NUMBER}", "zsuzska@")
EVERYBODY = ("sam", "lena", "sara", "tom", "rita", "petra", "ada", "cara")
PAGES = ("/", "/queue/", "/queue/?view=waiting", "/queue/?view=all", "/notices/", "/register/", "/register.csv", "/verify/",
         "/reveals/", "/translations/", "/incidents/", f"/queue/search/?q={FAMILY}", f"/queue/search/?q={GIVEN}")  # fmt: skip
PROGRAMS = ("queue/", "queue/?view=waiting", "deadlines/", "deadlines/?of=service", "notices/", "register/", "register.csv",
            "incidents/", f"incidents/?q={FAMILY}", "me/")  # fmt: skip


@pytest.fixture
def zsuzska(organisation, team):
    name = f"{GIVEN} {FAMILY}"
    return make_person(organisation, team, name, Role.CAREGIVER, language="hu", staff_number=NUMBER)


@pytest.fixture
def people(cast, organisation):
    """With a safeguarding lead who leads nothing else, and Tom, who covers for Sam."""
    return cast | {"sara": make_person(organisation, None, "Sara Safe", Role.SAFEGUARDING_LEAD)}


@pytest.fixture
def incident(zsuzska, people, client_k):
    """She names herself wherever she can; the line has answered her, decided and come to a result."""
    words = {"what_happened": f"{GIVEN}, come here, he said.", "reach_safely": f"Ask for {FAMILY} at the door"}
    draft = stories.draft(zsuzska, client=client_k, behind_pseudonym=True, feelings=f"{GIVEN} is uneasy.", **words)
    row = perform(draft, "submit", by=zsuzska)
    Access.objects.create(incident=row, user=people["tom"], basis=Access.Basis.COVER)
    files.attached(row, zsuzska, name=f"{FAMILY}.jpg")
    row = stories.perform(row, "acknowledge", by=people["sam"], message=stories.message("We read it."))
    record(row, "write", by=zsuzska, body=f"Thank you, {FAMILY} {GIVEN}", language="hu")
    record(row, "add_information", by=zsuzska, text=f"By {GIVEN} {FAMILY}", language="hu")
    to, reason = people["lena"], "To be decided"
    return perform(row, "escalate", by=people["sam"], to=to, reason=reason)


def found_in(person, path):
    answer = browser(person).get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = body.decode(errors="replace") + str(answer.headers)
    return [f"{person}: {path}: {mark}" for mark in MARKS if mark.lower() in told.lower() and mark not in path]


def record_paths(incident):
    here = f"/incidents/{incident.reference}/"
    api = f"/api/v1{here}"
    yield from (here, f"{here}?tab=steps", f"{here}?tab=history", f"{here}export/", f"{here}translate/")
    yield from (f"{here}{name}/" for name in (*VERBS, *ACTS))
    yield from (api, f"{api}history/", f"{api}messages/", f"{api}addenda/", f"{api}attachments/")
    attachment = incident.attachments.get()
    yield reverse("attachment", args=[attachment.pk])
    yield reverse("api_attachment", args=[attachment.pk])


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_else_reads_the_name_anywhere(incident, people, who):
    paths = [*PAGES, *(f"/api/v1/{name}" for name in PROGRAMS), *record_paths(incident)]
    found = [line for path in paths for line in found_in(people[who], path)]
    assert found == []
    assert len(paths) > 50


def test_she_reads_it_herself(incident, zsuzska):
    assert found_in(zsuzska, f"/incidents/{incident.reference}/")


def test_her_name_finds_nothing_for_anybody_and_her_words_find_it(incident, people):
    for who in ("sam", "lena", "sara", "tom"):
        for words in (GIVEN, FAMILY, f"{FAMILY[:6]}"):
            assert browser(people[who]).get("/queue/search/", {"q": words}).context["rows"] == []
    assert len(browser(people["sam"]).get("/queue/search/", {"q": "uneasy"}).context["rows"]) == 1


@pytest.mark.parametrize("profile", [Export.Profile.PSEUDONYMISED, Export.Profile.IDENTIFIED])
def test_no_document_tells_it_with_names_or_without_not_even_after_a_reveal(incident, people, profile):
    record(incident, "ask_reveal", by=people["sam"], reason="Somebody must be called.")
    record(incident, "open_name", by=people["lena"], reveal=Reveal.objects.get().pk)
    document = canonical_json(record_document(incident, language="en", profile=profile)).decode()
    assert [mark for mark in MARKS if mark.lower() in document.lower()] == []
    assert incident.reference in document


def test_no_mail_tells_it(incident, zsuzska):
    while deliver_due():
        pass
    others = [message for message in mail.outbox if message.to != [zsuzska.email]]
    assert len(others) > 2
    told = "".join(message.message().as_string() for message in others)
    assert [mark for mark in MARKS if mark in told] == []


def test_after_the_reveal_it_stands_before_whoever_asked_and_nobody_else(incident, people):
    record(incident, "ask_reveal", by=people["sam"], reason="Somebody must be called.")
    record(incident, "open_name", by=people["lena"], reveal=Reveal.objects.get().pk)
    here = f"/incidents/{incident.reference}/"
    assert found_in(people["sam"], here)
    assert found_in(people["sam"], "/queue/") == []  # only on the record's own page, where each look is recorded
    found = [line for who in EVERYBODY if who != "sam" for path in (here, "/queue/") for line in found_in(people[who], path)]
    assert found == []


def test_a_small_team_is_not_named_where_it_would_tell(incident, people, team, organisation):
    of_team = {"team": str(team.pk)}
    assert browser(people["rita"]).get("/register/", of_team).context["rows"]
    for person in organisation.people.filter(profile__team=team).exclude(given_name__in=(GIVEN, "Sam")):
        person.is_active = False
        person.save()
    assert browser(people["rita"]).get("/register/", of_team).context["rows"] == []
    row = next(row for row in browser(people["rita"]).get("/register/").context["rows"] if row["reference"] == incident.reference)
    assert row["team"] == ""
    listed = browser(people["lena"]).get("/api/v1/incidents/").json()["results"]
    assert [row["team"] for row in listed if row["reference"] == incident.reference] == [None]
    assert Incident.objects.get(pk=incident.pk).team == team
