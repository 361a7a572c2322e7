"""Lines of text, shaped once and drawn from what was shaped; the larger half of the engine's shortcuts.

Two of its faults are put right on the way: tab stops that drift, and letters with marks that nobody could copy.
"""

from weasyprint.draw import text as draw_text
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import get_font_description

EMPTY_GLYPH = 0x0FFFFFFF
UNKNOWN_GLYPH = 0x10000000
ZERO_WIDTH_SPACE = "\u200b"
GLYPH_WORDS = 5  # a PangoGlyphInfo as 32-bit numbers: glyph, width, x offset, y offset, attributes

stock_line = draw_text.draw_first_line
StockLayout = line_break.Layout


def kept(style, name, compute):
    """Computed once per style, and a style is shared by all elements that look alike."""
    try:
        return style.__dict__[name]
    except KeyError:
        value = style.__dict__[name] = compute()
        return value


class KeptLayout(StockLayout):
    """A line of text shaped once: kept from layout to drawing, with one Pango context per style."""

    def setup(self, style):
        prepared = kept(style, "_context", lambda: _context(style))
        self.style = style
        self.first_line_direction = 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        context, font, self.language = prepared
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        # Drawing asks for this mode, and a change of mode would throw the shaped line away.
        pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        pango.pango_layout_set_font_description(self.layout, font)

    def deactivate(self):
        pass

    def reactivate(self, style):
        pass


def _context(style):
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_get_default()
    if style["lang"]:
        pointer, kept = unicode_to_char_p(style["lang"])
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
        del kept
    return context, get_font_description(style), language


def draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix):
    """The engine's glyph loop, reading each run's glyphs at once."""
    if not textbox.text.strip():
        return []
    first_line, _ = textbox.pango_layout.get_first_line()
    runs = list(_runs(first_line))
    if any(glyph & UNKNOWN_GLYPH for _, numbers in runs for glyph in numbers[0::GLYPH_WORDS]):
        return stock_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    drawn, font_at = [], None
    for item, numbers in runs:
        if item.item.analysis.font != font_at:
            font_at = item.item.analysis.font
            font, size = stream.add_font(font_at)
            if pango.pango_version() < 14802:
                size = textbox.style["font_size"]
            if drawn:
                stream.show_text("".join(drawn))
                drawn = []
            stream.set_font_size(font.hash, size)
        drawn.append(_shown(stream, textbox, item, numbers, font, size))
    stream.show_text("".join(drawn))
    return []


def _runs(line):
    """Each run of the line with its glyphs as plain numbers."""
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        glyphs = ffi.cast("int32_t *", item.glyphs.glyphs)
        yield item, ffi.unpack(glyphs, item.glyphs.num_glyphs * GLYPH_WORDS)


def _shown(stream, textbox, item, numbers, font, size):
    """One run as PDF text: glyph numbers, and between them the corrections of their advance."""
    parts, widths, to_unicode = ["<"], font.widths, font.to_unicode
    for index in range(item.glyphs.num_glyphs):
        glyph, width, x_offset, y_offset = numbers[index * GLYPH_WORDS : index * GLYPH_WORDS + 4]
        if glyph == EMPTY_GLYPH:
            # a tab stop; the engine takes its width as if it were counted in thousandths, and columns drift
            parts.append(f">{-width * 1000 * FROM_UNITS / size}<")
            continue
        if glyph not in to_unicode:
            to_unicode[glyph] = _letters(textbox, item, index)
        offset = x_offset / size
        correction = f">{-offset}<" if offset else ""
        if y_offset:
            parts = [_raised(stream, "".join(parts), f"{correction[1:] or '<'}{glyph:04x}>", y_offset)]
        else:
            parts.append(f"{correction}{glyph:04x}")
        if glyph not in widths:
            pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
            widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
        kerning = widths[glyph] + offset - width * 1000 * FROM_UNITS / size
        if kerning:
            parts.append(f">{int(kerning)}<")
    text = "".join(parts)
    return text[:-1] if text[-1] == "<" else text + ">"


def _raised(stream, before, mark, y_offset):
    """A mark above or below its letter; returns how the run goes on."""
    before = before[:-1] if before[-1] == "<" else before + ">"
    if before:
        stream.show_text(before)
    stream.set_text_rise(-y_offset / 1000)
    stream.show_text(mark)
    stream.set_text_rise(0)
    return "<"


def _letters(textbox, item, index):
    """The letters that a glyph stands for, so that text can be copied and read aloud.

    A letter with a mark is one cluster of two glyphs; the engine would give all of it to one and nothing to the other.
    """
    clusters, count = item.glyphs.log_clusters[0 : item.glyphs.num_glyphs], item.glyphs.num_glyphs
    members = [other for other in range(count) if clusters[other] == clusters[index]]
    end = min((start for start in clusters if start > clusters[index]), default=item.item.length)
    start = item.item.offset
    letters = textbox.pango_layout.text.encode()[start + clusters[index] : start + end].decode()
    if len(members) == 1:
        return letters
    place = members.index(index)
    return letters[place] if len(letters) == len(members) else letters if place == 0 else ZERO_WIDTH_SPACE
