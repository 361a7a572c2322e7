"""On a phone: somebody goes on leave, whoever stands in promises an answer from the queue, the reporter reads it."""

import datetime

from accounts.models import Team
from accounts.roles import Role
from supervision.models import Absence, Deadline
from tests import stories
from tests.browser.test_injection import people  # noqa: F401 (a fixture)
from tests.browser.test_signing_in import sign_in
from tests.cast import PASSPHRASE, make_person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def with_tom(cast):
    south = Team.objects.create(organisation=cast["sam"].organisation, name="South")
    cast["tom"] = make_person(cast["sam"].organisation, south, "Tom Novák", Role.SUPERVISOR, language="cs")
    cast["tom"].set_password(PASSPHRASE)
    cast["tom"].save()
    south.supervisor = cast["tom"]
    south.save()
    return cast


def at_hand(open_page, person, address):
    page = open_page(**PHONE)
    sign_in(page, person.username)
    page.goto(address)
    return page


def test_a_cover_is_entered_promises_in_one_tap_and_the_reporter_reads_by_when(people, open_page, axe):  # noqa: F811
    cast = with_tom(people)
    incident = stories.submitted(cast["cara"])
    sam = at_hand(open_page, cast["sam"], "/calendar/absence/")
    today = datetime.date.today()
    sam.fill("[name=starts_on]", f"{today:%Y-%m-%d}")
    sam.fill("[name=ends_on]", f"{today + datetime.timedelta(days=3):%Y-%m-%d}")
    sam.select_option("[name=cover]", str(cast["tom"].pk))
    axe(sam)
    sam.locator("form:has([name=starts_on]) button.primary").last.click()
    sam.locator("button[name=save]").last.click()
    sam.wait_for_url("**/calendar/**")
    assert Absence.objects.get().cover == cast["tom"]
    assert set(incident.deadlines.open().values_list("owner__given_name", flat=True)) == {"Tom"}

    tom = at_hand(open_page, cast["tom"], "/queue/")
    axe(tom)
    tom.locator(f'a[href="/incidents/{incident.reference}/holding/"]').click()
    axe(tom)
    tom.locator("form:has([name=promised_at]) button.primary").last.click()
    tom.wait_for_url(f"**/queue/#{incident.reference}")
    promise = Deadline.objects.get(incident=incident, kind="promise")
    assert (promise.owner, promise.met_at) == (cast["tom"], None)

    cara = at_hand(open_page, cast["cara"], f"/incidents/{incident.reference}/")
    axe(cara)
    assert "Tom N." in cara.locator("main").inner_text()
