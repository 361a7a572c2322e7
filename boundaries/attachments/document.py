"""Checks a PDF and writes it anew: pages only, nothing that acts by itself; runs in the checking child."""

import io

import pikepdf

from boundaries.attachments.kinds import END_OF_PDF, Refused

MOST_PAGES = 200
MOST_OBJECTS = 100_000
MOST_INSIDE = 1_000_000  # values within all objects together

# keys and names that make a document act, or carry something else -> how the refusal calls it
ACTIVE = {
    "/JavaScript": "JavaScript",
    "/JS": "JavaScript",
    "/AA": "Action",
    "/Launch": "Launch",
    "/SubmitForm": "SubmitForm",
    "/ImportData": "ImportData",
    "/GoToR": "GoToR",
    "/GoToE": "GoToE",
    "/EmbeddedFile": "EmbeddedFile",
    "/EmbeddedFiles": "EmbeddedFile",
    "/EF": "EmbeddedFile",
    "/FileAttachment": "EmbeddedFile",
    "/Collection": "EmbeddedFile",
    "/RichMedia": "RichMedia",
    "/RichMediaExecute": "RichMedia",
    "/Rendition": "RichMedia",
    "/Movie": "RichMedia",
    "/Sound": "RichMedia",
    "/3D": "RichMedia",
    "/XFA": "XFA",
}
NAMING = ("/S", "/Type", "/Subtype")  # keys whose value says what an object is
NEEDLESS = ("/Metadata", "/PieceInfo", "/Thumb", "/SpiderInfo", "/LastModified")


def renewed(content: bytes) -> bytes:
    """The same pages, written in order, without what it says about who made it. Raises Refused."""
    try:
        whole = content[: content.rfind(END_OF_PDF) + len(END_OF_PDF)]
        with pikepdf.open(io.BytesIO(whole), suppress_warnings=True, attempt_recovery=False) as pdf:
            _check(pdf)
            _drop_what_tells(pdf)
            return _written(pdf)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except MemoryError:
        raise Refused("too_many_pages") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise Refused("unreadable") from None


def _check(pdf):
    if pdf.is_encrypted:
        raise Refused("encrypted")
    # asked of the trailer first: counting reads them all
    if int(pdf.trailer.get("/Size", 0)) > MOST_OBJECTS or len(pdf.objects) > MOST_OBJECTS:
        raise Refused("too_many_pages")
    _check_opening(pdf)
    left = MOST_INSIDE
    for item in pdf.objects:
        left = _check_inside(item, left)
    _check_inside(pdf.trailer, left)
    if len(pdf.pages) > MOST_PAGES:
        raise Refused("too_many_pages")
    if not len(pdf.pages):
        raise Refused("unreadable")


def _check_opening(pdf):
    """Where to open it is harmless and goes; anything else that happens on opening is refused."""
    action = pdf.Root.get("/OpenAction")
    if action is None:
        return
    if isinstance(action, pikepdf.Dictionary) and action.get("/S") != pikepdf.Name.GoTo:
        raise Refused("active_content", ACTIVE.get(str(action.get("/S")), "OpenAction"))
    if isinstance(action, pikepdf.Dictionary) and "/Next" in action:
        raise Refused("active_content", "OpenAction")
    del pdf.Root.OpenAction


def _check_inside(item, left) -> int:
    """Look through one object without following its references; returns how many more values may be looked at."""
    waiting = [item]
    while waiting:
        value = waiting.pop()
        left -= 1
        if left < 0:
            raise Refused("too_many_pages")
        if isinstance(value, pikepdf.Array):
            waiting += [child for child in value if _may_hold(child)]
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for key, child in value.items():
                _check_key(key, child)
                if _may_hold(child):
                    waiting.append(child)
    return left


def _may_hold(child):
    return isinstance(child, pikepdf.Array | pikepdf.Dictionary) and not child.is_indirect


def _check_key(key, child):
    if key in ACTIVE:
        raise Refused("active_content", ACTIVE[key])
    if key in NAMING and isinstance(child, pikepdf.Name) and str(child) in ACTIVE:
        raise Refused("active_content", ACTIVE[str(child)])


def _drop_what_tells(pdf):
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            for key in NEEDLESS:
                if key in item:
                    del item[key]
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]


def _written(pdf) -> bytes:
    output = io.BytesIO()
    pdf.save(
        output,
        linearize=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return output.getvalue()
