"""The guided form on a phone, as the tests of it open and tap it."""

WORDS = "„Mondja már meg a számát, ha éjjel rosszul leszek, kit hívjak?”"
ANSWERS = {2: "no_reason", 4: "no_policy", 5: "not_applicable", 7: "no", 8: "no", 9: "no", 12: "not_applicable"}
ANSWERS |= {13: "declined", 14: "yes"}


def begun(page, kind="phone_number"):
    """A new draft is on screen and kept; returns its address."""
    page.goto("/incidents/new/")
    page.locator(f"[name=event_type][value={kind}]").first.tap()
    page.wait_for_url("**/drafts/**")
    said(page, "saved")
    whole(page)
    return page.url.split("#")[0]


def whole(page):
    """What the first answer does not need has come as well: the cards of the live way are made by it."""
    page.wait_for_selector("#live-1", state="attached")


def said(page, *states):
    """The word in the bar says one of these."""
    page.wait_for_selector(", ".join(f"#saved[data-state={state}]" for state in states), state="attached")


def at(page, place):
    page.evaluate("place => { location.hash = place }", place)
    page.wait_for_selector(f"#{place}.current")


def choose(page, name, value):
    page.locator(f'label:has([name="{name}"][value="{value}"])').first.tap()


def written(page):
    """Everything that a report needs, up to the check."""
    at(page, "basics")
    page.locator("label:has-text('K-031')").first.tap()
    choose(page, "contact_channel", "in_person")
    choose(page, "staff_part", "no")
    page.fill("[name=request_verbatim]", WORDS)
    answered_in_short(page)
    page.locator("#to-check").tap()
    page.wait_for_selector("#check.current")


def answered_in_short(page):
    page.locator("#to-short").tap()
    page.locator("#together").tap()
    answered(page)


def answered(page):
    """What is left when five steps were confirmed together."""
    for number, value in ANSWERS.items():
        choose(page, f"step-{number}-answer", value)
    choose(page, "responses", "declined")
    choose(page, "expectation", "advice")


def chosen(page, name):
    return page.evaluate("name => document.querySelector(`[name='${name}']:checked`)?.value ?? null", name)


def kept(page):
    """The draft as this phone keeps it; None where it keeps none."""
    return page.evaluate(
        """async () => {
          const { openVault } = await import("/static/js/phone/vault.js");
          const { openDrafts } = await import("/static/js/phone/drafts.js");
          const drafts = await openDrafts(await openVault(document.body.dataset.person));
          return (await drafts.load(document.getElementById("report").dataset.draft)) ?? null;
        }"""
    )
