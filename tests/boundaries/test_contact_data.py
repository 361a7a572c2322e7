"""Contact data in a text raises a question, keeps nothing from being saved, and never hinders sending."""

import pytest

from boundaries.contact_data import looks_like_contact_data
from boundaries.models import Incident
from tests.boundaries import filling

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["+420 777 123 456", "call 06-30-123-4567 now", "anna.kis@example.com", "(030) 1234 5678"])
def test_numbers_and_addresses_are_noticed(text):
    assert looks_like_contact_data(text)


@pytest.mark.parametrize("text", ["at 17:40", "2026. 11. 22.", "K-031", "she is 82", "1 000 Ft"])
def test_other_numbers_are_not(text):
    assert not looks_like_contact_data(text)


def test_the_organisations_own_numbers_are_not():
    assert not looks_like_contact_data("ring +36 1 555 01 01", known=["+3615550101"])


def test_the_check_page_asks_and_the_text_is_kept(client, cara, client_k, sam):
    client.force_login(cara)
    address = filling.begun(client)
    client.post(address, filling.whole(client_k, **{"step-1-note": "He wrote +420 777 123 456"}))
    check = client.get(f"{address}check/")
    assert [place["anchor"] for place in check.context["contact_data"]] == ["step-1"]
    assert client.post(f"{address}check/").url.endswith("/receipt/")
    assert "+420 777 123 456" in Incident.objects.get().answers.get(clause__number=1).note
