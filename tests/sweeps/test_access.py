"""Every address against every person: who is let in, who is refused, and that an outsider cannot tell what exists.

A new route needs nothing here, unless it takes an argument of a new name: then ARGUMENTS says what to fill in.
"""

import copy
import datetime
import re
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.models import DifferentRequest, Organisation, PushSubscription, SentRequest, Team, User
from accounts.roles import Role
from audit.models import OutboxItem
from boundaries import drafts
from boundaries.models import Reveal
from policies.models import EventType, PolicyFeedback
from supervision import heartbeats
from supervision.delivery import show_sign_of_life
from supervision.models import (
    Absence,
    Alarm,
    Consultation,
    Hearing,
    IdentityReveal,
    OnCallShift,
    PatternTask,
    PlanItem,
    SavedView,
    SessionPerson,
    SupervisionSession,
    Webhook,
)
from supervision.sessions import reach
from tests import directory, files, papers, stories, wordings
from tests.cast import PASSPHRASE, make_client, make_person
from tests.norms import norm
from tests.policies.editing import put_on_paper
from tests.referred import referred
from tests.supervision import giving, sitting
from tests.sweeps.routes import every_route

ROUTES = every_route()
# arguments that stand for somebody's record; the others are words that mean the same to everybody
RECORDS = {"draft_id", "reference", "webhook_id"}
WORDS = {"token": "nobodys-link", "slug": "phone-number", "name": "escalate", "number": 2, "key": "phone_number"}
RANDOM = {"draft_id": uuid.UUID(int=7), "reference": "DS-2345-6789", "webhook_id": uuid.UUID(int=7)}
RECORDS |= {"token_id", "difference_id"}  # in one's own settings
RANDOM |= dict.fromkeys(("token_id", "difference_id"), uuid.UUID(int=7))
RECORDS |= {"item_id"}  # what could not be delivered
RANDOM |= {"item_id": uuid.UUID(int=7)}
RECORDS |= {"reveal_id", "identities_id"}
RANDOM |= dict.fromkeys(("reveal_id", "identities_id"), uuid.UUID(int=7))
RECORDS |= {"absence_id"}
RANDOM |= {"absence_id": uuid.UUID(int=7)}
WORDS |= {"feed_secret": "nobodys", "item_key": "welcome"}
RECORDS |= {"attachment_id", "upload_id"}
RANDOM |= dict.fromkeys(("attachment_id", "upload_id"), uuid.UUID(int=7))
RECORDS |= {"shift_id", "alarm_id"}
RANDOM |= dict.fromkeys(("shift_id", "alarm_id"), uuid.UUID(int=7))
RECORDS |= {"sheet_id"}
RANDOM |= {"sheet_id": uuid.UUID(int=7)}
RECORDS |= {"view_id"}  # a saved view of the register
RANDOM |= {"view_id": uuid.UUID(int=7)}
RECORDS |= {"hearing_id", "person_id"}
RANDOM |= dict.fromkeys(("hearing_id", "person_id"), uuid.UUID(int=7))
RECORDS |= {"consultation_id"}
RANDOM |= {"consultation_id": uuid.UUID(int=7)}
RECORDS |= {"phone_id"}
RANDOM |= {"phone_id": uuid.UUID(int=7)}
RECORDS |= {"entry_id", "referral_id"}
RANDOM |= dict.fromkeys(("entry_id", "referral_id"), uuid.UUID(int=7))
RECORDS |= {"feedback_id", "clause_id"}
RANDOM |= dict.fromkeys(("feedback_id", "clause_id"), uuid.UUID(int=7))
RECORDS |= {"version_id"}  # what somebody was asked to read
RANDOM |= {"version_id": uuid.UUID(int=7)}
RECORDS |= {"plan_item_id"}
RANDOM |= {"plan_item_id": uuid.UUID(int=7)}
WORDS |= {"code": "north"}
RECORDS |= {"wording_id", "policy_id"}
RANDOM |= dict.fromkeys(("wording_id", "policy_id"), uuid.UUID(int=7))
RECORDS |= {"session_id", "reflection_id"}  # supervision sessions, and one's own reflections
RANDOM |= dict.fromkeys(("session_id", "reflection_id"), uuid.UUID(int=7))
WORDS |= {"skill_key": "empathy"}
RECORDS |= {"pattern_id"}
RANDOM |= {"pattern_id": uuid.UUID(int=7)}
RECORDS |= {"interest_id"}
RANDOM |= {"interest_id": uuid.UUID(int=7)}
RECORDS |= {"auditor_id"}
RANDOM |= {"auditor_id": uuid.UUID(int=7)}
WORDS |= {"clause_key": "reason", "version_number": 1, "file_form": "yaml"}
PEOPLE = ("cara", "sam", "tom", "lena", "petra", "rita", "ada", "olly")
# an empty form may name no record (404), and is no JSON (415)
LET_IN = {"get": (200, 302, 405), "post": (200, 201, 302, 400, 404, 405, 415)}
UNSAFE = ("post", "put", "patch", "delete")
QUESTIONS = {"/api/v1/find/": "?q=door"}  # without which these addresses have no answer
LET_IN |= {"head": LET_IN["get"]} | dict.fromkeys(UNSAFE[1:], (200, 204, 400, 404, 405, 409, 415))
# pages of somebody without an account: her link is her key, and a wrong one leads to the entrance
INDEPENDENT = {"independent/", "independent/reports/", "independent/<slug:token>/"}
# the secret in the address is the key of its form: no other site has it, and a wrong one leads to the entrance
SECRET_IN_ADDRESS = {"independent/<slug:token>/"}
# what the phone keeps to be there without a network: nobody's data in it, and asked for anew each time
# what an organisation tells everybody, for caches too
PUBLIC = {"about/<slug:code>/", "about/<slug:code>/leaflet.pdf"}
OF_THE_APP = {"app.webmanifest", "sw.js", "sw-classic.js", "incidents/shell/", "away/"}
# has a lock of its own, and without a key to it set nothing is there
LOCKED = {"metrics", "calendar/feed/<slug:feed_secret>.ics"}


@pytest.fixture
def cast(cast):
    """Everybody with a passphrase, worker and clock at work, as in life."""
    show_sign_of_life()
    heartbeats.beat(heartbeats.CLOCK)
    for person in cast.values():
        person.set_password(PASSPHRASE)
        person.save()
    return cast


def things_of(person):
    """A token, something that was sent twice, a mail that could not be delivered, and a phone that is told."""
    token, _text = tokens.create(person, by=person, name="A script", scopes=["read"], days=30)
    first = SentRequest.objects.create(organisation=person.organisation, user=person, key="k", route="/x/", digest="1")
    again = DifferentRequest(first=first, route="/x/", digest="2")
    first.content = again.content = "{}"
    first.save()
    again.save()
    item = OutboxItem(organisation_id=person.organisation_id, channel="mail", recipient_id=person.pk, attempts=8)
    item.parked_at = timezone.now()
    item.save()
    entry = directory.entry(person.organisation)
    phone = PushSubscription.objects.create(user=person, digest=person.pk.hex)
    return {"token_id": token.pk, "difference_id": again.pk, "item_id": item.pk, "phone_id": phone.pk,
            "version_id": wordings.asked(person).pk, "entry_id": entry.pk} | written_for(person)


def written_for(person):
    """A wording that is being written, and a policy of its own in force."""
    own = wordings.version(person.organisation, "own")
    return {"wording_id": put_on_paper(person).pk, "policy_id": own.policy_id}


def on_call_of(person, sent):
    """A shift, an absence, and an alarm that went to somebody."""
    times = {"starts_at": sent.submitted_at, "ends_at": sent.submitted_at + datetime.timedelta(hours=8)}
    shift = OnCallShift.objects.create(organisation=person.organisation, user=person, entered_by=person, **times)
    about = {"organisation": person.organisation, "incident": sent, "deadline": sent.deadlines.first()}
    away = Absence.objects.create(organisation=person.organisation, staff=person, entered_by=person, **times)
    alarm = Alarm.objects.create(user=sent.assignee or person, rung="owner", **about)
    return {"absence_id": away.pk, "shift_id": shift.pk, "alarm_id": alarm.pk}


def sitting_together(person):
    """A session that is for her, and a reflection of hers."""
    held_by = reach.supervisor_of(person) or person
    session = SupervisionSession.objects.create(organisation=person.organisation, supervisor=held_by, entered_by=held_by)
    SessionPerson.objects.create(session=session, person=person)
    return {"session_id": session.pk, "reflection_id": sitting.reflected(person).pk}


def came_back_to(organisation):
    """A rule of its own, and what came back about it."""
    [clause] = norm(organisation, "Private numbers stay private")
    row = PolicyFeedback.objects.create(organisation=organisation, kind="unclear", clause=clause, text="?")
    return {"feedback_id": row.pk, "clause_id": clause.pk}


def audited(person):
    """An auditor of her organisation, and the auditor's view of the register."""
    auditor = User.objects.with_role(person.organisation, Role.AUDITOR)[0]
    view = SavedView.objects.create(user=auditor, name="?", query={"filters": {}, "columns": []})
    return {"auditor_id": auditor.pk, "view_id": view.pk}


def tried(sent, person):
    """An exercise of hers."""
    said = {"kind": "exercise", "position": 1, "text": "?", "language": "en", "status": "open"}
    day = {"responsible": person, "due_on": sent.submitted_at.date()}
    return PlanItem.objects.create(incident=sent, proposed_by=person, **said, **day)


def files_of(person, sent, draft):
    """A photo on what was sent, one on its way to the draft, and a question to somebody."""
    attachment, upload = files.attached(sent, person), files.announced(person, draft, b"pretended photo")
    hearing = Hearing.objects.create(incident=sent, person=person, question="?", language="en", asked_by=person)
    named = {"attachment_id": attachment.pk, "upload_id": upload.pk, "hearing_id": hearing.pk, "person_id": person.pk}
    colleague = User.objects.with_role(person.organisation, Role.SUPERVISOR)[0]
    about = {"kind": "colleague", "asked_by": person, "asked_of": colleague, "question": "?", "language": "en"}
    named |= {"consultation_id": Consultation.objects.create(incident=sent, **about).pk}
    reveal = Reveal.objects.create(incident=sent, asked_by=person, reason="?")
    named |= {"sheet_id": papers.sheet(person).pk, "referral_id": referred(sent, person).pk}
    named |= {"plan_item_id": tried(sent, person).pk}
    named |= sitting_together(person)
    about = {"organisation": person.organisation, "rule": "team_kind", "subject": person.pk.hex, "many": 3, "days": 90}
    named |= {"pattern_id": PatternTask.objects.create(**about).pk}
    named |= {"interest_id": giving.declared(person).pk} | audited(person)
    named |= {"identities_id": IdentityReveal.objects.create(incident=sent, auditor=person, asked_by=person, reason="?").pk}
    return named | {"reveal_id": reveal.pk} | on_call_of(person, sent) | came_back_to(person.organisation)


@pytest.fixture
def records(cast, team, client_k):
    """A sent report and a draft of Cara's; both at once in every address that takes them."""
    sent = stories.submitted(cast["cara"], client=client_k)
    draft = drafts.begin(cast["cara"], uuid.uuid4(), event_type=EventType.objects.get(key="phone_number"))
    webhook = Webhook.objects.create(organisation=team.organisation, created_by=cast["ada"])
    Organisation.objects.filter(pk=team.organisation_id).update(has_public_page=True)
    named = files_of(cast["cara"], sent, draft) | things_of(cast["cara"])
    return WORDS | named | {"draft_id": draft.pk, "reference": sent.reference, "webhook_id": webhook.pk}


@pytest.fixture
def records_elsewhere(elsewhere, olly):
    """The same in Olly's organisation, reported there."""
    away = Team.objects.get(organisation=elsewhere)
    nora = make_person(elsewhere, away, "Nora Field", Role.CAREGIVER)
    sent = stories.submitted(nora, client=make_client(away, "L-001", "en", nora))
    draft = drafts.begin(nora, uuid.uuid4(), event_type=EventType.objects.get(key="phone_number"))
    webhook = Webhook.objects.create(organisation=elsewhere, created_by=olly)
    named = files_of(nora, sent, draft) | things_of(nora)
    return WORDS | named | {"draft_id": draft.pk, "reference": sent.reference, "webhook_id": webhook.pk}


def browser_of(person=None, **options):
    client = Client(raise_request_exception=False, **options)
    if person is not None:
        client.force_login(person)
    return client


def asked(client, method, path):
    """The answer and its body; what the request did is undone, in the database and in the browser."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(path + QUESTIONS.get(path, ""), **_as_program(path, method))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies = cookies
    return response, _without_own_words(body)


def _as_program(path, method):
    """What every request of a program carries: JSON, and a key of its own."""
    if not path.startswith("/api/") or method not in UNSAFE:
        return {}
    return {"data": "{}", "content_type": "application/json", "headers": {"idempotency-key": uuid.uuid4().hex}}


def _without_own_words(body):
    """Without what differs from request to request: keys of forms, times, and the address that was asked for."""
    return re.sub(rb'((value|content|action|href|data-draft)=|"(token|time)": ?)"[^"]*"', b"", body)


def takes_record(route):
    return bool(RECORDS & set(route.arguments))


def test_every_route_declares_who_may_use_it():
    assert [route.pattern for route in ROUTES if route.access is None] == []
    assert len(ROUTES) >= 30
    assert len({route.pattern for route in ROUTES}) == len(ROUTES)


def test_few_routes_are_open_to_everybody():
    open_ones = {route.pattern for route in ROUTES if route.access.everybody}
    everybodys = {"healthz", "readyz", "metrics", "accounts/login/", "accounts/logout/", "language/"}
    assert open_ones == everybodys | LOCKED | INDEPENDENT | OF_THE_APP | PUBLIC


def test_visitors_are_sent_to_sign_in_and_told_nothing(records):
    visitor, swept = browser_of(), 0
    for route in ROUTES:
        if route.access.everybody:
            continue
        for method in ("get", "head", *UNSAFE):
            response, _ = asked(visitor, method, route.path(records))
            if route.is_for_programs:
                assert response.status_code in (401, 403), (method, route.pattern)
            else:
                assert (response.status_code, response["Location"][:22]) == (302, "/accounts/login/?next="), route.pattern
            swept += 1
    assert swept >= 150


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_is_let_in_where_the_rights_say_so_and_refused_elsewhere(name, cast, records):
    person, client, swept = cast[name], browser_of(cast[name]), 0
    for route in ROUTES:
        for method in LET_IN:
            response, _ = asked(client, method, route.path(records))
            case = (method, route.pattern, response.status_code)
            assert response.status_code < 500, case
            if not route.admits(person, method):
                assert response.status_code == 403, case
            elif route.pattern in LOCKED:
                assert response.status_code in (404, 405), case
            elif not takes_record(route):
                assert response.status_code in LET_IN[method], case
            swept += 1
    assert swept == len(ROUTES) * len(LET_IN) >= 500


@pytest.mark.parametrize("name", PEOPLE)
def test_a_record_out_of_reach_looks_exactly_like_one_that_does_not_exist(name, cast, records, records_elsewhere):
    """Olly asks for this organisation's records, everybody else for those of Olly's."""
    person, client, swept = cast[name], browser_of(cast[name]), 0
    out_of_reach = records if name == "olly" else records_elsewhere
    for route in filter(takes_record, ROUTES):
        for method in LET_IN:
            if not route.admits(person, method):
                continue
            response, body = asked(client, method, route.path(out_of_reach))
            unknown, unknown_body = asked(client, method, route.path(WORDS | RANDOM))
            case = (method, route.pattern)
            assert response.status_code == unknown.status_code, case
            assert response.status_code in (404, 405), case
            assert body == unknown_body, case
            swept += 1
    assert swept >= 12


@pytest.mark.parametrize("name", ["sam", "olly"])
def test_no_method_brings_the_site_down(name, cast, records):
    client = browser_of(cast[name])
    for route in ROUTES:
        for method in ("head", "put", "patch", "delete", "options", "trace"):
            response, _ = asked(client, method, route.path(records))
            assert response.status_code < 500, (method, route.pattern)


def test_nothing_is_changed_without_the_forms_key(cast, records):
    """Every unsafe method on every route, as somebody who is let in."""
    swept = 0
    clients = {name: browser_of(person, enforce_csrf_checks=True) for name, person in cast.items()}
    for route in ROUTES:
        name = next(name for name, person in cast.items() if route.access.admits(person))
        for method in UNSAFE:
            response, _ = asked(clients[name], method, route.path(records))
            case = (method, route.pattern, response.status_code)
            if route.pattern in SECRET_IN_ADDRESS:
                assert case[-1] == (302 if method == "post" else 405), case
                assert response.get("Location", "/independent/") == "/independent/", case
            else:
                assert case[-1] == 403, case
            swept += 1
    assert swept == len(ROUTES) * len(UNSAFE)


def test_only_a_page_with_a_secret_in_its_address_does_without_the_forms_key():
    """Programs bring their own token, or a session and the forms' key: the test before this one."""
    without = {route.pattern for route in ROUTES if getattr(route.view, "csrf_exempt", False) and not route.is_for_programs}
    assert without == SECRET_IN_ADDRESS


def test_a_wrong_key_is_as_good_as_none(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["sam"])
    client.get("/settings/")
    response = client.post("/language/", {"language": "sv", "csrfmiddlewaretoken": "a" * 64})
    assert response.status_code == 403


def test_no_page_of_a_person_is_kept_by_a_cache(cast, records):
    client = browser_of(cast["sam"])
    for route in ROUTES:
        response, _ = asked(client, "get", route.path(records))
        kept = "no-cache" if route.pattern in OF_THE_APP else "public" if route.pattern in PUBLIC else "no-store"
        assert kept in response["Cache-Control"], route.pattern
