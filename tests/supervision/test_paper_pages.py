"""Making a form, typing one in, sending it for a colleague, and who sees what of it."""

import re

import pytest

from boundaries.models import Incident, NamedPerson, PaperSheet
from supervision.models import Notice
from tests import papers, stories
from tests.boundaries import filling
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db
TYPE_IN = "/paper/type-in/"
OF_ONE_REQUEST = re.compile(r'(name="(csrfmiddlewaretoken|key)" value=")[^"]+|P-[\w-]{9}|nonce="[^"]+"')


def typed(person, whose, code="", **more):
    fields = {"manner": "paper" if code else "told", "code": code, "person": str(whose.pk), "language": ""}
    return browser(person).post(TYPE_IN, fields | more)


def test_a_form_is_made_and_downloaded_again(cara):
    send(cara, "/paper/", event_type="phone_number", language="hu")
    sheet = PaperSheet.objects.get()
    assert sheet.code in page(cara, "/paper/")
    answer = browser(cara).get(f"/paper/sheets/{sheet.pk}/form.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert sheet.code in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["sam", "olly"])
def test_a_form_of_somebody_else_is_not_there(cast, name):
    sheet = papers.sheet(cast["cara"])
    page(cast[name], f"/paper/sheets/{sheet.pk}/form.pdf", status=404)


@pytest.mark.parametrize(("name", "status"), [("cara", 403), ("petra", 403), ("rita", 403), ("ada", 403), ("sam", 200)])
def test_who_answers_may_type_in(cast, name, status):
    page(cast[name], TYPE_IN, status=status)


def test_from_the_code_to_the_reporters_own_report(cara, sam, client_k):
    sheet = papers.sheet(cara)
    place = typed(in_english(sam), cara, sheet.code.lower().replace("-", " ")).url
    draft = Incident.objects.get()
    assert place == f"/incidents/drafts/{draft.pk}/"
    form = page(sam, place)
    assert f"You are writing for {cara.short_name}" in form
    assert sheet.code in form
    desk = browser(sam)
    desk.post(place, filling.whole(client_k, occurred_at="2026-01-05T08:30"))
    receipt = desk.post(f"{place}check/", follow=True).content.decode()
    incident = Incident.objects.get()
    assert (incident.status, incident.reporter, incident.language) == ("submitted", cara, "hu")
    assert incident.reference in receipt
    assert cara.short_name in receipt
    assert incident.reference in page(cara, "/incidents/")


def test_sending_twice_and_coming_back_lead_to_the_same_receipt(cara, sam, client_k):
    draft = papers.draft(cara, by=sam, paper=papers.sheet(sam), client=client_k)
    place, desk = f"/incidents/drafts/{draft.pk}/", browser(sam)
    addresses = {desk.post(f"{place}check/").url, desk.post(f"{place}check/").url, desk.get(place).url}
    reference = Incident.objects.get().reference
    receipt = desk.get(f"/incidents/{reference}/receipt/").url
    assert {desk.get(found).url if "receipt" in found else found for found in addresses} == {receipt}
    assert receipt == f"/paper/filed/{draft.pk}/"


def test_until_then_she_sees_only_that_somebody_writes_for_her(cara, sam):
    draft = papers.draft(cara, by=sam, what_happened="Something")
    home = page(in_english(cara), "/")
    assert f"{sam.short_name} is writing a report for you" in home
    assert str(draft.pk) not in home
    for name in ("", "check/", "discard/", "kind/", "attachments/"):
        page(cara, f"/incidents/drafts/{draft.pk}/{name}", status=404)
    assert f"for {cara.short_name}" in page(in_english(sam), "/")


def test_she_is_told_at_once_and_by_whom(cara, sam):
    incident = papers.filed(cara, by=sam, told=True)
    notice = Notice.objects.get(user=cara)
    assert (notice.kind, notice.why, notice.why_person) == ("filed_for_you", "filed_by", sam)
    inbox = page(in_english(cara), "/notices/")
    assert "A report was filed for you" in inbox
    assert f"because {sam.short_name} wrote it down for you" in inbox
    assert not Notice.objects.filter(user=sam, incident=incident, kind="filed_for_you").exists()


def test_whoever_is_part_of_it_is_not_named_in_the_notice_and_sees_no_more_than_the_receipt(cara, sam, lena):
    incident = papers.filed(cara, by=sam, named=[sam])
    assert Notice.objects.get(user=cara).why_person is None
    page(sam, address(incident), status=404)
    receipt = page(in_english(sam), f"/paper/filed/{incident.pk}/")
    assert address(incident) not in receipt
    assert incident.reference in receipt
    assert not Notice.objects.filter(user=sam).exists()


@pytest.mark.parametrize("told", [True, False])
def test_the_record_says_who_wrote_it_down_and_how(cara, sam, lena, told):
    incident = papers.filed(cara, by=sam, told=told)
    how = "as it was told by phone or in person" if told else f"from paper form {incident.on_behalf.sheet.code}"
    for person in (cara, sam, lena):
        assert f"written down by {sam.short_name}, {how}" in page(in_english(person), address(incident))
    assert how in page(in_english(lena), "/register/")
    rows = b"".join(browser(lena).get("/register.csv").streaming_content).decode()
    assert how in rows


def test_her_own_reports_say_nothing_of_the_kind(cara, sam):
    assert "written down by" not in page(in_english(cara), address(stories.submitted(cara)))


def test_a_used_form_leads_to_its_report_or_says_so(cara, sam, tom, lena, client_k):
    sheet = papers.sheet(sam)
    incident = papers.filed(cara, by=sam, client=client_k)
    code = incident.on_behalf.sheet.code
    assert typed(sam, cara, code).url == f"/paper/filed/{incident.pk}/"
    assert typed(lena, cara, code).url == address(incident)
    NamedPerson.objects.filter(incident=incident).delete()
    walled = papers.filed(cara, by=sam, named=[lena])
    answer = typed(in_english(lena), cara, walled.on_behalf.sheet.code)
    assert answer.status_code == 400
    assert "was typed in already" in answer.content.decode()
    assert walled.reference not in answer.content.decode()
    assert not hasattr(sheet, "filing")


def test_unknown_and_foreign_codes_are_answered_in_the_same_words(cara, sam, olly):
    foreign, unknown = papers.sheet(olly).code, "P-2345-6789"
    answers = [typed(in_english(sam), cara, code) for code in (foreign, unknown)]
    assert [answer.status_code for answer in answers] == [400, 400]
    bodies = [OF_ONE_REQUEST.sub("", answer.content.decode()) for answer in answers]
    assert bodies[0] == bodies[1]
    assert not Incident.objects.exists()


def test_codes_are_not_tried_for_ever(cara, sam, settings):
    settings.API_LIMITS = {"codes": (2, 3600)}
    assert [typed(sam, cara, "P-2345-6789").status_code for _ in range(3)] == [400, 400, 429]
    assert typed(sam, cara).status_code == 302


def test_only_whom_one_may_write_for_can_be_chosen(cara, sam, tom, olly):
    for person, whose in ((tom, cara), (sam, sam), (sam, olly), (olly, cara)):
        assert typed(person, whose).status_code == 400
    assert not Incident.objects.exists()
