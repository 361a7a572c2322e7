"""Bad luck: storage that is full or denied, a damaged record, a step that is no longer there, a draft gone elsewhere."""

from boundaries.models import Incident
from tests.browser.form_pages import WORDS, at, begun, choose, chosen, said

FULL = """
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...rest) {
    if (window.isFull) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, rest);
  };
"""
DENIED = "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });"


def test_a_full_phone_says_so_and_the_server_keeps_it(caras_phone):
    page = caras_phone(service_workers="block")
    page.context.add_init_script(FULL)
    address = begun(page)
    page.evaluate("window.isFull = true")
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("[name=request_verbatim]").blur()
    said(page, "full")
    assert Incident.objects.get().request_verbatim == WORDS
    at(page, "step-7")
    choose(page, "step-7-answer", "no")
    page.wait_for_timeout(100)
    said(page, "full")
    page.goto(address)
    said(page, "saved")
    assert page.input_value("[name=request_verbatim]") == WORDS
    assert chosen(page, "step-7-answer") == "no"


def test_where_nothing_may_be_kept_the_server_keeps_it_and_the_page_says_so(caras_phone):
    page = caras_phone(service_workers="block")
    page.context.add_init_script(DENIED)
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    said(page, "server")
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("[name=request_verbatim]").blur()
    page.wait_for_selector("#saved[data-state=unsaved], #saved[data-state=saving]", state="attached")
    said(page, "server")
    assert Incident.objects.get().request_verbatim == WORDS


def damage(page):
    """One byte of what is kept now is another; the generation before stays readable."""
    page.evaluate(
        """async () => {
          const { database } = await import("/static/js/phone/database.js");
          const connection = await database();
          for (const record of await connection.getAll("drafts")) {
            new Uint8Array(record.now.data)[0] ^= 255;
            await connection.put("drafts", record);
          }
        }"""
    )


def test_a_damaged_record_is_said_and_the_words_are_still_there(caras_phone):
    page = caras_phone(service_workers="block")
    address = begun(page)
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("[name=request_verbatim]").blur()
    said(page, "saved")
    damage(page)
    page.goto(address + "?again")
    page.wait_for_selector("[data-news=damaged]:not([hidden])")
    assert page.input_value("[name=request_verbatim]") == WORDS
    choose(page, "contact_channel", "in_person")
    said(page, "saved")
    page.goto(address)
    said(page, "saved")
    assert page.locator("[data-news=damaged]").is_hidden()


def test_words_of_a_step_that_is_no_longer_there_can_be_copied(caras_phone):
    page = caras_phone(service_workers="block")
    address = begun(page)
    page.context.set_offline(True)  # nothing goes before the steps moved
    page.evaluate(
        """async (words) => {
          const { openVault } = await import("/static/js/phone/vault.js");
          const { openDrafts } = await import("/static/js/phone/drafts.js");
          const drafts = await openDrafts(await openVault(document.body.dataset.person));
          const id = document.getElementById("report").dataset.draft;
          const { keys } = await drafts.load(id);
          await drafts.mark(id, { version: "another", keys: { ...keys, 3: "vanished", 5: keys[6], 6: keys[5] } });
          await drafts.keep(id, "step-3", { answer: "done", note: words }, { revision: 0 });
          await drafts.keep(id, "step-5", { answer: "done", note: "Moved" }, { revision: 0 });
        }""",
        WORDS,
    )
    page.close()
    page.context.set_offline(False)
    page = page.context.new_page()
    page.goto(address + "?again")
    page.wait_for_selector("[data-news=words]:not([hidden])")
    assert page.input_value("#lost-words") == WORDS
    assert page.input_value("[name=step-6-note]") == "Moved"
    said(page, "saved")
    row = Incident.objects.get().answers.get()
    assert (row.clause.number, row.note) == (6, "Moved")


def test_a_draft_thrown_away_elsewhere_is_kept_here_until_she_says(caras_phone):
    page = caras_phone(service_workers="block")
    begun(page)
    Incident.objects.all().delete()
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("[name=request_verbatim]").blur()
    page.wait_for_selector("[data-news=gone]:not([hidden])")
    page.locator("[data-news=gone] button").tap()
    said(page, "saved")
    assert Incident.objects.get().request_verbatim == WORDS


def test_whoever_was_not_in_the_conversation_says_so_without_a_network(caras_phone):
    page = caras_phone(service_workers="block")
    begun(page)
    page.context.set_offline(True)
    page.locator("#not-there summary").tap()
    page.fill("#absence", "Szabadságon voltam")
    page.locator("button[value=not_present]").tap()
    page.wait_for_selector("#step-7.current")
    said(page, "here")
    page.context.set_offline(False)
    said(page, "saved")
    report = Incident.objects.get()
    assert report.not_present_reason == "Szabadságon voltam"
    assert report.answers.filter(outcome="not_applicable").count() == 11
