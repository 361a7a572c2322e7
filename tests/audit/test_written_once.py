"""SQL that is written once: it asks what its queryset asks, and writes what a model's own save() writes."""

import pytest
from django.db import IntegrityError, models, transaction

from accounts.models import Organisation
from audit.inserting import insert, insert_unless_there
from audit.prepared import Prepared
from audit.reading import read_related
from boundaries.models import Incident, StepAnswer
from supervision.models import Notice
from tests import stories


def plain(row, besides=None):
    """A row as all that the database said; a profile that knows its person is not followed back."""
    if not isinstance(row, models.Model):
        return row
    joined = [value for value in row._state.fields_cache.values() if value is not None and value is not besides]
    return {field: getattr(row, field.attname) for field in row._meta.concrete_fields}, [
        plain(other, row) for other in joined
    ]


@pytest.fixture
def compared(monkeypatch):
    """Every prepared question is asked as a queryset too."""
    asked = []
    rows = Prepared.rows

    def compare(self, **values):
        found = rows(self, **values)
        assert [plain(row) for row in found] == [plain(row) for row in self.make(**values)]
        asked.append(bool(found))
        return found

    monkeypatch.setattr(Prepared, "rows", compare)
    return asked


def test_each_prepared_question_of_a_report_finds_what_its_queryset_finds(cara, sam, compared):
    stories.submitted(cara)
    stories.answered(cara, by=sam)
    assert len(compared) >= 20
    assert sum(compared) >= 10


def test_what_is_inserted_reads_as_what_was_saved(cara, sam):
    incident = stories.submitted(cara)
    saved = Notice.objects.create(user=sam, incident=incident, kind="late")
    inserted = insert(Notice(user=sam, incident=incident, kind="late", created_at=saved.created_at))
    assert inserted._state.adding is False
    again = [Notice.objects.get(pk=row.pk) for row in (saved, inserted)]
    assert len({(row.user_id, row.incident_id, row.kind, row.created_at, row.read_at) for row in again}) == 1


def test_what_breaks_a_rule_of_the_database_is_refused_and_undone(cara):
    draft = stories.draft(cara)
    answer = draft.answers.first()
    before = StepAnswer.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(StepAnswer(incident=draft, clause=answer.clause, outcome="done"))
    assert StepAnswer.objects.count() == before


def test_a_row_that_stands_stays_as_it_is(cara, sam):
    draft = stories.draft(cara)
    other = Incident(pk=draft.pk, organisation=sam.organisation, reporter=sam, language="en")
    assert insert_unless_there(other) is False
    assert Incident.objects.get(pk=draft.pk).reporter_id == cara.pk


def test_another_broken_rule_is_not_taken_for_a_row_that_stands(cara):
    standing = Organisation.objects.get(pk=cara.organisation_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_unless_there(Organisation(name="Another", code=standing.code, country="SE"))


def test_held_fields_are_changed_and_no_others(cara):
    draft = stories.draft(cara)
    draft.question, draft.feelings = "One?", "Two"
    draft.save_held(["question"])
    fresh = Incident.objects.get(pk=draft.pk)
    assert fresh.question == "One?"
    assert fresh.feelings != "Two"
    with pytest.raises(Incident.DoesNotExist):
        Incident(pk=stories.uuid7(), question="None").save_held(["question"])


def test_rows_read_with_their_owner_are_asked_for_once(cara, django_assert_num_queries):
    draft = Incident.objects.get(pk=stories.draft(cara).pk)
    expected = list(draft.answers.order_by("pk").values_list("pk", flat=True))
    with django_assert_num_queries(1):
        read_related(draft, "answers")
        assert sorted(answer.pk for answer in draft.answers.all()) == expected
        assert all(answer.incident is draft for answer in draft.answers.all())
