"""An auditor looks for a word in the register, chooses columns, keeps the view and takes it along as a spreadsheet."""

import io
import zipfile

import pytest

from tests import stories
from tests.browser.signing_in import sign_in
from tests.supervision.pages import in_english


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_words_columns_a_saved_view_and_a_spreadsheet(story_cast, open_page, axe, width, height):
    rita = in_english(story_cast["rita"])
    found = stories.submitted(story_cast["cara"], event="small_gift", what_happened="A parasol from Madeira")
    other = stories.submitted(story_cast["cara"], event="phone_number")
    page = open_page(viewport={"width": width, "height": height})
    sign_in(page, rita)

    page.goto("/register/")
    page.locator("summary:has-text('Filter')").click()
    page.fill("[name=q]", "paraso")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator("summary:has-text('Columns')").click()
    for name in ("kind", "status"):
        page.locator(f"label:has([name=columns][value={name}])").click()
    axe(page)
    page.get_by_role("button", name="Show these columns").click()
    page.wait_for_url("**columns=**")
    rows = page.inner_text("table.register")
    assert found.reference in rows
    assert other.reference not in rows
    assert "Client" not in rows
    assert page.input_value("[name=q]") == "paraso"

    page.locator("summary:has-text('Saved views')").click()
    page.fill("[name=name]", "Parasols")
    page.get_by_role("button", name="Save these filters and columns").click()
    page.locator("text=The view “Parasols” was saved.").wait_for()
    page.goto("/register/")
    assert other.reference in page.inner_text("main")
    page.get_by_role("link", name="Parasols").click()
    page.locator("[aria-current=page]:has-text('Parasols')").wait_for()
    assert other.reference not in page.inner_text("main")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a spreadsheet").click()
    with open(download.value.path(), "rb") as file, zipfile.ZipFile(io.BytesIO(file.read())) as book:
        words = b"".join(book.read(name) for name in book.namelist()).decode()
    assert found.reference in words
    assert other.reference not in words
