"""What an inspector would miss: computed for both sides, with the way to add it, gone when it is there."""

import pytest

from audit.door import perform, record
from boundaries.documents import missing_documents
from boundaries.models import Incident
from supervision.models import Message
from tests import files, stories
from tests.supervision.asking import address as api
from tests.supervision.asking import get
from tests.supervision.pages import address, in_english, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def early(cara, lena):
    """Sent in three taps: nothing but the safety answer."""
    draft = stories.drafts.begin(cara, stories.uuid7())
    Incident.objects.filter(pk=draft.pk).update(safety_concern="yes")
    return perform(draft, "submit", by=cara)


def test_a_whole_report_misses_the_care_record_and_nothing_else(cara, sam, client_k):
    incident = stories.answered(cara, sam, client=client_k)
    assert missing_documents(incident) == ["care_record"]
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    assert missing_documents(Incident.objects.get(pk=incident.pk)) == []


def test_missing_documents_listed(early, cara):
    """An early report: what no step can say any more an addendum says; a step is answered."""
    codes = missing_documents(early)
    assert codes[:5] == ["client", "request", "response", "decision", "care_record"]
    assert "step_1_missing" in codes
    record(early, "add_information", by=cara, text="It was K-031; she accepted the office number.", language="en")
    left = missing_documents(Incident.objects.get(pk=early.pk))
    assert not {"client", "request", "response", "decision"} & set(left)
    assert "care_record" in left
    first = early.protocol_version.clauses.get(number=1)
    record(early, "answer_later", by=cara, clause=first, outcome="done")
    assert "step_1_missing" not in missing_documents(Incident.objects.get(pk=early.pk))


def test_a_question_before_acting_misses_nothing(cara):
    draft = stories.drafts.begin(cara, stories.uuid7(), kind="question")
    Incident.objects.filter(pk=draft.pk).update(question="May I accept a cake?")
    assert missing_documents(perform(draft, "submit", by=cara)) == []


def test_a_file_that_has_not_arrived_is_named(cara, sam):
    incident = stories.answered(cara, sam)
    files.announced(cara, incident, b"half a photo")
    assert "file_on_its_way" in missing_documents(incident)


def test_the_reporter_is_asked_as_a_favour_with_the_way_to_add_it(early, cara):
    in_english(cara)
    text = page(cara, address(early))
    assert "What would still help us" in text
    assert f'href="{address(early, "add")}">The request in the client’s own words' in text
    assert f'href="{address(early, "entry")}"' in text
    assert "inspector" not in text


def test_those_who_answer_and_audit_read_what_an_inspector_would_miss(early, lena, rita):
    in_english(lena)
    in_english(rita)
    for person in (lena, rita):
        text = page(person, address(early))
        assert "What an inspector would miss" in text
        assert "The client’s decision" in text
    assert f'href="{address(early, "entry")}"' not in page(rita, address(early))


def test_after_the_end_nobody_is_asked_for_more(cara, sam):
    incident = stories.withdrawn(cara)
    in_english(cara)
    assert "What would still help us" not in page(cara, address(incident))
    assert not Message.objects.filter(body__contains="inspector").exists()


def test_programs_read_the_same(early, lena):
    told = get(lena, api(early))["missing_documents"]
    assert [row["code"] for row in told] == missing_documents(early)
    assert all(row["detail"] for row in told)
