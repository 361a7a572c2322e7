"""The report as a table for a spreadsheet and as a document: recorded, harmless, without a name."""

import csv
import io

import pytest

from audit.models import AuditEvent
from supervision.figures.handing_out import EXPORTED
from tests import stories
from tests.supervision.pages import browser
from tests.supervision.reading import findings, objects_of, text_of

pytestmark = pytest.mark.django_db


def file(person, ending, **query):
    answer = browser(person).get(f"/figures/response-times.{ending}", query)
    assert answer.status_code == 200, answer.content[:500]
    return answer


def test_the_table_holds_what_the_page_holds(cara, sam, lena, team):
    type(team).objects.filter(pk=team.pk).update(name="=HYPERLINK(1)")
    stories.answered(cara, sam)
    answer = file(lena, "csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    [row] = [row for row in rows if row and "HYPERLINK" in row[0]]
    assert row[:3] == ["'=HYPERLINK(1)", "100 %", "1"]
    text = answer.content.decode()
    for secret in ("Cara", "Sam", "Halász", stories.VERBATIM):
        assert secret not in text


@pytest.mark.parametrize("ending", ["csv", "pdf"])
def test_each_export_is_recorded(cara, sam, lena, ending):
    stories.answered(cara, sam)
    month = browser(lena).get("/figures/response-times/").context["form"].fields["month"].choices[0][0]
    file(lena, ending, month=month)
    event = AuditEvent.objects.get(act=EXPORTED)
    assert event.actor_id == lena.pk
    assert (event.data["filters"], event.data["file"]) == ({"month": month}, ending)


@pytest.mark.parametrize("language", ["en", "hu", "cs", "sv", "bg", "uk"])
def test_the_document_is_tagged_and_in_the_readers_language(cara, sam, lena, language):
    lena.language = language
    lena.save()
    stories.answered(cara, sam)
    pdf = file(lena, "pdf").content
    assert findings(pdf) == []
    objects = objects_of(pdf) + pdf
    assert f"/Lang ({language})".encode() in objects
    assert objects.count(b"/S /Table") >= 4
    assert "Northern Home Care" in text_of(pdf)
    assert "Cara" not in text_of(pdf)


def test_equal_figures_give_equal_bytes(cara, sam, lena):
    stories.answered(cara, sam)
    assert file(lena, "pdf").content == file(lena, "pdf").content
