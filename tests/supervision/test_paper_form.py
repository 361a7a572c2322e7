"""The paper form as a file: tagged, in its language, every field with a name that can be heard, four pages at most."""

import io

import pikepdf
import pypdfium2
import pytest
from django.conf import settings

from supervision.paper.printing import sheet_pdf
from tests import papers

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def opened(cara):
    def make(event="phone_number", language="en"):
        sheet = papers.sheet(cara, event, language)
        return sheet, sheet_pdf(sheet)

    return make


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document), "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def structure(pdf):
    """Kinds of element in reading order."""
    found, waiting = [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, pikepdf.Array):
            waiting = [*item, *waiting]
        elif isinstance(item, pikepdf.Dictionary):
            found += [str(item.S)] if "/S" in item else []
            waiting = [*([item.K] if "/K" in item else []), *waiting]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_on_two_sheets_and_carries_its_code_on_every_page(opened, language):
    for event in ("phone_number", None):
        sheet, pdf = opened(event, language)
        pages, text = text_of(pdf)
        assert pages <= 4
        assert text.count(sheet.code) >= pages
        assert "\ufffd" not in text
        for clause in sheet.protocol_version.clauses.all():
            assert f"{clause.number}. " in text


def test_it_is_tagged_and_says_its_language(opened):
    _sheet, pdf = opened(language="hu")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "hu"
        assert all(page.Tabs == "/S" for page in file.pages)
        with file.open_metadata() as meta:
            assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        kinds = structure(file)
        assert (kinds.count("/H1"), kinds.count("/H3")) == (1, 15)
        assert kinds.count("/Form") >= 80


def test_every_field_has_a_name_to_hear_and_every_group_belongs_together(opened):
    _sheet, pdf = opened()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fields = list(file.Root.AcroForm.Fields)
        names = [str(field.T) for field in fields]
        assert len(names) == len(set(names)) >= 50
        assert all(str(field.TU) for field in fields)
        assert not any("/Parent" in field for field in fields)
        group = next(field for field in fields if field.T == "step-7-answer")
        assert str(group.TU) == "7. Client safety: Are you worried about the client’s safety or wellbeing?"
        assert [str(kid.TU)[len(str(group.TU)) :].strip() for kid in group.Kids] == ["No", "Yes", "Not sure"]
        assert len([kid for kid in group.Kids if kid.get("/StructParent") is not None]) == 3


def test_the_same_sheet_gives_the_same_bytes(opened):
    sheet, pdf = opened()
    assert sheet_pdf(sheet) == pdf


def test_it_says_what_counts_before_the_first_answer(opened):
    _pages, text = text_of(opened()[1])
    assert "112" in text
    assert "Do not write the client’s name, use the code." in text
    assert "Hand it in only to your supervisor" in text
    assert text.index("112") < text.index("Who did it come from?")
