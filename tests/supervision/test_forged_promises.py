"""A promised moment that nobody offered gets a sentence, however odd it is."""

import pytest

from tests import stories

pytestmark = pytest.mark.django_db

MOMENTS = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59", "0001-01-01", "24:00", "\x00")


@pytest.mark.parametrize("insert", ["", "holding", "nothing of ours"])
@pytest.mark.parametrize("field", ["promise", "promised_at"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_impossible_promise_gets_a_sentence(client, cara, sam, moment, field, insert):
    incident = stories.submitted(cara)
    client.force_login(sam)
    sent = {"kind": "holding", "body": "Soon", "language": "en", field: moment} | ({"insert": insert} if insert else {})
    assert client.post(f"/incidents/{incident.reference}/acknowledge/", sent).status_code == 200
    incident.refresh_from_db()
    assert incident.status == "submitted"
