"""The main job, end to end, as people do it.

Cara files the phone-number event in Hungarian on a phone, Sam (interface in English) answers it, escalates to
Lena, Lena decides, Sam resolves, Cara agrees and skips the closing questions, Sam closes, Rita exports the record in
Czech and in Ukrainian. The chain verifies; after one raw change in the database it does not, and says where. Olly sees
none of it anywhere.
"""

import contextlib
import io
import re

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from boundaries.models import Incident
from supervision.models import Message
from tests import stories
from tests.browser.form_pages import ANSWERS
from tests.cast import make_client
from tests.tampering import drop_triggers

PASSPHRASE = "four steps to the door"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
WORDS = "„Mondja már meg a számát, ha éjjel rosszul leszek, kit hívjak?”"


@pytest.fixture
def people(own_database, story_cast):
    for person in story_cast.values():
        person.set_password(PASSPHRASE)
        person.save()
    return story_cast


@pytest.fixture
def enter(open_page, people, axe):
    """A function: somebody signs in by e-mail, and every page she sees is looked at by axe."""

    def opener(name, **screen):
        page = open_page(**(screen or DESK))
        page.goto("/accounts/login/")
        page.fill("[name=login]", people[name].email)
        page.fill("[name=password]", PASSPHRASE)
        page.locator("form:has([name=password]) button").click()
        page.wait_for_url("**/")
        axe(page)
        return page

    return opener


def go(page, axe, selector, url):
    """Follow what is on the page, wait for where it leads, and let axe look."""
    page.locator(selector).first.click()
    page.wait_for_url(url)
    axe(page)


def report(page, axe, *, colleague=None) -> str:
    """The short way from home to the receipt; returns the reference."""
    go(page, axe, 'a[href="/incidents/new/"]', "**/incidents/new/")
    go(page, axe, "[name=event_type][value=phone_number]", "**/drafts/**")
    page.locator("label:has-text('K-031')").first.tap()
    choose(page, "contact_channel", "in_person")
    choose(page, "staff_part", "named" if colleague else "no")
    if colleague:
        pick(page, "colleagues", colleague)
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("#to-short").tap()
    page.locator("#together").tap()
    for number, value in ANSWERS.items():
        choose(page, f"step-{number}-answer", value)
    choose(page, "responses", "declined")
    choose(page, "expectation", "advice")
    axe(page)
    page.locator("#to-check").click()
    page.wait_for_selector("#send:not([hidden])")
    axe(page)
    go(page, axe, "#send", "**/receipt/")
    return page.inner_text("#reference")


def choose(page, name, value):
    page.locator(f'label:has([name="{name}"][value="{value}"])').first.click()


def act(page, axe, reference, name, texts=None, choices=None, selects=None, then=""):
    """Open a verb's page from the record, fill it in and send it; returns with the record, or what comes `then`, on screen."""
    page.goto(f"/incidents/{reference}/")
    go(page, axe, f'a[href="/incidents/{reference}/{name}/"]', f"**/{reference}/{name}/")
    for field, value in (choices or {}).items():
        choose(page, field, value)
    for field, person in (selects or {}).items():
        pick(page, field, person)
    for field, text in (texts or {}).items():
        page.fill(f"[name={field}]", text)
    page.locator("form:has([name=csrfmiddlewaretoken]) button.primary").first.click()
    page.wait_for_url(f"**/incidents/{reference}/{then}")
    axe(page)


def pick(page, field, text):
    if page.locator(f"select[name={field}]").count():
        option = page.locator(f"select[name={field}] option", has_text=text).first
        page.select_option(f"select[name={field}]", value=option.get_attribute("value"))
    else:
        page.locator(f"label:has([name={field}])", has_text=text).first.click()


def exported(page, reference, language) -> str:
    answer = page.request.get(f"/incidents/{reference}/record.pdf?language={language}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    text = " ".join(leaf.get_textpage().get_text_range() for leaf in document)
    return re.sub(r"\s+", " ", text)


def compose(page, axe, reference):
    """A full answer, prepared in its phases; a draft of it is kept while it is written."""
    page.goto(f"/incidents/{reference}/")
    go(page, axe, f'a[href="/incidents/{reference}/compose/"]', "**/compose/")
    page.check("[name=seen]")
    choose(page, "contact_type", "counselling")
    choose(page, "compared", "nothing")
    for name in ("clarified", "summary", "explanation"):
        page.fill(f"[name={name}]", f"{stories.PREPARED[name]} Would that help?")
    page.wait_for_selector("[data-kept-line]:not(:empty)")
    page.check("[name=limits]")
    page.locator("[name=preview]").click()
    page.wait_for_selector("#letter")
    axe(page)
    page.locator("form[data-keep] button.primary").click()
    page.wait_for_url(f"**/incidents/{reference}/")


def plan(sam, cara, axe, reference):
    """A goal that Cara agrees to on her phone, with its result."""
    act(sam, axe, reference, "propose", choices={"kind": "goal"}, texts={"text": "Her nights are quiet."})
    cara.goto(f"/incidents/{reference}/")
    axe(cara)
    cara.locator('form[action$="/confirm/"] button').first.click()
    cara.wait_for_selector('form[action$="/confirm/"]', state="detached")
    act(sam, axe, reference, "end", choices={"result": "reached"}, texts={"note": "The night line is hers now."})


def titles(incident, language):
    return [clause.texts[language]["title"] for clause in incident.protocol_version.clauses.all()]


def verdict():
    """(passes, what it says)"""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("audit_verify", stdout=out, stderr=err)
    except CommandError as refusal:
        return False, err.getvalue() + str(refusal)
    return True, out.getvalue()


@contextlib.contextmanager
def raw_change(table, column, value, pk):
    """One value changed behind the program's back, and put back afterwards."""
    key = pk.hex if connection.vendor == "sqlite" else str(pk)
    change = f"UPDATE {table} SET {column} = %s WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        before = cursor.fetchone()[0]
        cursor.execute(change, [value, key])
        yield
        cursor.execute(change, [before, key])


def test_the_main_job_from_the_doorstep_to_the_proof(enter, axe, people):
    make_client(people["sam"].team, "K-031", "hu", people["cara"])
    cara = enter("cara", **PHONE)
    assert cara.locator("html").get_attribute("lang") == "hu"
    reference = report(cara, axe)

    sam = enter("sam")
    assert sam.locator("html").get_attribute("lang") == "en"
    sam.goto("/queue/")
    axe(sam)
    assert reference in sam.inner_text("main")
    assert "Mondja" not in sam.inner_text("main")
    act(sam, axe, reference, "acknowledge", texts={"body": "Thank you, Cara. How did it end?"})
    act(sam, axe, reference, "escalate", selects={"to": "Lena"}, texts={"reason": "She is alone at night."})

    lena = enter("lena")
    decision = {"reason": "The night line is enough.", "body": "We decided together: the night line is for this."}
    act(lena, axe, reference, "decide", selects={"next_person": "Sam"}, texts=decision)

    compose(sam, axe, reference)
    plan(sam, cara, axe, reference)
    result = {"reason": "The boundary held.", "need_served": "Somebody to call at night.", "body": "This is settled."}
    chosen = {"outcome": "boundary_kept_declined", "contact_type": "counselling"}
    act(sam, axe, reference, "resolve", choices=chosen, texts=result)
    act(cara, axe, reference, "agree", then="how-was-it/")
    cara.locator("button[name=skip]").tap()
    cara.wait_for_url(f"**/incidents/{reference}/")
    cara.goto(f"/incidents/{reference}/receipt/")
    cara.fill("[name=number]", "CR-7")
    cara.locator("form:has([name=number]) button").click()
    cara.wait_for_selector("text=CR-7")
    act(sam, axe, reference, "close", texts={"reason": "Finished together."})

    incident = Incident.objects.get(reference=reference)
    assert incident.status == "closed"
    rita = enter("rita")
    rita.goto("/register/")
    axe(rita)
    assert reference in rita.inner_text("main")
    for language in ("cs", "uk"):
        text = exported(rita, reference, language)
        assert [title for title in titles(incident, language) if title not in text] == []
        assert "Cara" not in text

    olly = enter("olly")
    assert olly.goto(f"/incidents/{reference}/").status == 404
    assert olly.goto(f"/incidents/{reference}/record.pdf?language=cs").status == 404
    for address in ("/", "/queue/", "/register/", "/notices/", "/incidents/"):
        olly.goto(address)
        assert reference not in olly.content()

    find_what_was_altered(incident, reference)


def find_what_was_altered(incident, reference):
    """Whatever is changed behind the program's back is found, and named."""
    assert verdict()[0]
    altered = {
        "boundaries_incident": ("status", "acknowledged", incident.pk),
        "boundaries_stepanswer": ("note", "Something else", incident.answers.first().pk),
        "supervision_message": ("body", "Something else", Message.objects.filter(kind="reply").first().pk),
    }
    drop_triggers()
    for table, change in altered.items():
        with raw_change(table, *change):
            passes, words = verdict()
        assert not passes
        assert (reference if table == "boundaries_incident" else str(change[2])) in words
    assert verdict()[0]


def test_an_event_that_names_sam_never_reaches_sam(enter, axe, people):
    make_client(people["sam"].team, "K-031", "hu", people["cara"])
    cara = enter("cara", **PHONE)
    reference = report(cara, axe, colleague="Sam")
    assert Incident.objects.get(reference=reference).assignee == people["lena"]
    sam = enter("sam")
    assert sam.goto(f"/incidents/{reference}/").status == 404
    for address in ("/", "/queue/", "/queue/?view=escalated", "/notices/"):
        sam.goto(address)
        assert reference not in sam.content()
    assert not people["sam"].notices.exists()
