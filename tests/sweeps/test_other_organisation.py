"""Every id of one organisation, tried everywhere by somebody of another: the same answer as for an id that nobody has."""

import itertools
import re
import uuid
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import models
from django.http import QueryDict

from boundaries import drafts
from boundaries.models import Incident
from policies.models import EventType
from tests import papers, stories
from tests.sweeps.routes import every_route
from tests.sweeps.test_access import RECORDS, WORDS, asked, browser_of

pytestmark = pytest.mark.django_db
ROOMS = ("audit", "accounts", "policies", "boundaries", "supervision")
SHARED = {"Policy", "PolicyVersion", "Clause", "EventType", "ServiceStandard", "DirectoryEntry", "LibraryItem"}
PARAMETERS = ("client", "assignee", "team", "kind", "q", "after", "reporter", "status", "incident", "id", "reference", "draft")
NOBODYS = {"uuid": str(uuid.UUID(int=7)), "reference": "DS-2345-6789"}
CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")


@pytest.fixture
def their_ids(cast, team, client_k):
    """Everything of Northern Home Care that has an id, after a story in which everybody takes part."""
    stories.closed(cast["cara"], cast["sam"], client=client_k)
    stories.decided(cast["cara"], cast["sam"], cast["lena"], client=client_k, named=[cast["tom"]])
    papers.filed(cast["cara"], by=cast["sam"])
    papers.draft(cast["cara"], by=cast["sam"])
    drafts.begin(cast["cara"], uuid.uuid4(), event_type=EventType.objects.get(key="phone_number"))
    own = [model for model in apps.get_models() if model._meta.app_label in ROOMS and model.__name__ not in SHARED]
    keyed = [model for model in own if isinstance(model._meta.pk, models.UUIDField)]
    # two of each kind are as good as all of them
    ids = {str(pk) for model in keyed for pk in list(model._base_manager.values_list("pk", flat=True).order_by("-pk"))[:2]}
    olly = cast["olly"]
    ids -= {str(row.pk) for row in (olly, olly.profile, olly.organisation, olly.team)}
    references = Incident.objects.exclude(reference=None).values_list("reference", flat=True)
    return {"uuid": sorted(ids), "reference": sorted(references)}


def converters(route):
    """{argument: what kind of value it takes} of the arguments that stand for somebody's record."""
    found = {name: converter for converter, name in CONVERTER.findall(route.pattern)}
    return {name: "uuid" if kind == "uuid" else "reference" for name, kind in found.items() if name in RECORDS}


def answer(client, method, address):
    response, body = asked(client, method, address)
    return response.status_code, body


@pytest.fixture
def outsider(cast):
    return browser_of(cast["olly"])


def test_every_id_in_every_address(outsider, their_ids):
    swept = 0
    for route in every_route():
        arguments = converters(route)
        if not arguments:
            continue
        nobodys = WORDS | {name: NOBODYS[kind] for name, kind in arguments.items()}
        for method in ("get", "post"):
            unknown = answer(outsider, method, route.path(nobodys))
            assert unknown[0] in (403, 404, 405, 415), (method, route.pattern, unknown)
            for name, kind in arguments.items():
                for theirs in their_ids[kind]:
                    case = (method, route.pattern, theirs)
                    assert answer(outsider, method, route.path(nobodys | {name: theirs})) == unknown, case
                    swept += 1
    assert swept >= 500


@pytest.fixture
def parameters_read(monkeypatch):
    """The names that views looked for in the address since it was emptied."""
    read = set()

    def noting(original):
        def method(self, key, *rest):
            read.add(key)
            return original(self, key, *rest)

        return method

    for name in ("get", "getlist", "__getitem__", "__contains__"):
        monkeypatch.setattr(QueryDict, name, noting(getattr(QueryDict, name)))
    return read


def test_every_id_in_every_parameter(outsider, their_ids, parameters_read):
    swept, person, ids = 0, _person(outsider), itertools.cycle(their_ids["uuid"])
    for route in every_route():
        if route.arguments or not route.access.admits(person):
            continue
        address = route.path({})
        parameters_read.clear()
        for probe in ("", "?" + urlencode(dict.fromkeys(PARAMETERS, NOBODYS["uuid"]))):
            answer(outsider, "get", address + probe)
        for parameter in sorted(parameters_read & set(PARAMETERS)):
            unknown = answer(outsider, "get", f"{address}?{parameter}={NOBODYS['uuid']}")
            for theirs in itertools.islice(ids, 2):  # in turn: each is tried somewhere
                found = answer(outsider, "get", f"{address}?{parameter}={theirs}")
                assert without(found, theirs) == without(unknown, NOBODYS["uuid"]), (route.pattern, parameter)
                swept += 1
    assert swept >= 150


def without(found, sought):
    """An answer without the words that were asked for, of which some pages repeat the beginning."""
    status, body = found
    body = body.replace(sought.encode(), b"")
    return status, re.sub(re.escape(sought[:12]).encode() + rb"(?![0-9a-f-])", b"", body)


def _person(client):
    from accounts.models import User

    return User.objects.get(pk=client.session["_auth_user_id"])


FORM_FIELDS = ("who", "about", "colleagues", "staff_part", "client", "entries", "named", "corrects", "next_person", "to")


def test_every_id_in_every_field_of_a_draft(cast, their_ids):
    """What Olly writes into her own draft reaches nobody's client, colleague or record."""
    person = cast["olly"]
    client, draft = browser_of(person), drafts.begin(person, uuid.uuid4(), event_type=EventType.objects.get(key="phone_number"))
    address, swept = f"/api/v1/drafts/{draft.pk}/", 0
    for field in FORM_FIELDS:
        for theirs in their_ids["uuid"]:
            for value in (theirs, f"client:{theirs}", [theirs]):
                answer = client.patch(address, {field: value}, content_type="application/json")
                assert answer.status_code in (200, 400), (field, answer.status_code)
                swept += 1
    draft.refresh_from_db()
    assert draft.client is None
    assert not draft.named.exclude(user=None).exists()
    assert swept >= 500
