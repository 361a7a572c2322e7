"""What the tests of webhooks share: a receiver, and a webhook of the organisation that sends to it."""

import pytest

from supervision.webhooks import acts
from supervision.webhooks.announcing import EVENTS
from tests.parts import receiver as receivers


@pytest.fixture
def receiver():
    with receivers.running() as running:
        yield running


@pytest.fixture
def webhook(organisation, ada, receiver):
    """Told of everything."""
    return acts.add(organisation, ada, address=receiver.address, events=EVENTS)
