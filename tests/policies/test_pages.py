"""Protocols, numbers and kinds of event to read: for everybody signed in, in their language, of their organisation."""

import pytest

from policies.builtin import content
from policies.loading import load_content
from policies.models import Clause, Policy, PolicyVersion
from tests import directory


def page(client, person, address="/policies/"):
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def entry(organisation, name="Office", **more):
    return directory.entry(organisation, name={"en": name}, **more)


@pytest.mark.parametrize("language", ["en", "hu", "cs", "sv", "bg", "uk"])
def test_protocols_and_kinds_in_the_readers_language(client, sam, language):
    sam.language = language
    sam.save()
    shown = page(client, sam)
    for protocol in content()["protocols"]:
        assert protocol["title"][language] in shown
    for kind in content()["event_types"]:
        assert kind["label"][language].replace("'", "&#x27;") in shown


def test_one_protocol_with_its_fifteen_steps_in_order(client, cara):
    shown = page(client, cara, "/policies/phone-number/")
    [protocol] = [row for row in content()["protocols"] if row["key"] == "phone_number"]
    titles = [f"<h2>{step['number']}. {step['texts']['hu']['title']}</h2>" for step in protocol["steps"]]
    assert len(titles) == 15
    places = [shown.index(title) for title in titles]
    assert places == sorted(places)
    assert "{" not in shown


def test_the_numbers_of_ones_own_country_and_organisation(client, sam, olly, organisation, elsewhere):
    entry(organisation)
    entry(elsewhere, "Their office", phone="+46 8 555 01 01")
    ours, theirs = page(client, sam), page(client, olly)
    assert 'href="tel:112"' in ours
    assert 'href="tel:107"' in ours
    assert 'href="tel:+3615550101"' in ours
    assert "Their office" not in ours
    assert "Their office" in theirs
    assert 'href="tel:11414"' in theirs
    assert 'href="tel:107"' not in theirs


@pytest.mark.parametrize("change", [{"verified_on": None}, {"active": False}])
def test_a_number_that_nobody_verified_is_not_offered(client, sam, organisation, change):
    entry(organisation, "Old office", **change)
    assert "Old office" not in page(client, sam)


def test_a_version_that_is_no_longer_in_force_is_not_shown(client, sam):
    version = PolicyVersion.objects.get(policy__slug="phone-number")
    PolicyVersion.objects.filter(pk=version.pk).update(in_force_until=version.in_force_from)
    assert client.get("/policies/phone-number/").status_code == 302
    client.force_login(sam)
    assert client.get("/policies/phone-number/").status_code == 404


def test_another_organisations_protocol_does_not_exist_here(client, sam, elsewhere):
    policy = Policy.objects.create(organisation=elsewhere, slug="theirs", kind="protocol")
    PolicyVersion.objects.create(
        policy=policy, number=1, title={"en": "Theirs"}, in_force_from="2026-01-01T00:00Z", content_digest="x"
    )
    assert "Theirs" not in page(client, sam)
    assert client.get("/policies/theirs/").status_code == 404


def test_ones_own_protocol_goes_before_the_built_in_one(client, sam, organisation):
    policy = Policy.objects.create(organisation=organisation, slug="phone-number", kind="protocol")
    version = PolicyVersion.objects.create(
        policy=policy, number=1, title={"en": "Our own way"}, in_force_from="2026-01-01T00:00Z", content_digest="x"
    )
    step = {"title": "Ours", "instruction": "Do it.", "said": []}
    Clause.objects.create(version=version, number=1, key="ours", kind="step", texts={"en": step})
    assert "Our own way" in page(client, sam, "/policies/phone-number/")


def test_visitors_are_sent_to_sign_in(client, content):
    assert client.get("/policies/")["Location"].startswith("/accounts/login/")


def test_the_page_asks_the_database_no_more_when_there_is_more(client, sam, organisation, django_assert_max_num_queries):
    page(client, sam)
    for number in range(20):
        entry(organisation, f"Office {number}", phone=f"+36 1 555 02 {number:02d}")
    with django_assert_max_num_queries(8):
        client.get("/policies/")
    assert load_content()["protocols"] == 2
