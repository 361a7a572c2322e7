"""Makes people's text safe to lay out: capped, split, without characters that hide or reorder others."""

import re
import unicodedata

FIELD_LIMIT = 20_000
BLOCK_LIMIT = 1_500
TOKEN_LIMIT = 60
LINE_LIMIT = 400
LINE_COST = 80  # a short line takes as much paper as this many characters

ZERO_WIDTH_SPACE = "\u200b"
# Overrides, embeddings, isolates and marks: printed as a visible stand-in, so that nothing reads backwards unseen.
DIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
STAND_IN = "\ufffd"
QUOTATION_MARKS = "„“”«»\"'‚‘’"

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff" + DIRECTIONAL + "]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f\ufeff]")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED_MARKS = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
_LONG_TOKEN = re.compile(rf"\S{{{TOKEN_LIMIT}}}(?=\S)")
_SPACES = re.compile(r"[ \t\u3000]+")


def printable_line(text):
    """One short line, for labels and values."""
    line = " ".join(_lines(str(text)[: LINE_LIMIT * 2]))
    return line if len(line) <= LINE_LIMIT else line[: LINE_LIMIT - 1] + "…"


def printable_blocks(text, limit=FIELD_LIMIT):
    """The text as blocks short enough to lay out, and how many characters did not fit."""
    blocks, taken, cost = [], 0, 0
    for raw in _BREAK.split(text):
        room = limit - cost - LINE_COST
        if room <= 0:
            return blocks, len(text) - taken
        kept = raw[:room]
        blocks += [block for line in _lines(kept) for block in _split(line)]
        taken += len(kept) + 1
        cost += len(kept) + LINE_COST
        if len(kept) < len(raw):
            return blocks, len(text) - taken + 1
    return blocks, 0


def printable_document(document, limit):
    """A copy of the document in which every text can be laid out within the limits.

    A `text` becomes `blocks`, with a sentence in `surplus` where it did not fit; the attached data has it whole.
    """
    furniture = document["print"]
    printer = _Printer(furniture, limit)
    return printer.copy({key: value for key, value in document.items() if key != "print"}) | {"print": furniture}


class _Printer:
    """Walks a document in reading order and spends the record's allowance of characters."""

    def __init__(self, furniture, limit):
        self.left = limit
        self.furniture = furniture

    def copy(self, node):
        if isinstance(node, str):
            line = printable_line(node)
            self.left -= len(line) // 2
            return line
        if isinstance(node, list):
            return [self.copy(child) for child in node]
        if isinstance(node, dict):
            return self._copy_dict(node)
        return node

    def _copy_dict(self, node):
        copy = {key: self.copy(value) for key, value in node.items() if key != "text"}
        if "text" in node:
            blocks, surplus = printable_blocks(node["text"], min(FIELD_LIMIT, self.left))
            self.left -= sum(len(block) + LINE_COST for block in blocks)
            copy["blocks"] = self._quoted(blocks) if node.get("kind") == "quote" else blocks
            copy["surplus"] = self.furniture["surplus"] % {"count": surplus} if surplus else ""
        return copy

    def _quoted(self, blocks):
        """In quotation marks, unless the writer set some."""
        if not blocks or blocks[0][0] in QUOTATION_MARKS:
            return blocks
        first = [self.furniture["quote_open"] + blocks[0], *blocks[1:]]
        return [*first[:-1], first[-1] + self.furniture["quote_close"]]


def _lines(text):
    clean = _CONTROL.sub(STAND_IN, _BREAK.sub("\n", unicodedata.normalize("NFC", text)))
    clean = _PILED_MARKS.sub(r"\1", _INVISIBLE.sub("", clean))
    for line in clean.split("\n"):
        line = _SPACES.sub(" ", line).strip()
        if line:
            yield _LONG_TOKEN.sub(lambda token: token.group() + ZERO_WIDTH_SPACE, line)


def _split(line):
    while len(line) > BLOCK_LIMIT:
        cut = line.rfind(" ", BLOCK_LIMIT // 2, BLOCK_LIMIT)
        cut = BLOCK_LIMIT if cut < 0 else cut
        yield line[:cut].rstrip()
        line = line[cut:].lstrip()
    yield line
