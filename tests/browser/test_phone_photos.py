"""Photos on the phone: made smaller and upright, cut ones refused in words, sent part by part and taken up again."""

import base64
import io

import pytest
from PIL import Image

from boundaries.models import Attachment, Upload
from tests import files, stories
from tests.browser.phone_modules import phone_at, photo, run

SHRINK = """
  const { shrink } = await from("photos");
  try {
    const blob = await shrink(file(given.bytes, given.name, given.type));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return [blob.type, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))];
  } catch (error) {
    return [error.code];
  }"""


@pytest.fixture
def phone(caras_phone, story_cast):
    return phone_at(caras_phone(service_workers="block"), story_cast["cara"])


def shrunk(phone, content, name="photo.jpg", media_type="image/jpeg"):
    text = content if isinstance(content, str) else base64.b64encode(content).decode()
    return run(phone, SHRINK, {"bytes": text, "name": name, "type": media_type})


def test_a_large_photo_gets_smaller_and_stands_upright(phone):
    media_type, text = shrunk(phone, photo(size=(3000, 1500), quality=95))
    picture = Image.open(io.BytesIO(base64.b64decode(text)))
    assert media_type == "image/jpeg"
    assert picture.size == (1024, 2048)  # the camera held it sideways: 6 in its own words
    assert picture.getexif().get(0x0112, 1) == 1
    assert b"Planted Camera" not in base64.b64decode(text)


def test_a_photo_cut_in_half_or_something_else_is_refused_by_name(phone):
    whole = files.photo(size=(900, 600))
    assert shrunk(phone, whole[: len(whole) // 2]) == ["unreadable"]
    assert shrunk(phone, b"no photo at all") == ["unreadable"]
    assert shrunk(phone, b"PK", "notes.zip", "application/zip") == ["wrong_type"]


def test_a_pdf_stays_as_it_is(phone):
    document = files.pdf()
    assert shrunk(phone, document, "letter.pdf", "application/pdf") == ["application/pdf", base64.b64encode(document).decode()]


def test_a_file_is_taken_up_where_it_stopped_after_the_browser_was_closed(phone, story_cast):
    draft = stories.draft(story_cast["cara"])
    sent = []

    def part(route):
        if route.request.method != "PATCH":
            return route.continue_()
        offset = int(route.request.headers["upload-offset"])
        sent.append(offset)
        return route.abort() if sent == [0, 256 * 1024] else route.continue_()

    phone.context.route("**/api/v1/uploads/*/", part)
    document = files.pdf(lambda pdf: pdf.docinfo.__setitem__("/Keywords", "x" * 600_000), compress_streams=False)
    assert len(document) > 2 * 256 * 1024
    body = """await drafts.begin({ id: given.id, isBegun: true });
      await sync.files.add(given.id, file(given.bytes, "letter.pdf", "application/pdf"), true);
      return await sync.now();"""
    given = {"id": str(draft.pk), "bytes": base64.b64encode(document).decode()}
    assert run(phone, body, given) is False
    assert Upload.objects.get().offset == 256 * 1024
    phone_at(phone, story_cast["cara"])  # the page is loaded anew: nothing but the phone's store knows of it
    run(phone, "await sync.now()")
    assert sent[2] == 256 * 1024
    assert sent.count(0) == 1
    assert Attachment.objects.get(incident=draft).sent_sha256 == Upload.objects.get().sha256


def test_what_is_taken_out_without_a_network_is_not_sent_with_the_report(phone, story_cast):
    draft = stories.draft(story_cast["cara"])
    body = """await drafts.begin({ id: given.id, isBegun: true });
      const [kept, gone] = await Promise.all([1, 2].map(() =>
        sync.files.add(given.id, file(given.bytes, "letter.pdf", "application/pdf"), true)));
      await sync.now();
      return [kept, gone];"""
    given = {"id": str(draft.pk), "bytes": base64.b64encode(files.pdf()).decode()}
    _kept, gone = run(phone, body, given)
    assert Attachment.objects.filter(incident=draft).count() == 2
    phone.context.set_offline(True)
    out = "await sync.files.remove(given.id, given.gone); await sync.now(); return (await drafts.load(given.id)).files.length;"
    assert run(phone, out, {"id": str(draft.pk), "gone": gone}) == 1
    phone.context.set_offline(False)
    left = """await sync.now();
      const { files, takenOut } = await drafts.load(given.id);
      return [files.length, takenOut];"""
    assert run(phone, left, {"id": str(draft.pk)}) == [1, []]
    assert Attachment.objects.filter(incident=draft).count() == 1


def test_what_arrived_whose_answer_was_lost_is_taken_out_as_well(phone, story_cast):
    draft = stories.draft(story_cast["cara"])
    phone.context.route("**/api/v1/uploads/*/", lost_once())
    body = """await drafts.begin({ id: given.id, isBegun: true });
      const id = await sync.files.add(given.id, file(given.bytes, "letter.pdf", "application/pdf"), true);
      await sync.now();
      return id;"""
    key = run(phone, body, {"id": str(draft.pk), "bytes": base64.b64encode(files.pdf()).decode()})
    assert Attachment.objects.filter(incident=draft).count() == 1
    run(phone, "await sync.files.remove(given.id, given.key); await sync.now();", {"id": str(draft.pk), "key": key})
    assert not Attachment.objects.filter(incident=draft).exists()


def lost_once():
    """The server does its work, and nobody hears of it."""
    lost = []

    def handle(route):
        if route.request.method != "PATCH" or lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    return handle


def test_a_refused_file_holds_the_report_up_in_words(phone, story_cast):
    draft = stories.draft(story_cast["cara"])
    body = """await drafts.begin({ id: given.id, isBegun: true });
      await sync.files.add(given.id, file(given.bytes, "letter.pdf", "application/pdf"), true);
      await drafts.wantSent(given.id);
      await sync.now();
      return [(await drafts.load(given.id)).refused.missing, (await vault.list("files")).length];"""
    given = {"id": str(draft.pk), "bytes": base64.b64encode(b"%PDF-1.7 and then nothing").decode()}
    (reason,), kept = run(phone, body, given)
    assert (reason["code"], reason["name"], kept) == ("unreadable", "letter.pdf", 2)
    assert not Attachment.objects.exists()
