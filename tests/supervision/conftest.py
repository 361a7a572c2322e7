"""What tests share: a receiver and a webhook that sends to it, a night to move about in, gateways at that receiver."""

import datetime

import pytest

from accounts import push
from supervision.webhooks import acts
from supervision.webhooks.announcing import EVENTS
from tests.parts import receiver as receivers
from tests.parts.push import Phone
from tests.supervision.nights import NIGHT


@pytest.fixture
def receiver():
    with receivers.running() as running:
        yield running


@pytest.fixture
def webhook(organisation, ada, receiver):
    """Told of everything."""
    return acts.add(organisation, ada, address=receiver.address, events=EVENTS)


@pytest.fixture
def own_phone(receiver):
    """A function: a phone of this person, whose push service is the receiver."""

    def begin(person, path="one"):
        phone = Phone(f"http://127.0.0.1:{receiver.port}/push/{path}")
        told = phone.subscription
        push.begin(person, endpoint=told["endpoint"], **told["keys"], browser="Chrome, Android")
        return phone

    return begin


@pytest.fixture
def night(time_machine):
    """A function that moves the time to so many minutes after two on a Sunday night."""

    def move(minutes):
        time_machine.move_to(NIGHT + datetime.timedelta(minutes=minutes), tick=False)

    move(0)
    return move


@pytest.fixture
def gateway(receiver, settings):
    """Text messages and phone calls are handed over to the receiver."""
    settings.TEXT_GATEWAY_URL = f"http://127.0.0.1:{receiver.port}/text"
    settings.VOICE_GATEWAY_URL = f"http://127.0.0.1:{receiver.port}/voice"
    settings.TEXT_GATEWAY_TOKEN = settings.VOICE_GATEWAY_TOKEN = "a-token-of-the-operator"
    receiver.answers = [receivers.answer(202)]
    return receiver
