"""Writing place by place: what may stand there, and two editors who never overwrite each other."""

import pytest

from audit.errors import NotNow, NotPermitted
from policies.builtin import content
from policies.editing import document as shape
from policies.editing import writing
from policies.editing.faults import faults
from policies.editing.writing import EditedElsewhere, Malformed
from policies.models import Policy, PolicyVersion, VersionDraft
from tests.policies import wordings

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(petra):
    return writing.begin_with(petra.organisation, petra, wordings.gift_protocol())


def test_the_next_version_begins_as_the_one_in_force(petra, lena):
    version = wordings.published(petra, lena)
    again = writing.begin(petra.organisation, petra, policy=version.policy)
    assert again.document == shape.document_of(version) | {"change_note": {}}
    assert again.policy == version.policy


def test_a_protocol_for_a_kind_begins_as_the_built_in_one_under_the_kinds_name(petra):
    draft = writing.begin(petra.organisation, petra, slug="gifts", event_types=["small_gift"])
    [label] = [row["label"] for row in content()["event_types"] if row["key"] == "small_gift"]
    assert (draft.document["title"], len(draft.document["clauses"])) == (label, 15)
    assert faults(draft.document, organisation=petra.organisation) == []


def test_in_the_place_of_a_built_in_one_it_begins_with_its_words(petra):
    builtin = Policy.objects.get(slug="phone-number", organisation=None)
    draft = writing.begin(petra.organisation, petra, policy=builtin)
    version = PolicyVersion.objects.in_force().get(policy=builtin)
    assert draft.document == shape.document_of(version)
    assert draft.policy is None


def test_a_norm_begins_with_nothing(petra):
    draft = writing.begin(petra.organisation, petra, slug="help", kind="norm")
    assert draft.document == shape.blank("help", "norm")


@pytest.mark.parametrize("slug", ["edit", "Gifts!", "", "x" * 61])
def test_a_name_that_cannot_be(petra, slug):
    with pytest.raises(Malformed):
        writing.begin(petra.organisation, petra, slug=slug, event_types=["small_gift"])


def test_another_organisations_policy_cannot_be_gone_on_with(petra, lena, olly):
    version = wordings.published(petra, lena)
    with pytest.raises(NotPermitted):
        writing.begin(olly.organisation, olly, policy=version.policy)


def test_a_change_counts_and_one_that_knew_less_is_refused_with_what_stands(draft, petra):
    changed = writing.change(draft, petra, revision=0, path="clauses.4.texts.cs.title", value=" Odmítněte\x07 dar ")
    assert (changed.revision, changed.document["clauses"][3]["texts"]["cs"]["title"]) == (1, "Odmítněte dar")
    with pytest.raises(EditedElsewhere) as refused:
        writing.change(draft, petra, revision=0, path="title.en", value="Mine")
    assert refused.value.current.revision == 1
    assert VersionDraft.objects.get().document["title"] == wordings.in_six("Gifts")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("slug", "other"), ("title.xx", "a"), ("clauses.4", {}), ("clauses.0.key", "a"), ("clauses.99.key", "a"),
        ("clauses.12.key", "a"), ("title.en", 7), ("title.en", "x" * 121), ("clauses.1.key", "No Key"),
        ("clauses.1.texts.en.said", ["{nothing}"]), ("clauses.1.is_documented", "maybe"), ("audience", "all"),
        ("clauses.1.texts.en.said", "one"), ("clauses.1.answer_kind", "poem"), ("__class__.x", "a"),
    ],
)  # fmt: skip
def test_what_may_not_stand_there_is_not_kept(draft, petra, path, value):
    with pytest.raises(Malformed):
        writing.change(draft, petra, revision=0, path=path, value=value)
    assert VersionDraft.objects.get().revision == 0


def test_unfinished_words_are_kept(draft, petra):
    changed = writing.change(draft, petra, revision=0, path="title.hu", value="")
    assert [(f.place, f.code) for f in faults(changed.document)] == [("title.hu", "missing_in_language")]


def test_clauses_are_added_moved_and_taken_away(draft, petra):
    def keys(row):
        return [clause["key"] for clause in row.document["clauses"]]

    before = keys(draft)
    row = writing.add_clause(draft, petra, revision=0, at=2)
    assert keys(row) == [before[0], "clause-1", *before[1:]]
    row = writing.move_clause(row, petra, revision=1, number=2, to=12)
    assert keys(row) == [*before, "clause-1"]
    row = writing.remove_clause(row, petra, revision=2, number=12)
    assert keys(row) == before
    with pytest.raises(Malformed):
        writing.remove_clause(row, petra, revision=3, number=12)


def test_nobody_else_writes_and_nothing_is_written_once_it_is_proposed(petra, lena, olly, sam):
    draft = wordings.proposed(petra)
    for person in (lena, olly, sam):
        with pytest.raises(NotPermitted):
            writing.change(draft, person, revision=0, path="title.en", value="Mine")
    with pytest.raises(NotNow):
        writing.change(draft, petra, revision=0, path="title.en", value="Mine")


def test_markup_stays_text(draft, petra):
    hostile = '<script>alert(1)</script>{{ 7|add:7 }}"\'>'
    assert writing.change(draft, petra, revision=0, path="title.en", value=hostile).document["title"]["en"] == hostile
