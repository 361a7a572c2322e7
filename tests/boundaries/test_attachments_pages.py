"""Files on pages without JavaScript: one at a time by a plain form, listed with the report, taken out of a draft."""

import io
import re

import pytest
from django.test import Client

from audit.verify import verify
from boundaries.models import Attachment, Upload
from tests import files, stories


def file_of(content, name="IMG_1.jpg"):
    file = io.BytesIO(content)
    file.name = name
    return file


def address_of(incident):
    if incident.reference:
        return f"/incidents/{incident.reference}/attachments/"
    return f"/incidents/drafts/{incident.pk}/attachments/"


def page(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def as_cara(cara):
    type(cara).objects.filter(pk=cara.pk).update(language="en")
    client = Client()
    client.force_login(cara)
    return client


@pytest.fixture
def as_sam(sam):
    client = Client()
    client.force_login(sam)
    return client


def test_a_photo_is_added_to_a_draft_listed_and_taken_out_again(cara, as_cara):
    draft = stories.draft(cara)
    added = as_cara.post(address_of(draft), {"file": file_of(files.photo())}, follow=True)
    row = draft.attachments.get()
    assert "Added." in added.content.decode()
    for address in (address_of(draft), f"/incidents/drafts/{draft.pk}/check/"):
        assert "IMG_1.jpg" in page(as_cara, address)
    assert "Files added: 1" in page(as_cara, f"/incidents/drafts/{draft.pk}/")
    gone = as_cara.post(f"/attachments/{row.pk}/remove/", follow=True)
    assert gone.redirect_chain[-1][0] == address_of(draft)
    assert not draft.attachments.exists()


def test_the_button_in_the_form_saves_first_and_leads_to_the_files(cara, as_cara):
    draft = stories.draft(cara)
    moved = as_cara.post(f"/incidents/drafts/{draft.pk}/", {"what_happened": "Kept before", "go": "attach"})
    assert moved.url == address_of(draft)
    draft.refresh_from_db()
    assert draft.what_happened == "Kept before"


def test_pressing_twice_adds_once(cara, as_cara):
    draft, content = stories.draft(cara), files.photo()
    for _ in range(2):
        as_cara.post(address_of(draft), {"file": file_of(content)})
    assert draft.attachments.count() == 1


@pytest.mark.parametrize("back", ["", "receipt"])
def test_a_pdf_is_added_to_a_sent_report_and_seen_by_the_other_side(cara, as_cara, as_sam, back):
    incident = stories.submitted(cara)
    letter = file_of(files.pdf(), "letter.pdf")
    added = as_cara.post(address_of(incident), {"file": letter, "back": back})
    assert added.url == f"/incidents/{incident.reference}/{back and 'receipt/'}"
    row = incident.attachments.get()
    seen = page(as_sam, f"/incidents/{incident.reference}/")
    assert f"/attachments/{row.pk}/" in seen
    assert "added a photo or a PDF" in seen
    assert "/remove/" not in seen
    assert "letter.pdf" in page(as_cara, f"/incidents/{incident.reference}/receipt/")
    assert as_sam.get(f"/attachments/{row.pk}/")["Content-Type"] == "application/pdf"
    assert "Photo or PDF opened" in page(as_sam, f"/incidents/{incident.reference}/?tab=history")
    assert verify().findings == []


def test_what_is_refused_is_said_in_words_on_the_page_it_came_from(cara, as_cara):
    draft = stories.draft(cara)
    act = {"/S": files.pikepdf.Name.JavaScript, "/JS": "app.alert(1)"}
    script = files.pdf(lambda document: document.Root.__setattr__("OpenAction", files.pikepdf.Dictionary(act)))
    for content, name, words in (
        (script, "a.pdf", "Found: JavaScript."),
        (b"<svg/>", "a.svg", "Only photos"),
        (b"PK\x03\x04", "a.jpg", "Only photos"),
        (b"", "a.jpg", "Choose a photo or a PDF first."),
    ):
        said = as_cara.post(address_of(draft), {"file": file_of(content, name)}, follow=True).content.decode()
        assert words in said
    assert "Choose a photo" in as_cara.post(address_of(draft), {}, follow=True).content.decode()
    assert not Upload.objects.unfinished().exists()
    assert not Attachment.objects.exists()


def test_too_large_is_a_page_and_nothing_is_kept(cara, as_cara, settings):
    settings.UPLOAD_MOST_BYTES = 1000
    draft = stories.draft(cara)
    for size in (1001, 200_000):
        refused = as_cara.post(address_of(draft), {"file": file_of(bytes(size))})
        assert refused.status_code == 413
        assert "too large" in refused.content.decode()
    assert not Upload.objects.exists()


def test_no_second_file_and_no_file_anywhere_else(cara, as_cara):
    draft = stories.draft(cara)
    two = {"file": file_of(files.photo()), "other": file_of(files.photo())}
    assert as_cara.post(address_of(draft), two).status_code == 413
    for address in ("/language/", f"/incidents/drafts/{draft.pk}/", "/incidents/new/", "/nowhere/"):
        assert as_cara.post(address, {"file": file_of(b"x" * 100)}).status_code in (413, 404)
    assert not Attachment.objects.exists()


def test_nobody_adds_without_the_forms_key_or_a_name(cara):
    draft = stories.draft(cara)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cara)
    assert strict.post(address_of(draft), {"file": file_of(files.photo())}).status_code == 403
    visitor = Client().post(address_of(draft), {"file": file_of(files.photo())})
    assert visitor.url.startswith("/accounts/login/")
    page_with_key = page(strict, address_of(draft))
    key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page_with_key)[1]
    sent = strict.post(address_of(draft), {"csrfmiddlewaretoken": key, "file": file_of(files.photo())})
    assert (sent.status_code, draft.attachments.count()) == (302, 1)


def test_who_reads_without_names_sees_that_there_is_a_file_and_no_more(cara, rita):
    incident = stories.submitted(cara)
    files.attached(incident, cara, name="Ilona Szabó.jpg")
    client = Client()
    client.force_login(rita)
    seen = page(client, f"/incidents/{incident.reference}/").replace("&nbsp;", " ")
    assert "Ilona" not in seen
    assert "/attachments/" not in seen
    assert client.post(address_of(incident), {"file": file_of(files.photo())}).status_code == 403


def test_a_finished_report_shows_its_files_and_takes_no_more(cara, sam, as_cara):
    incident = stories.submitted(cara)
    files.attached(incident, cara)
    done = stories.perform(incident, "withdraw", by=cara, reason="Settled")
    seen = page(as_cara, f"/incidents/{done.reference}/receipt/")
    assert "IMG_1.jpg" in seen
    assert 'type="file"' not in seen
    said = as_cara.post(address_of(done), {"file": file_of(files.photo())}, follow=True)
    assert "moved on meanwhile" in said.content.decode()
