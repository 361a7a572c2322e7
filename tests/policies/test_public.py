"""The public page: off at first, the same 404 for unknown and switched off, nobody recognised, nothing of a person."""

import pytest
from django.core.cache import cache
from django.test import Client

from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from policies.builtin import content
from policies.models import ServiceStandard
from tests import directory

pytestmark = pytest.mark.django_db
ABOUT = "/about/north/"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def opened(organisation, petra):
    record(organisation, "open_public_page", by=petra)
    organisation.refresh_from_db()
    return organisation


def seen(address=ABOUT, status=200, **headers):
    response = Client(headers=headers).get(address)
    assert response.status_code == status, address
    return response


def test_information_page(opened):
    ServiceStandard.objects.create(organisation=opened, reply_hours=12)
    shown = seen(ABOUT + "?language=en").content.decode()
    assert shown.count("<h1>") == 1
    assert "within 12 hours" in shown
    assert "does not want to phone or meet, or cannot" in shown
    for kind, number in (("limits", 7), ("possibilities", 8)):
        assert len(content()[kind]) == number
        for row in content()[kind]:
            assert row["en"] in shown


@pytest.mark.parametrize("language", ["en", "hu", "cs", "sv", "bg", "uk"])
def test_six_languages_by_the_address_or_by_the_browser(opened, language):
    by_address = seen(f"{ABOUT}?language={language}", **{"accept-language": "sv"})
    by_browser = seen(**{"accept-language": f"{language};q=0.9"})
    for response in (by_address, by_browser):
        assert response["Content-Language"] == language
        assert content()["limits"][0][language] in response.content.decode()
        assert f'<html lang="{language}">' in response.content.decode()


def test_without_a_wish_the_organisations_language(opened):
    opened.language = "bg"
    opened.save()
    assert seen()["Content-Language"] == "bg"
    assert seen(ABOUT + "?language=xx")["Content-Language"] == "bg"


def test_unknown_and_switched_off_are_the_same(organisation, elsewhere, petra):
    pages = [seen(address, status=404).content for address in (ABOUT, "/about/nobody/", "/about/elsewhere/")]
    assert pages[0] == pages[1] == pages[2]
    record(organisation, "open_public_page", by=petra)
    seen(ABOUT)
    assert seen("/about/NORTH/", status=404).content == pages[0]
    record(organisation, "close_public_page", by=petra)
    assert seen(ABOUT, status=404).content == pages[0]


def test_nobody_is_recognised_and_nothing_is_left_behind(opened, cara):
    visitor = Client()
    visitor.force_login(cara)
    known, unknown = visitor.get(ABOUT + "?language=en"), seen(ABOUT + "?language=en")
    assert known.content == unknown.content
    for response in (known, unknown):
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=300"
        assert "cookie" not in response["Vary"].lower()
        assert "Accept-Language" in response["Vary"]
    assert b"Cara" not in known.content
    assert str(cara.pk).encode() not in known.content


def test_numbers_but_no_person(opened):
    directory.entry(opened, kind="channel", name={"en": "Office of North"}, head_name="Ilona Head", specialist_name="Pál Special")
    shown = seen(ABOUT + "?language=en").content.decode()
    assert "Office of North" in shown
    assert "Ilona Head" not in shown
    assert "Pál Special" not in shown


def test_a_hostile_name_stays_text(opened):
    opened.name = "<script>alert(1)</script>{{ secret }} ‮"
    opened.save()
    shown = seen().content.decode()
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ secret }}" in shown


def test_the_switch_is_recorded_and_only_for_whoever_may(organisation, petra, ada, cara, sam, lena, rita, olly):
    for person in (cara, sam, lena, rita, olly, None):
        with pytest.raises(NotPermitted):
            record(organisation, "open_public_page", by=person)
    record(organisation, "open_public_page", by=ada)
    with pytest.raises(NotNow):
        record(organisation, "open_public_page", by=petra)
    record(organisation, "close_public_page", by=petra)
    acts = AuditEvent.objects.filter(act__startswith="public_page").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["public_page_opened", "public_page_closed"]


def test_the_page_of_the_switch_with_its_preview(client, organisation, petra, cara):
    petra.language = "en"
    petra.save()
    client.force_login(petra)
    assert "It is closed" in client.get("/policies/public-page/").content.decode()
    preview = client.get("/policies/public-page/preview/")
    assert "This is a preview" in preview.content.decode()
    assert preview["Cache-Control"] == "no-store"
    assert client.post("/policies/public-page/", {"go": "on"}).status_code == 302
    assert "http://testserver/about/north/" in client.get("/policies/public-page/").content.decode()
    client.force_login(cara)
    for address in ("/policies/public-page/", "/policies/public-page/preview/"):
        assert client.get(address).status_code == 403
