"""Contact data in a text raises a question, keeps nothing from being saved, and never hinders sending."""

import json
from pathlib import Path

import pytest

from boundaries.models import Incident
from policies.contact_data import contact_data_in, looks_like_contact_data
from tests.boundaries import filling

pytestmark = pytest.mark.django_db
# the browser is asked the same (tests/browser/test_phone_contact_data.py)
CASES = json.loads((Path(__file__).parent / "contact_data.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CASES["found"])
def test_numbers_and_addresses_are_noticed(text):
    assert contact_data_in(text) == CASES["found"][text]


@pytest.mark.parametrize("text", CASES["not_found"])
def test_other_numbers_are_not(text):
    assert not looks_like_contact_data(text)


def test_the_organisations_own_numbers_are_not():
    assert not looks_like_contact_data(CASES["known"]["text"], known=CASES["known"]["numbers"])


def test_the_check_page_asks_and_the_text_is_kept(client, cara, client_k, sam):
    client.force_login(cara)
    address = filling.begun(client)
    client.post(address, filling.whole(client_k, **{"step-1-note": "He wrote +420 777 123 456"}))
    check = client.get(f"{address}check/")
    assert [place["anchor"] for place in check.context["contact_data"]] == ["step-1"]
    assert client.post(f"{address}check/").url.endswith("/receipt/")
    assert "+420 777 123 456" in Incident.objects.get().answers.get(clause__number=1).note
