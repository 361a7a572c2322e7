"""The pages of reading: what waits for me, saying that I have read it, and who has read what."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.door import record
from policies.models import PolicyVersion, ReadTask
from tests import wordings
from tests.wordings import DAY

pytestmark = pytest.mark.django_db


def page(client, person, address, status=200):
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.fixture
def gifts(cara, sam, lena, petra, organisation):
    wordings.published(organisation, petra, title="Old gifts")
    return wordings.published(organisation, petra, title="New gifts", change="Up to ten euros <b>only</b>")


def test_home_shows_what_is_to_be_read_and_what_changed(client, cara, sam, gifts):
    for person, language in ((cara, "hu"), (sam, "en")):
        shown = page(client, person, "/")
        assert f"New gifts ({language})" in shown
        assert f"Up to ten euros &lt;b&gt;only&lt;/b&gt; ({language})" in shown
        assert f"/policies/to-read/{gifts.pk}/" in shown
        assert "Old gifts" not in shown


def test_one_wording_with_its_differences_and_one_button(client, sam, gifts):
    shown = page(client, sam, f"/policies/to-read/{gifts.pk}/")
    assert shown.count("<h1>") == 1
    assert "<ins>New" in shown
    assert "<del>Old" in shown
    done = client.post(f"/policies/to-read/{gifts.pk}/")
    assert (done.status_code, done.url) == (302, "/")
    assert ReadTask.objects.get(user=sam, version=gifts).language == "en"
    assert "New gifts" not in page(client, sam, "/")
    again = client.post(f"/policies/to-read/{gifts.pk}/", follow=True)
    assert "noted before" in again.content.decode()


def test_nobody_opens_what_she_was_not_asked_to_read(client, olly, rita, gifts):
    for person in (olly, rita):
        assert page(client, person, f"/policies/to-read/{gifts.pk}/", status=404)
        assert client.post(f"/policies/to-read/{gifts.pk}/").status_code == 404
    assert page(client, olly, f"/policies/read/{gifts.pk}/", status=404)


def test_whoever_does_other_work_now_is_refused_and_nothing_is_noted(client, sam, gifts):
    sam.roles = ["auditor"]
    sam.save(update_fields=["roles"])
    client.force_login(sam)
    assert client.post(f"/policies/to-read/{gifts.pk}/").status_code == 403
    assert ReadTask.objects.get(user=sam, version=gifts).read_at is None


def test_a_superseded_wording_has_no_button(client, sam, gifts):
    former = PolicyVersion.objects.get(policy=gifts.policy, number=1)
    shown = page(client, sam, f"/policies/to-read/{former.pk}/")
    assert "newer wording" in shown
    assert "I have read this" not in shown
    client.post(f"/policies/to-read/{former.pk}/")
    assert ReadTask.objects.get(user=sam, version=former).read_at is None


def test_the_lead_sees_her_people_and_the_owner_everybody(client, tom, sam, cara, lena, petra, gifts, time_machine):
    task = ReadTask.objects.get(user=cara, version=gifts)
    record(cara.organisation, "read_version", by=cara, task=task.pk, language="hu")
    lena.language = petra.language = "en"
    lena.save()
    petra.save()
    of_lead = page(client, lena, f"/policies/read/{gifts.pk}/")
    assert "Sam Fekete" in of_lead
    assert "Tom Novák" not in of_lead
    assert "Cara" not in of_lead.split("<main")[1]
    time_machine.move_to(timezone.now() + 20 * DAY, tick=False)
    of_owner = page(client, petra, f"/policies/read/{gifts.pk}/")
    assert "Sam Fekete" in of_owner
    assert "Tom Novák" in of_owner
    assert ", late" in of_owner
    assert "1 of 5 have read it" in of_owner
    for person in (sam, cara):
        page(client, person, "/policies/read/", status=403)


def test_the_table_computes_nothing_and_holds_no_other_organisation(client, petra, cara, olly, gifts):
    cara.given_name, cara.family_name = "=HYPERLINK(1)", "X"
    cara.save()
    wordings.published(olly.organisation, olly, title="Elsewhere")
    client.force_login(petra)
    response = client.get("/policies/read.csv")
    table = response.content.decode("utf-8-sig")
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert "'=HYPERLINK(1) X" in table
    assert "Elsewhere" not in table
    assert table.count("\r\n") == 1 + 2 * 4


def test_the_table_has_the_day_as_people_there_have_it(client, petra, cara, organisation, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 22, 23, 30, tzinfo=datetime.UTC), tick=False)
    wordings.published(organisation, petra)
    client.force_login(petra)
    assert ",2026-11-23,2026-12-07," in client.get("/policies/read.csv").content.decode()


def test_the_owner_asks_everybody_to_read_a_built_in_wording(client, petra, cara, lena, olly):
    version = PolicyVersion.objects.in_force().get(policy__organisation=None, policy__slug="phone-number")
    theirs = wordings.version(olly.organisation)
    client.force_login(petra)
    assert client.post("/policies/read/", {"version": str(version.pk)}).status_code == 302
    assert ReadTask.objects.filter(version=version, organisation=petra.organisation).count() == 3
    for wrong in (str(theirs.pk), "no-key", ""):
        assert client.post("/policies/read/", {"version": wrong}).status_code == 404
    client.force_login(lena)
    assert client.post("/policies/read/", {"version": str(version.pk)}).status_code == 404


def test_pages_ask_as_often_for_many_as_for_few(client, petra, cara, sam, lena, organisation):
    client.force_login(petra)
    page(client, petra, "/policies/read/")
    counts = []
    for number in range(2):
        for more in range(3):
            wordings.published(organisation, petra, f"policy-{number}-{more}")
        counts.append([])
        for address in ("/policies/read/", "/policies/to-read/", "/policies/read.csv"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts[-1].append(len(asked))
    assert counts[0] == counts[1]
