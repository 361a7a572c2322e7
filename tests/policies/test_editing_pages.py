"""The policy owner's editor in the browser: every page opens, six languages are saved, nothing is overwritten unseen."""

import pytest
from django.urls import reverse

from policies.models import VersionDraft
from tests.policies.editing import begun, fields_of, step

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "hu", "cs", "sv", "bg", "uk")


@pytest.fixture
def wording(petra):
    return begun(petra)


@pytest.fixture
def petras(client, petra):
    client.force_login(petra)
    return client


def test_every_page_of_the_editor_opens(petras, wording):
    pages = ["policy_editor", "begin_wording", "import_wording"]
    addresses = [reverse(name) for name in pages] + [
        reverse(name, args=[wording.pk])
        for name in ("wording", "wording_whole", "wording_compare", "wording_decide", "wording_withdraw", "wording_preview",
                     "wording_screen")
    ]  # fmt: skip
    addresses += [reverse("wording_clause", args=[wording.pk, "reason"])]
    addresses += [reverse("wording_clause_remove", args=[wording.pk, "reason"])]
    for address in addresses:
        assert petras.get(address).status_code == 200, address


def test_a_step_is_saved_in_six_languages(petras, wording):
    address = reverse("wording_clause", args=[wording.pk, "reason"])
    sent = fields_of(petras.get(address)) | {f"{code}-instruction": f"Ask why, {code}" for code in LANGUAGES}
    sent |= {"hu-said": "Első mondat.\n\n  Második mondat.  "}
    assert petras.post(address, sent).status_code == 302
    texts = step(VersionDraft.objects.get(), "reason")["texts"]
    assert {code: texts[code]["instruction"] for code in LANGUAGES} == {code: f"Ask why, {code}" for code in LANGUAGES}
    assert texts["hu"]["said"] == ["Első mondat.", "Második mondat."]
    assert texts["cs"] == step(wording, "reason")["texts"]["cs"] | {"instruction": "Ask why, cs"}
