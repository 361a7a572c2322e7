"""What the child makes of a file: photos made new, PDFs written anew, everything hostile refused by a code."""

import io
import os
import resource
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image

from boundaries.attachments import checking
from boundaries.attachments.checking import checked
from boundaries.attachments.kinds import Refused
from tests import files

Name, Dictionary, Array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array
SCRIPT = {"/S": Name.JavaScript, "/JS": "app.alert(1)"}
MOST_GROWTH = 100 * 1024  # kB


def root(**entries):
    def change(document):
        for key, value in entries.items():
            document.Root[f"/{key}"] = value() if callable(value) else value

    return lambda: files.pdf(change)


def on_page(**entries):
    annotation = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)
    return lambda: files.pdf(lambda document: setattr(document.pages[0].obj, "Annots", Array([annotation])))


def embedding():
    return files.pdf(lambda document: document.attachments.__setitem__("a.txt", b"hidden"))


def locked(user):
    return lambda: files.pdf(encryption=pikepdf.Encryption(owner="owner", user=user))


def cut(make, share=2):
    return lambda: (content := make())[: len(content) // share]


def hidden_script():
    """The key written in another way: a reader takes /J#61vaScript for the same."""
    return files.plain_pdf(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</S/J#61vaScript/J#53(app.alert)>>",
    )


def deeply_nested():
    return files.plain_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 100_000 + b"]" * 100_000)


def pages_without_end():
    return files.plain_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>")


def pages_of_pages():
    """Ten in each of ten in each of ten ...: one small file, ten million pages."""
    level = [
        b"<</Type/Pages/Count 9/Kids[%s]>>" % b" ".join(b"%d 0 R" % (n + 1) for _ in range(10)) for n in range(2, 9)
    ]
    return files.plain_pdf(b"<</Type/Catalog/Pages 2 0 R>>", *level, b"<</Type/Page/MediaBox[0 0 9 9]>>")


HOSTILE = {
    "a zip bomb as a photo": (lambda: files.archive(b"\0" * 10_000_000, times=1), "wrong_type"),
    "a zip in a zip": (lambda: files.archive(b"\0" * 1_000_000, times=6), "wrong_type"),
    "an svg": (
        lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "wrong_type",
    ),
    "a page": (lambda: b"<!doctype html><script>alert(1)</script>", "wrong_type"),
    "a program": (lambda: b"\x7fELF" + bytes(4000), "wrong_type"),
    "a gif": (lambda: files.photo("GIF"), "wrong_type"),
    "a tiff": (lambda: files.photo("TIFF"), "wrong_type"),
    "nothing": (lambda: b"", "wrong_type"),
    "a photo with an app behind it": (lambda: files.photo() + files.archive(), "wrong_type"),
    "a pdf with an app behind it": (lambda: files.pdf() + files.archive(), "wrong_type"),
    "a page before a pdf": (lambda: b"<html>" + files.pdf(), "wrong_type"),
    "much behind a pdf": (lambda: files.pdf() + b"<script>" * 300, "wrong_type"),
    "a pdf in a photo": (lambda: files.photo(comment=b"%PDF-1.4 <</Root 1 0 R>>", exif=b""), "wrong_type"),
    "half a photo": (cut(lambda: files.photo(size=(800, 600))), "unreadable"),
    "half a png": (cut(lambda: files.photo("PNG", size=(800, 600))), "unreadable"),
    "the beginning of a photo": (lambda: b"\xff\xd8\xff" + os.urandom(50_000), "unreadable"),
    "the beginning of a webp": (lambda: b"RIFF\x10\0\0\0WEBPVP8 " + bytes(40), "unreadable"),
    "half a pdf": (cut(files.pdf), "unreadable"),
    "only the frame of a pdf": (lambda: b"%PDF-1.7\nnothing\n%%EOF\n", "unreadable"),
    "a pdf without pages": (lambda: files.crowded_pdf(1000), "unreadable"),
    "deep nesting": (deeply_nested, "unreadable"),
    "pages in a circle": (pages_without_end, "unreadable"),
    "400 million pixels": (lambda: files.blank_png(20_000), "too_many_pixels"),
    "a million objects": (lambda: files.crowded_pdf(1_000_000), "too_many_pages"),
    "201 pages": (lambda: files.pdf(pages=201), "too_many_pages"),
    "ten million pages": (pages_of_pages, "unreadable"),
    "a locked pdf": (locked("secret"), "encrypted"),
    "a pdf locked without a word": (locked(""), "encrypted"),
    "a script on opening": (root(OpenAction=Dictionary(SCRIPT)), "active_content"),
    "a script by another spelling": (hidden_script, "active_content"),
    "a script after a jump": (root(OpenAction=Dictionary(S=Name.GoTo, Next=Dictionary(SCRIPT))), "active_content"),
    "a named script": (root(Names=Dictionary(JavaScript=Dictionary(Names=Array(["a"])))), "active_content"),
    "a program to start": (on_page(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="cmd.exe")), "active_content"),
    "a form that sends itself": (on_page(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm)), "active_content"),
    "something on every move": (root(AA=Dictionary(WC=Dictionary(S=Name.Named))), "active_content"),
    "a file inside": (embedding, "active_content"),
    "a file pinned to a page": (on_page(Subtype=Name.FileAttachment), "active_content"),
    "a film": (on_page(Subtype=Name.RichMedia), "active_content"),
    "a form of xml": (root(AcroForm=Dictionary(XFA="<xdp/>")), "active_content"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_hostile_or_broken_is_refused_by_its_code_and_costs_the_server_nothing(what):
    make, code = HOSTILE[what]
    content = make()
    assert len(content) <= 20 * 1024 * 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused) as refusal:
        checked(content)
    assert refusal.value.code == code
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("a script by another spelling", "JavaScript"),
        ("a program to start", "Launch"),
        ("a file inside", "EmbeddedFile"),
        ("a film", "RichMedia"),
        ("a form of xml", "XFA"),
        ("something on every move", "Action"),
    ],
)
def test_what_acts_by_itself_is_called_by_its_name(what, found):
    with pytest.raises(Refused) as refusal:
        checked(HOSTILE[what][0]())
    assert refusal.value.found == found


def segments(jpeg):
    """The markers of a JPEG before its picture."""
    place, found = 2, []
    while jpeg[place + 1] != 0xDA:
        found.append(jpeg[place + 1])
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4])
    return found


def test_a_photo_is_made_new_upright_and_knows_neither_place_nor_camera():
    sent = files.photo(size=(80, 60))
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    new = checked(sent)
    assert (new.kind, new.media_type) == ("photo", "image/jpeg")
    picture = Image.open(io.BytesIO(new.content))
    assert picture.size == (60, 80)  # the camera was held on its side
    assert not picture.getexif()
    assert b"planted" not in new.content.lower()
    # frame, tables and sizes: no application's segment but JFIF's, and no comment
    assert {marker for marker in segments(new.content) if 0xE0 <= marker <= 0xEF or marker == 0xFE} == {0xE0}


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_a_large_photo_becomes_one_for_looking_at(format_name):
    picture = Image.open(io.BytesIO(checked(files.photo(format_name, size=(5000, 3000), exif=b"")).content))
    assert (picture.format, picture.size) == ("JPEG", (2560, 1536))


def test_what_is_transparent_becomes_white_and_of_what_moves_the_first_picture_stays():
    output = io.BytesIO()
    first, second = Image.new("RGBA", (40, 40)), Image.new("RGBA", (40, 40), "black")
    first.save(output, "WEBP", save_all=True, append_images=[second], lossless=True)
    picture = Image.open(io.BytesIO(checked(output.getvalue()).content))
    assert min(picture.getpixel((20, 20))) > 250


def test_a_pdf_is_written_anew_without_its_author_and_opens_where_it_begins():
    def change(document):
        document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])
        document.Root.Metadata = document.make_stream(b"<x>Planted Metadata</x>")

    new = checked(files.pdf(change, pages=3))
    assert (new.kind, new.media_type) == ("pdf", "application/pdf")
    with pikepdf.open(io.BytesIO(new.content)) as document:
        assert len(document.pages) == 3
        assert "/OpenAction" not in document.Root
        assert "/Metadata" not in document.Root
        assert "/Info" not in document.trailer
        assert document.is_linearized
    assert b"Planted" not in new.content
    assert checked(files.pdf(change, pages=3)).content == new.content


def test_our_own_kind_of_slack_after_a_pdf_is_no_reason():
    assert checked(files.pdf() + b"\r\n\0" * 900).kind == "pdf"


PROBE = """
import resource, socket
from boundaries.attachments import child
child.prepare()
child.limit()
def said(act):
    try: act()
    except (OSError, MemoryError) as trouble: return type(trouble).__name__
    return "done"
print(said(lambda: socket.socket()), said(lambda: open("/etc/passwd")), said(lambda: bytes(600 * 1024 * 1024)))
"""


def test_the_child_opens_no_connection_and_no_file_and_knows_no_secret(monkeypatch):
    monkeypatch.setenv("DOORSTEP_SECRET_KEY", "planted-secret")
    environment = checking.child_environment()
    assert set(environment) <= {"PATH", "LD_LIBRARY_PATH", "LANG", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=checking.ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["OSError", "OSError", "MemoryError"]


def test_a_child_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(checking, "WALL_LIMIT", 0.01)
    with pytest.raises(Refused) as refusal:
        checked(files.photo())
    assert refusal.value.code == "unreadable"


def test_the_child_knows_no_django():
    code = (
        "import sys, boundaries.attachments.child; print([name for name in sys.modules if name.startswith('django')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=checking.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
