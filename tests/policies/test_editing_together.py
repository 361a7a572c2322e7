"""Two who write at once, a form that is sent twice, hostile texts, and files that are imported whole or not at all."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from policies.editing import writing
from policies.models import VersionDraft
from tests.policies.editing import begun, fields_of, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def wording(petra):
    return begun(petra)


@pytest.fixture
def petras(client, petra):
    client.force_login(petra)
    return client


def address_of(wording, key="reason"):
    return reverse("wording_clause", args=[wording.pk, key])


def changed_elsewhere(wording, petra, number, text):
    path = f"clauses.{number}.texts.cs.title"
    current = VersionDraft.objects.get(pk=wording.pk)
    return writing.change(current, petra, revision=current.revision, path=path, value=text)


def test_both_texts_are_shown_when_somebody_else_saved_the_same_step(petras, petra, wording):
    sent = fields_of(petras.get(address_of(wording))) | {"cs-title": "Moje věta"}
    changed_elsewhere(wording, petra, 2, "Cizí věta")
    answer = petras.post(address_of(wording), sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Moje věta" in shown
    assert "Cizí věta" in shown
    assert step(VersionDraft.objects.get(), "reason")["texts"]["cs"]["title"] == "Cizí věta"
    again = fields_of(answer)
    assert petras.post(address_of(wording), again).status_code == 302
    assert step(VersionDraft.objects.get(), "reason")["texts"]["cs"]["title"] == "Moje věta"


def test_another_step_saved_meanwhile_is_in_nobodys_way(petras, petra, wording):
    sent = fields_of(petras.get(address_of(wording))) | {"cs-title": "Moje věta"}
    changed_elsewhere(wording, petra, 1, "Jiný krok")
    assert petras.post(address_of(wording), sent).status_code == 302
    document = VersionDraft.objects.get()
    assert step(document, "reason")["texts"]["cs"]["title"] == "Moje věta"
    assert document.document["clauses"][0]["texts"]["cs"]["title"] == "Jiný krok"


def test_a_step_that_was_removed_meanwhile_is_not_lost(petras, petra, wording):
    sent = fields_of(petras.get(address_of(wording))) | {"cs-title": "Moje věta"}
    writing.remove_clause(wording, petra, revision=wording.revision, number=2)
    answer = petras.post(address_of(wording), sent)
    assert answer.status_code == 409
    assert petras.post(address_of(wording), fields_of(answer)).status_code == 302
    assert VersionDraft.objects.get().document["clauses"][-1]["texts"]["cs"]["title"] == "Moje věta"


def test_order_is_changed_as_it_was_seen_and_only_once(petras, wording):
    move = reverse("wording_clause_move", args=[wording.pk, "reason"])
    sent = {"to": "up", "revision": wording.revision, "key": uuid.uuid4().hex}
    for _ in range(2):
        assert petras.post(move, sent).status_code == 302
    assert VersionDraft.objects.get().document["clauses"][0]["key"] == "reason"
    assert petras.post(move, {"to": "down", "revision": wording.revision}).status_code == 302
    assert VersionDraft.objects.get().document["clauses"][0]["key"] == "reason"


def test_faults_are_listed_and_lead_to_their_field(petras, wording):
    said = "Our rule is {client}."
    as_shown = fields_of(petras.get(address_of(wording)))
    answer = petras.post(address_of(wording), as_shown | {"en-said": said, "hu-title": "x" * 121})
    shown = answer.content.decode()
    assert 'href="#field-hu-title"' in shown
    assert said in shown
    answer = petras.post(address_of(wording), as_shown | {"en-said": said})
    assert 'href="#field-en-said"' in answer.content.decode()
    assert VersionDraft.objects.get().revision == 0


def test_what_is_missing_is_counted_by_language_and_forbids_to_propose(petras, wording):
    petras.post(address_of(wording), fields_of(petras.get(address_of(wording))) | {"cs-title": "", "cs-instruction": ""})
    shown = petras.get(reverse("wording", args=[wording.pk])).content.decode()
    assert f"{address_of(wording)}#field-cs-title" in shown
    assert f"{address_of(wording)}#language-cs" in shown
    assert reverse("wording_propose", args=[wording.pk]) not in shown
    petras.post(reverse("wording_propose", args=[wording.pk]))
    assert VersionDraft.objects.get().status == "draft"


def test_hostile_text_stays_text_on_every_page(petras, petra, wording):
    bad = "<script>alert(1)</script>"
    changed_elsewhere(wording, petra, 2, bad)
    for name in ("wording", "wording_compare", "wording_decide", "wording_screen"):
        shown = petras.get(reverse(name, args=[wording.pk]) + "?language=cs&step=2").content.decode()
        assert bad not in shown, name
    assert bad not in petras.get(address_of(wording)).content.decode()


# -- files ---------------------------------------------------------------------------------------------------------


def sent_file(client, content, name="gifts.json"):
    return client.post(reverse("import_wording"), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_was_exported_is_imported_as_it_was(petras, petra, wording, form):
    answer = petras.get(reverse("wording_export", args=[wording.pk, form]))
    content = answer.content
    assert answer["Content-Disposition"] == f'attachment; filename="phone-number.{form}"'
    writing.VersionDraft.objects.all().delete()
    assert sent_file(petras, content, f"phone-number.{form}").status_code == 302
    assert VersionDraft.objects.get().document == wording.document


def test_a_file_with_faults_is_refused_whole_with_each_by_its_place(petras, wording):
    document = wording.document | {"slug": "gifts", "event_types": ["small_gift"]}
    document["clauses"][3]["texts"]["cs"]["title"] = ""
    document["clauses"][4]["moment"] = "<b>later</b>"
    answer = sent_file(petras, json.dumps(document).encode())
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "clauses.4.texts.cs.title" in shown
    assert "clauses.5.moment" in shown
    assert "<b>later</b>" not in shown
    assert VersionDraft.objects.count() == 1


@pytest.mark.parametrize(("content", "name"), [
    (b"\xff\xfe", "a.yaml"), (b"a: &x 1", "a.yaml"), (b"[1]", "a.json"), (b"{}", "a.exe"), (b"x" * 600_000, "a.json"),
], ids=["utf-16", "anchor", "list", "ending", "large"])  # fmt: skip
def test_what_is_no_wording_is_refused_with_a_reason(petras, content, name):
    answer = sent_file(petras, content, name)
    assert answer.status_code == 400
    assert answer.content.decode().count("<li>") >= 1
    assert VersionDraft.objects.count() == 0
