"""A long session is enough for filing; others' records and one's own keys ask for a fresh sign-in, and lead back."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from accounts.access import FILING_RIGHTS, Access
from accounts.roles import RIGHTS, Right, Role
from boundaries.models import Incident
from supervision.models import Message
from tests import papers, stories
from tests.cast import PASSPHRASE

LOGIN = "/accounts/login/"
KEPT = "/accounts/sent-before/"
AGAIN = "Please sign in again to read others’ records"


@pytest.fixture
def later(time_machine):
    """A function: so many hours after now."""
    start = timezone.now()
    time_machine.move_to(start)
    return lambda hours: time_machine.move_to(start + datetime.timedelta(hours=hours))


@pytest.fixture
def signed_in(later):
    """A function: this person's browser, thirteen hours after signing in."""

    def sign_in(person, hours=13):
        person.language = "en"
        person.set_password(PASSPHRASE)
        person.save()
        client = Client()
        client.force_login(person)
        later(hours)
        return client

    return sign_in


def asks_again(response, to):
    return (response.status_code, response.get("Location")) == (302, f"{LOGIN}?next={to}")


def test_a_caregiver_files_and_reads_her_own_for_thirty_days(cara, sam, signed_in, client_k, client):
    incident = stories.answered(cara, by=sam)
    browser = signed_in(cara, 29 * 24)
    for page in ("/", "/incidents/new/", "/incidents/", "/notices/", f"/incidents/{incident.reference}/", "/policies/"):
        assert browser.get(page).status_code == 200, page
    said = browser.post(f"/incidents/{incident.reference}/write/", {"body": "Still here", "language": "en"})
    assert (said.status_code, Message.objects.filter(body="Still here").count()) == (302, 1)


def test_after_thirty_days_it_is_over_for_her_too(cara, signed_in, later):
    browser = signed_in(cara, 30 * 24 + 1)
    assert asks_again(browser.get("/incidents/new/"), "/incidents/new/")
    assert not Session.objects.filter(session_key=browser.session.session_key).exists()


def test_using_it_prolongs_nothing_and_writes_nothing(cara, signed_in, later, django_assert_num_queries):
    browser = signed_in(cara, 24)
    before = Session.objects.get()
    browser.get("/incidents/new/")
    after = Session.objects.get()
    assert (before.expire_date, before.session_data) == (after.expire_date, after.session_data)


@pytest.mark.parametrize("page", ["/settings/", "/settings/tokens/", "/accounts/password/change/"])
def test_whoever_she_is_her_keys_need_a_fresh_sign_in(page, cara, signed_in):
    browser = signed_in(cara)
    assert asks_again(browser.get(page), page)


@pytest.mark.parametrize("page", ["/", "/queue/", "/notices/", "/queue/search/?words=x"])
def test_who_answers_is_asked_again_and_comes_back(page, sam, signed_in):
    browser = signed_in(sam)
    answer = browser.get(page)
    assert answer["Location"].startswith(f"{LOGIN}?next={page.partition('?')[0]}")
    assert AGAIN in browser.get(answer["Location"]).content.decode()
    sent = browser.post(LOGIN, {"login": sam.username, "password": PASSPHRASE, "next": page})
    assert (sent.status_code, sent["Location"]) == (302, page)
    assert browser.get(page).status_code == 200


def test_who_answers_files_with_the_long_session_and_reads_her_own_report(sam, cara, lena, signed_in):
    own, other = stories.submitted(sam), stories.submitted(cara)
    browser = signed_in(sam, 20 * 24)
    assert browser.get("/incidents/new/").status_code == 200
    assert browser.get(f"/incidents/{own.reference}/").status_code == 200
    assert asks_again(browser.get(f"/incidents/{other.reference}/"), f"/incidents/{other.reference}/")


def test_what_is_written_for_a_colleague_asks_for_a_fresh_sign_in(sam, cara, signed_in, client_k):
    draft, sent = papers.begun(cara, by=sam), papers.filed(cara, by=sam, told=True, client=client_k)
    browser, page = signed_in(sam), f"/incidents/drafts/{draft.pk}/"
    for asked in (page, f"{page}check/", f"/paper/filed/{sent.pk}/"):
        assert asks_again(browser.get(asked), asked), asked
    api, begin = f"/api/v1/drafts/{draft.pk}/", {"id": str(draft.pk)}
    keyed = {"content_type": "application/json", "headers": {"idempotency-key": "a" * 32}}
    for refused in (browser.get(api), browser.post("/api/v1/drafts/", begin, **keyed)):
        assert (refused.status_code, refused.json()["code"]) == (403, "sign_in_again")
    assert browser.get("/api/v1/drafts/").json()["results"] == []
    assert cara.short_name not in browser.get("/incidents/").content.decode()


def test_what_is_anothers_asks_again_of_whoever_it_is(cara, sam, signed_in):
    """A caregiver who was let in, and one who was not: both are asked, so that neither learns what exists."""
    other = stories.submitted(sam)
    browser = signed_in(cara)
    page = f"/incidents/{other.reference}/"
    assert asks_again(browser.get(page), page)
    assert asks_again(browser.get("/incidents/DS-2345-6789/"), "/incidents/DS-2345-6789/")


WORDS = "Thank you for telling me. <b>Tomorrow</b>"


def sends_answer(browser, incident):
    """An answer from its form, with a list among its fields."""
    page = f"/incidents/{incident.reference}/"
    fields = {"body": WORDS, "language": "en", "csrfmiddlewaretoken": "old", "several": ["1", "2"]}
    return browser.post(f"{page}acknowledge/", fields, headers={"referer": f"http://testserver{page}"})


def signs_in(browser, person, to):
    return browser.post(LOGIN, {"login": person.username, "password": PASSPHRASE, "next": to}, follow=True)


def test_what_was_sent_is_not_done_and_waits_word_for_word(cara, sam, signed_in):
    incident, browser = stories.submitted(cara), signed_in(sam)
    assert asks_again(sends_answer(browser, incident), KEPT)
    assert Incident.objects.get(pk=incident.pk).status == "submitted"
    assert WORDS not in str(dict(browser.session.items()))
    page = signs_in(browser, sam, KEPT).content.decode()
    assert page.count('name="several"') == 2
    assert f'name="body" value="{escape(WORDS)}"' in page
    assert 'value="old"' not in page
    assert f'action="/incidents/{incident.reference}/acknowledge/"' in page
    again = browser.post(f"/incidents/{incident.reference}/acknowledge/", {"kind": "reply", "body": WORDS, "language": "en"})
    assert (again.status_code, Message.objects.filter(body=WORDS).count()) == (302, 1)
    assert browser.get(KEPT)["Location"] == "/"


def test_nobody_else_finds_what_was_sent(cara, sam, lena, signed_in):
    incident, browser = stories.submitted(cara), signed_in(sam)
    sends_answer(browser, incident)
    lena.set_password(PASSPHRASE)
    lena.save()
    assert WORDS not in signs_in(browser, lena, KEPT).content.decode()


def test_a_passphrase_is_not_kept_and_leads_back_to_its_form_with_a_warning(cara, signed_in):
    browser, page = signed_in(cara), "/accounts/password/change/"
    sent = browser.post(page, {"oldpassword": "x", "password1": "y"}, headers={"referer": f"http://testserver{page}"})
    assert asks_again(sent, page)
    assert "kept_form" not in browser.session
    assert "this was not done" in signs_in(browser, cara, page).content.decode()


@pytest.mark.parametrize("referer", ["", "https://evil.example/queue/", "//evil.example/", "nonsense"])
def test_a_form_from_elsewhere_leads_to_the_first_page(referer, sam, signed_in):
    browser = signed_in(sam)
    sent = browser.post("/settings/mails/", {"password": "x"}, headers={"referer": referer} if referer else {})
    assert asks_again(sent, "/")


def test_the_api_says_so_with_a_code_and_filing_goes_on(sam, cara, signed_in):
    browser, own, other = signed_in(sam), stories.submitted(sam), stories.submitted(cara)
    refused = browser.get("/api/v1/queue/")
    assert (refused.status_code, refused.json()["code"]) == (403, "sign_in_again")
    assert browser.get(f"/api/v1/incidents/{other.reference}/").status_code == 403
    for address in ("hello/", "me/", "drafts/", "push/", f"incidents/{own.reference}/"):
        assert browser.get(f"/api/v1/{address}").status_code == 200, address


def test_another_person_at_the_sign_in_page_gets_a_session_of_her_own(sam, lena, signed_in):
    browser = signed_in(sam)
    lena.set_password(PASSPHRASE)
    lena.save()
    former = browser.session.session_key
    browser.post(LOGIN, {"login": lena.username, "password": PASSPHRASE, "next": "/queue/"})
    assert browser.get("/queue/").wsgi_request.user == lena
    assert not Session.objects.filter(session_key=former).exists()


def test_while_it_is_fresh_the_sign_in_page_leads_on(sam, signed_in):
    browser = signed_in(sam, 1)
    assert browser.get(f"{LOGIN}?next=/queue/")["Location"] == "/queue/"


def test_every_role_but_the_caregivers_reads_more_than_its_own():
    assert frozenset({Right.REPORT}) < FILING_RIGHTS
    more = {role for role in Role if not RIGHTS[role] <= FILING_RIGHTS}
    assert more == set(Role) - {Role.CAREGIVER}
    filing = Access(rights=frozenset({Right.REPORT}))
    assert not filing.needs_fresh(None, {"reference": "DS-2345-6789"})


STEP = "/incidents/drafts/0190a000-0000-7000-8000-000000000000/#step-9"


def test_signing_in_leads_back_to_the_step(client, cara, db):
    cara.set_password(PASSPHRASE)
    cara.save()
    page = client.get(LOGIN, {"next": STEP}).content.decode()
    assert f'name="next" value="{STEP}"' in page
    sent = client.post(LOGIN, {"login": "north-001", "password": PASSPHRASE, "next": STEP})
    assert sent["Location"] == STEP


ELSEWHERE = ("//evil.example/#step-9", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example")


@pytest.mark.parametrize("hostile", ["https://testserver/queue/", "queue/", *ELSEWHERE])
def test_and_never_to_anything_but_a_path_of_ours(hostile, client, cara):
    cara.set_password(PASSPHRASE)
    cara.save()
    sent = client.post(LOGIN, {"login": "north-001", "password": PASSPHRASE, "next": hostile})
    assert sent["Location"] == "/"
