"""Session and person come in one query, and the database alone says whether both still hold (S11)."""

import uuid

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import sessions
from accounts.models import User
from tests.cast import make_person

pytestmark = pytest.mark.django_db
SETTINGS = "/settings/"


@pytest.fixture
def signed_in(client, cara):
    """A browser whose session this process has seen before."""
    client.force_login(cara)
    assert client.get(SETTINGS).status_code == 200
    assert sessions._owners[client.session.session_key] == str(cara.pk)
    return client


def test_a_known_session_and_its_person_are_one_query(signed_in, django_assert_max_num_queries):
    with django_assert_max_num_queries(3) as queries:
        signed_in.get(SETTINGS)
    asked = [
        query["sql"] for query in queries if "django_session" in query["sql"] or 'FROM "accounts_user"' in query["sql"]
    ]
    assert len(asked) == 1


def test_a_session_that_was_ended_elsewhere_is_over_at_once(signed_in):
    Session.objects.all().delete()
    assert signed_in.get(SETTINGS).status_code == 302


def test_a_session_whose_time_is_over_is_over(signed_in, time_machine):
    session = Session.objects.get()
    time_machine.move_to(session.expire_date, tick=False)
    assert signed_in.get(SETTINGS).status_code == 302


def test_whoever_was_deactivated_is_out_at_once(signed_in, cara):
    User.objects.filter(pk=cara.pk).update(is_active=False)
    assert signed_in.get(SETTINGS).status_code == 302


def test_a_new_passphrase_ends_the_other_sessions_at_once(signed_in, cara):
    cara.set_password("another horse battery staple")
    cara.save()
    assert signed_in.get(SETTINGS).status_code == 302


def test_roles_are_those_of_this_moment(signed_in, cara):
    User.objects.filter(pk=cara.pk).update(roles=["auditor"])
    assert signed_in.get("/register/").status_code == 200


def test_a_hint_that_names_another_person_opens_nothing_of_hers(signed_in, cara, organisation, team):
    other = make_person(organisation, team, "Nora Nagy", "lead")
    sessions._owners[signed_in.session.session_key] = str(other.pk)
    assert signed_in.get(SETTINGS).wsgi_request.user == cara


def test_hints_are_bounded(monkeypatch, signed_in):
    monkeypatch.setattr(sessions, "MOST_HINTS", 1)
    sessions._remember("other", "person")
    assert sessions._owners == {"other": "person"}
    assert signed_in.get(SETTINGS).status_code == 200


def test_the_prepared_question_finds_what_the_queryset_finds(signed_in, cara):
    """Every field of the person and of what comes with her."""
    session = Session.objects.get()
    values = {"owner": cara.pk, "key": session.session_key, "now": timezone.now()}
    prepared = sessions._question()
    found, asked = prepared.first(**values), prepared.make(**values).get()
    assert found.session_data == session.session_data
    pairs = [(found, asked), (found.organisation, asked.organisation), (found.profile, asked.profile)]
    for left, right in [*pairs, (found.profile.team, asked.profile.team)]:
        assert {f.name: getattr(left, f.attname) for f in left._meta.concrete_fields} == {
            f.name: getattr(right, f.attname) for f in right._meta.concrete_fields
        }
    assert prepared.first(**(values | {"key": "other"})).session_data is None
    assert prepared.first(**(values | {"owner": uuid.uuid4()})) is None
