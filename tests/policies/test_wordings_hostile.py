"""What somebody could send who knows the API, or do who has the database in hand: refused, shown whole, or found."""

import datetime
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.door import perform, record
from audit.errors import NotNow
from audit.verify import verify
from policies.editing import document as shape
from policies.editing import writing
from policies.editing.comparing import words
from policies.editing.faults import MOST_FAULTS, faults, malformed
from policies.editing.writing import Malformed
from policies.models import Clause, PolicyVersion, VersionDraft
from policies.views.editing.placed import counts, faults_of
from tests import tampering
from tests.policies import wordings
from tests.policies.editing import begun

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def unwritten(many=60):
    return wordings.gift_protocol(clauses=[shape.blank_clause(f"step-{n}") for n in range(1, many + 1)])


# -- what cannot be sent ------------------------------------------------------------------------------------------------


def test_however_much_is_missing_what_is_malformed_is_refused_and_everything_is_counted(petra):
    draft = writing.begin_with(petra.organisation, petra, unwritten())
    assert counts(faults_of(draft))[60, "uk"] == 3, "no language is called complete for what stands far down"
    document = unwritten()
    document["clauses"][59] |= {"colour": "red"}
    assert len(faults(document)) > MOST_FAULTS
    assert [(fault.place, fault.code) for fault in malformed(document)] == [("clauses.60", "unknown_field")]
    with pytest.raises(Malformed):
        writing.replace(draft, petra, revision=0, document=document)


@pytest.mark.parametrize(
    ("path", "value"),
    [("clauses.1.kind", {"a": 1}), ("clauses.1.kind", "x" * 1000), ("clauses.1.key", ""), ("clauses.1.key", None)],
)
def test_what_no_page_could_show_is_not_kept(petra, path, value):
    draft = begun(petra)
    with pytest.raises(Malformed):
        writing.change(draft, petra, revision=0, path=path, value=value)
    norm = writing.begin_with(petra.organisation, petra, wordings.norm())
    with pytest.raises(Malformed):
        writing.change(norm, petra, revision=0, path="clauses.1.moment", value=["with_client"])


HALF = "\ud800"


@pytest.mark.parametrize(
    "change",
    [
        {"slug": HALF}, {"slug": "a\x00b"}, {HALF: 1}, {"kind": HALF}, {"event_types": [HALF]}, {"event_types": ["a\x00"]},
        {"title": {HALF: "x"}}, {"clauses": [wordings.step("one") | {"related": ["a\x00"]}]}, {"format": 1.0},
    ],
)  # fmt: skip
def test_a_file_with_broken_names_is_refused_like_any_other(client, petra, change):
    client.force_login(petra)
    content = json.dumps(wordings.gift_protocol(**change)).encode()
    answer = client.post(reverse("import_wording"), {"file": SimpleUploadedFile("gifts.json", content)})
    assert answer.status_code == 400
    assert not VersionDraft.objects.exists()


def test_few_words_again_and_again_are_not_woven_together():
    """A bound on work: every pair of the same words is looked at many times."""
    assert [kind for kind, _text in words("a " * 390, "a b " * 190)] == ["removed", "added"]


def test_a_reason_that_nobody_can_see_is_none(petra, lena):
    draft = wordings.proposed(petra)
    with pytest.raises(NotNow) as refused:
        perform(draft, "send_back", by=lena, reason="\u200b \x00")
    assert refused.value.reasons == ["reason_missing"]


def test_what_was_proposed_anew_while_somebody_read_is_not_approved(petra, lena):
    read = wordings.proposed(petra)
    draft = perform(read, "send_back", by=petra, reason="Not yet")
    draft = writing.change(draft, petra, revision=0, path="title.en", value="Other words")
    draft = perform(draft, "propose", by=petra)
    with pytest.raises(NotNow) as refused:
        perform(read, "approve", by=lena, seen=read.document_digest)
    assert refused.value.reasons == ["wording_changed"]
    assert perform(read, "approve", by=lena, seen=draft.document_digest).status == "published"


# -- what was retired before it came ----------------------------------------------------------------------------------


def test_what_was_retired_before_it_came_holds_nothing_back(client, petra, lena):
    at = timezone.now() + 300 * DAY
    never = wordings.published(petra, lena, take_effect_at=at)
    record(petra.organisation, "retire_policy", by=petra, policy=never.policy_id, reason="Not this one")
    client.force_login(petra)
    assert reverse("retire_policy", args=[never.policy_id]) not in client.get(reverse("policy_editor")).content.decode()
    shown = client.get(reverse("policy_version", args=["gifts", 1]))
    assert shown.context["state"] == "past"
    other = wordings.published(petra, lena, wordings.gift_protocol(slug="presents"))
    assert other.kinds.count() == 1, "its kind of event is free"
    record(petra.organisation, "retire_policy", by=petra, policy=other.policy_id, reason="Nor this one")
    again = wordings.published(petra, lena)
    assert list(PolicyVersion.objects.in_force().filter(policy=never.policy)) == [again]


# -- what the history proves -------------------------------------------------------------------------------------------


def alter_a_clause(version):
    texts = version.clauses.get(number=1).texts
    Clause.objects.filter(version=version, number=1).update(texts=texts | {"en": texts["en"] | {"instruction": "Take it"}})


ALTERED = {
    "a clause": alter_a_clause,
    "a kind of event": lambda version: version.kinds.all().delete(),
    "the title": lambda version: PolicyVersion.objects.filter(pk=version.pk).update(title=wordings.in_six("Others")),
    "the document": lambda version: VersionDraft.objects.filter(version=version).update(document={}),
    "retired": lambda version: PolicyVersion.objects.filter(pk=version.pk).update(
        retired_at=timezone.now(), retired_by=version.author, retired_reason="Quietly"
    ),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_published_and_altered_is_found(petra, lena, what):
    version = wordings.published(petra, lena)
    wordings.published(petra, lena)
    assert verify().findings == []
    tampering.drop_triggers()
    ALTERED[what](version)
    assert [found.where for found in verify().findings] == [f"policies.versiondraft {version.draft.pk}"]


def test_a_proposed_document_that_was_altered_is_found(petra):
    draft = wordings.proposed(petra)
    VersionDraft.objects.filter(pk=draft.pk).update(document=wordings.gift_protocol(title=wordings.in_six("Others")))
    assert [found.what for found in verify().findings] == ["its document was altered"]
