"""The engine: asked by the worker alone, and of nobody's texts unless the organisation has switched it on."""

import json

import pytest

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotPermitted
from audit.models import AuditEvent, OutboxItem
from boundaries.models import Incident, Translation
from supervision.delivery import deliver_due
from supervision.models import Deadline
from supervision.translating import engine
from tests import stories
from tests.cast import make_person
from tests.parts import receiver as receivers
from tests.supervision.pages import address, browser, page, send

pytestmark = pytest.mark.django_db
SAID, MEANT = "Скажіть свій номер.", "Tell me your number."
CHANNEL = "translate"


@pytest.fixture
def machine(settings):
    """An engine on loopback that always answers the same."""
    with receivers.running() as running:
        running.answers = [receivers.answer(200, body=json.dumps({"translatedText": MEANT}).encode())]
        settings.TRANSLATION_URL = running.address
        yield running


@pytest.fixture
def switched_on(organisation, ada, machine):
    record(organisation, "switch_translation_engine", by=ada, is_on=True)
    organisation.refresh_from_db()
    return machine


def oksana(organisation, team):
    return make_person(organisation, team, "Oksana Bila", Role.CAREGIVER, language="uk", languages=["uk"])


def reported(organisation, team):
    """Only the client's words are written, in Ukrainian."""
    person = oksana(organisation, team)
    draft = stories.draft(person, request_verbatim=SAID, client_missing_reason="", named=())
    draft.answers.update(note="")
    draft.client_missing_reason = SAID
    draft.save()
    return perform(draft, "submit", by=person)


def asked():
    return OutboxItem.objects.filter(channel=CHANNEL)


def deliver():
    asked().update(due_at="2020-01-01T00:00Z", claimed_until=None)
    while deliver_due():
        pass


def test_without_the_switch_nothing_is_asked_though_an_engine_is_set(organisation, team, sam, lena, machine):
    reported(organisation, team)
    deliver()
    assert not asked().exists()
    assert machine.requests == []


def test_without_an_engine_the_switch_alone_sends_nothing(organisation, team, ada, sam, lena, settings):
    assert settings.TRANSLATION_URL == ""
    record(organisation, "switch_translation_engine", by=ada, is_on=True)
    reported(organisation, team)
    assert not asked().exists()


def test_no_text_waits_in_the_outbox_and_none_is_asked_for_in_a_request(organisation, team, sam, lena, switched_on):
    reported(organisation, team)
    assert asked().count() == 2
    assert SAID not in str(list(asked().values()))
    assert switched_on.requests == []


def test_what_it_answers_stands_beside_the_original_as_made_by_a_machine(organisation, team, sam, lena, switched_on):
    incident = reported(organisation, team)
    deliver()
    assert set(Translation.objects.values_list("manner", "author", "text")) == {("machine", None, MEANT)}
    assert "Translation into English by machine" in page(sam, address(incident))
    assert not incident.deadlines.open().filter(kind=Deadline.Kind.TRANSLATION).exists()
    told = switched_on.requests[0].said
    assert told == {"q": SAID, "source": "uk", "target": "en", "format": "text"}


def test_its_key_goes_with_the_text_and_nothing_else(organisation, team, sam, lena, switched_on, settings):
    settings.TRANSLATION_TOKEN = "secret-key"
    incident = reported(organisation, team)
    deliver()
    request = switched_on.requests[0]
    assert request.said["api_key"] == "secret-key"
    told = str(request.headers) + request.body.decode()
    assert [word for word in (incident.reference, "Oksana", "Bila", str(incident.pk)) if word in told] == []


@pytest.mark.parametrize(
    "said",
    [
        receivers.answer(500),
        receivers.answer(302, "Location: http://127.0.0.1:1/"),
        receivers.answer(200, body=b"not json"),
        receivers.answer(200, body=b'{"translatedText": ""}'),
        receivers.answer(200, body=b'{"translatedText": ["x"]}'),
        receivers.answer(200, body=b"[" * 50_000),
        b"",
    ],
    ids=["error", "redirect", "no-json", "empty", "no-text", "nested", "silence"],
)
def test_when_it_fails_the_worker_tries_again_later(organisation, team, sam, lena, switched_on, said):
    incident = reported(organisation, team)
    switched_on.answers = [said]
    deliver_due()
    assert not Translation.objects.exists()
    assert set(asked().values_list("attempts", "sent_at")) <= {(1, None), (0, None)}
    assert incident.deadlines.open().filter(kind=Deadline.Kind.TRANSLATION).exists()  # a person is asked meanwhile


def test_nobody_answers_there(organisation, team, sam, lena, switched_on, settings):
    reported(organisation, team)
    settings.TRANSLATION_URL = "http://127.0.0.1:9/translate"
    with pytest.raises(engine.NotTranslated) as fault:
        engine.translated(SAID, "uk", "en")
    assert fault.value.code == "unreachable"


@pytest.mark.parametrize("wrong", ["http://engine.example/translate", "ftp://127.0.0.1/", "engine", "https://", "http://[x"])
def test_no_text_goes_over_the_network_in_the_open(settings, wrong):
    settings.TRANSLATION_URL = wrong
    with pytest.raises(engine.NotTranslated) as fault:
        engine.translated(SAID, "uk", "en")
    assert fault.value.code == "bad_address"


def test_it_is_asked_once_for_each_text(organisation, team, sam, lena, switched_on):
    incident = reported(organisation, team)
    record(incident, "write", by=incident.reporter, body="Дякую", language="uk")
    assert asked().count() == 3
    deliver()
    asked().update(sent_at=None)
    deliver()
    assert Translation.objects.count() == 3


def test_switched_off_what_waits_is_not_sent(organisation, team, ada, sam, lena, switched_on):
    reported(organisation, team)
    record(organisation, "switch_translation_engine", by=ada, is_on=False)
    deliver()
    assert switched_on.requests == []
    assert set(asked().values_list("parked_at", flat=True)) != {None}


def test_the_administrator_switches_it_and_it_is_recorded(organisation, ada, machine):
    assert browser(ada).get("/settings/translation/").context["has_engine"]
    send(ada, "/settings/translation/", is_on="yes")
    organisation.refresh_from_db()
    assert organisation.uses_translation_engine
    event = AuditEvent.objects.get(act="translation_engine_switched")
    assert (event.actor_id, event.data["is_on"]) == (ada.pk, True)
    send(ada, "/settings/translation/", is_on="no")
    organisation.refresh_from_db()
    assert not organisation.uses_translation_engine


@pytest.mark.parametrize("who", ["sam", "lena", "rita", "petra", "cara", "olly"])
def test_nobody_else_switches_it(organisation, cast, who):
    assert browser(cast[who]).post("/settings/translation/", {"is_on": "yes"}).status_code == 403
    with pytest.raises(NotPermitted):
        record(organisation, "switch_translation_engine", by=cast[who], is_on=True)


def test_a_machine_translates_nothing_for_a_person_who_asks_for_it_by_name(organisation, team, sam, lena):
    incident = reported(organisation, team)
    with pytest.raises(NotPermitted):
        record(Incident.objects.get(pk=incident.pk), "translate_by_machine", by=sam, subject="x", language="en", text="y")
