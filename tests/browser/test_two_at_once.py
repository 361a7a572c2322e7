"""Two supervisors answer the same report at once: one answer is sent, the other is told kindly who was first."""

from audit.models import AuditEvent
from supervision.models import Message
from tests import stories
from tests.browser.test_injection import people  # noqa: F401 (a fixture)
from tests.browser.test_signing_in import sign_in

DESK = {"viewport": {"width": 1280, "height": 800}}


def writing(open_page, person, address):
    """Somebody with an answer written, about to press Send."""
    page = open_page(**DESK)
    sign_in(page, person.username)
    page.goto(f"{address}acknowledge/")
    page.fill("[name=body]", f"Thank you, Cara. {person.given_name} here. Shall we talk?")
    page.locator("[name=kind][value=reply]").check(force=True)
    return page


def test_the_second_is_told_who_was_first(people, open_page, axe):  # noqa: F811
    incident = stories.submitted(people["cara"])
    address = f"/incidents/{incident.reference}/"
    sam, lena = (writing(open_page, people[name], address) for name in ("sam", "lena"))
    sam.locator("form:has([name=body]) button.primary").last.click()
    sam.wait_for_url(f"**{address}")
    lena.locator("form:has([name=body]) button.primary").last.click()
    told = lena.locator("main")
    told.get_by_text("Sam F.").first.wait_for()
    assert "svarade" in told.inner_text()
    axe(lena)
    assert lena.locator("main textarea").input_value() == "Thank you, Cara. Lena here. Shall we talk?"
    assert lena.locator(f'main a[href="{address}"]').count() >= 1
    assert Message.objects.filter(incident=incident, author__isnull=False).count() == 1
    assert AuditEvent.objects.filter(object_id=incident.pk, act="incident_acknowledged").count() == 1
