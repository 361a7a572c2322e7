"""Asking the API with a token: whose it is, what it opens, and that nothing else comes with it."""

import datetime

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import tokens
from accounts.models import ApiToken, User
from accounts.roles import RIGHTS, Right, Role
from accounts.scopes import OPENINGS, SAFE_METHODS, Scope, offered_to, rights_for
from boundaries.choices import Route
from boundaries.models import Access, Incident
from tests import stories
from tests.accounts.bearer import ask, token_of
from tests.cast import make_person

pytestmark = pytest.mark.django_db
ME = "/api/v1/me/"
DRAFTS = "/api/v1/drafts/"
A_DRAFT = {"id": "0197f0c0-0000-7000-8000-000000000001", "event_type": "phone_number"}


def narrowed(person, *scopes, method="GET"):
    fresh = User.objects.get(pk=person.pk)
    fresh.narrow(rights_for(scopes, method))
    return fresh


def test_it_acts_for_its_person_without_session_and_form_key(cara):
    made = ask(token_of(cara, "report"), DRAFTS, A_DRAFT)
    assert made.status_code == 201
    assert Incident.objects.get().reporter == cara
    assert not made.cookies


@pytest.mark.parametrize("spoilt", ["unknown", "revoked", "expired", "inactive", "moved", "nonsense", "empty", "cut"])
def test_every_token_that_is_not_good_gets_the_same_answer(cara, elsewhere, spoilt):
    text = token_of(cara, "report")
    token = ApiToken.objects.get()
    {
        "unknown": lambda: token.delete(),
        "revoked": lambda: tokens.revoke(token, by=cara),
        "expired": lambda: ApiToken.objects.update(expires_at=timezone.now()),
        "inactive": lambda: User.objects.filter(pk=cara.pk).update(is_active=False),
        "moved": lambda: User.objects.filter(pk=cara.pk).update(organisation=elsewhere),
    }.get(spoilt, lambda: None)()
    text = {"nonsense": "\xff nonsense", "empty": " ", "cut": text[:-1]}.get(spoilt, text)
    refused = ask(text, ME)
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, 'Bearer realm="Doorstep"')
    assert refused.json() == {"code": "authentication_failed", "detail": "Please sign in first."}


def test_without_anything_it_is_401_as_well(db):
    refused = ask("", ME)
    assert (refused.status_code, refused.json()["code"]) == (401, "not_authenticated")
    assert refused["WWW-Authenticate"]


def test_with_a_session_as_well_the_token_counts(cara, sam):
    client = Client()
    client.force_login(sam)
    made = ask(token_of(cara, "report"), DRAFTS, A_DRAFT, client=client)
    assert made.status_code == 201
    assert Incident.objects.get().reporter == cara
    refused = ask("ds_nonsense", DRAFTS, A_DRAFT, client=client)
    assert refused.status_code == 401


def test_it_opens_no_page(cara):
    assert ask(token_of(cara, "read"), "/settings/").status_code == 302


def test_its_person_is_answered_in_her_language_unless_another_is_asked_for(cara):
    text = token_of(cara, "report")
    refused = ask(text, DRAFTS, {})
    assert refused["Content-Language"] == "hu"
    assert ask(text, DRAFTS, {}, accept_language="en")["Content-Language"] == "en"
    assert ask("", ME)["Content-Language"] == "en"


def test_use_is_noted_once_a_minute(cara, time_machine):
    time_machine.move_to(timezone.now())
    text = token_of(cara, "read")
    seen = []
    for seconds in (0, 30, 29, 2):
        time_machine.shift(datetime.timedelta(seconds=seconds))
        ask(text, ME)
        seen.append(ApiToken.objects.get().last_used_at)
    assert seen[0] == seen[1] == seen[2] < seen[3]


def test_a_read_succeeds_where_its_use_cannot_be_noted(cara, monkeypatch):
    text = token_of(cara, "read")

    def full(*_, **__):
        raise DatabaseError("disk full")

    monkeypatch.setattr("accounts.models.token.ApiTokenQuerySet.update", full)
    assert ask(text, ME).status_code == 200
    assert ApiToken.objects.get().last_used_at is None


def test_two_queries_are_what_a_token_costs(cara):
    """Finding it with its person, and noting its use; the second time the first alone."""
    text = token_of(cara, "read")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            ask(text, ME)
        counts.append(len([query for query in queries if "accounts_apitoken" in query["sql"]]))
    assert counts == [2, 1]


# -- scopes ----------------------------------------------------------------------------------------------------


def test_a_scope_that_only_reads_changes_nothing(cara):
    text = token_of(cara, "read")
    assert ask(text, ME).status_code == 200
    refused = ask(text, DRAFTS, A_DRAFT)
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert not Incident.objects.exists()


def test_reading_by_one_scope_and_writing_by_another_do_not_add_up(lena):
    """A token that reads everything and reports writes no more than a reporter."""
    writer = narrowed(lena, "read", "report", method="POST")
    assert not writer.has_right(Right.ANSWER)
    assert not writer.reaches_others
    assert narrowed(lena, "read", "report").has_right(Right.ANSWER)


@pytest.fixture
def everything(lena, sam, cara, team, client_k):
    """Reports that Lena reaches in every way: her team's, past the line, assigned, opened to her, and her own."""
    plain = stories.submitted(cara, client=client_k)
    beyond = stories.submitted(cara, event="no_action_or_retaliation")
    assert beyond.route == Route.INDEPENDENT
    hers = stories.escalated(cara, by=sam, to=lena)
    Incident.objects.filter(pk=hers.pk).update(assignee=lena)
    opened = stories.submitted(cara)
    Access.objects.create(incident=opened, user=lena, basis="cover")
    own = stories.submitted(lena)
    return {"plain": plain.pk, "beyond": beyond.pk, "hers": hers.pk, "opened": opened.pk, "own": own.pk}


def visible(user):
    return set(Incident.objects.visible_to(user).values_list("pk", flat=True))


def test_a_leads_token_for_reporting_sees_what_a_reporter_sees(everything, lena):
    assert visible(lena) == set(everything.values())
    reporter = narrowed(lena, "report")
    assert visible(reporter) == {everything["own"]}
    assert not reporter.has_role(Role.SAFEGUARDING_LEAD)
    assert not Incident.objects.seen_by_role(reporter).exists()
    assert not Incident.objects.seen_in_person(reporter).exists()
    assert list(Incident.objects.ids_open_in_person(reporter)) == []
    escalated = Incident.objects.get(pk=everything["hers"])
    assert lena.rights > reporter.rights
    assert ask(token_of(lena, "report"), f"/api/v1/incidents/{escalated.reference}/").status_code == 404
    assert ask(token_of(lena, "read"), f"/api/v1/incidents/{escalated.reference}/").status_code == 200


def test_each_scope_sees_its_part(everything, lena):
    others = set(everything.values()) - {everything["own"]}
    assert visible(narrowed(lena, "read")) == set(everything.values())
    assert visible(narrowed(lena, "answer")) >= others
    assert visible(narrowed(lena, "register")) >= others
    assert visible(narrowed(lena, "verify")) == set()
    assert visible(narrowed(lena, "verify", method="POST")) == set()


def test_nothing_is_saved_of_the_narrowing(lena):
    reporter = narrowed(lena, "report")
    reporter.save()
    assert set(User.objects.get(pk=lena.pk).roles) == {"lead", "safeguarding_lead"}


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("role", Role)
def test_a_scope_never_opens_what_the_role_does_not(organisation, role, scope):
    person = make_person(organisation, None, "Any Body", role)
    for method in ("GET", "POST"):
        rights = rights_for([scope], method)
        assert (rights is None) == (method not in SAFE_METHODS and not OPENINGS[scope].writes)
        if rights is not None:
            person.narrow(rights)
            assert person.rights <= RIGHTS[role]
    person.narrow(frozenset(Right))
    assert (scope in offered_to(person)) == bool(OPENINGS[scope].needs & RIGHTS[role])


def test_a_role_taken_away_ends_what_its_token_opened(lena, sam, cara):
    text = token_of(lena, "register")
    sent = stories.submitted(cara)
    address = f"/api/v1/incidents/{sent.reference}/"
    assert ask(text, address).status_code == 200
    User.objects.filter(pk=lena.pk).update(roles=["caregiver"])
    assert ask(text, address).status_code == 404
