"""Shorter ways through WeasyPrint for pages that use no floats, named pages, outlines or corners, as ours do.

The engine's layout is Python and asks the same of every box again and again. Each shortcut answers as the engine
would (a test compares the bytes) but for tab stops and letters with marks, which are put right. With another
version of the engine none is taken.
"""

import sys

import weasyprint
from weasyprint.draw import border as draw_border
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure.boxes import Box, ParentBox
from weasyprint.layout import background, float, page, percent
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import get_font_description

KNOWN_VERSION = "70.0"
EMPTY_GLYPH = 0x0FFFFFFF
UNKNOWN_GLYPH = 0x10000000
ZERO_WIDTH_SPACE = "\u200b"
GLYPH_WORDS = 5  # a PangoGlyphInfo as 32-bit numbers: glyph, width, x offset, y offset, attributes

LENGTHS = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right", "padding_top",
    "padding_bottom", "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
CORNERS = ("border_top_left_radius", "border_top_right_radius", "border_bottom_right_radius",
           "border_bottom_left_radius")  # fmt: skip

stock_lengths = percent.resolve_percentages
stock_strut = line_break.strut
stock_flow = Box.is_in_normal_flow
stock_context = Box.establishes_formatting_context
stock_backgrounds = background.layout_box_backgrounds
stock_collisions = float.avoid_collisions
stock_pages = page.set_page_type_computed_styles
stock_line = draw_text.draw_first_line
stock_outline = draw_border.draw_outline
StockLayout = line_break.Layout


def take():
    """Use the shortcuts in this process."""
    if weasyprint.__version__ != KNOWN_VERSION or ffi.sizeof("PangoGlyphInfo") != GLYPH_WORDS * 4:
        return
    line_break.Layout = KeptLayout
    Box.is_in_normal_flow = is_in_normal_flow
    Box.establishes_formatting_context = establishes_formatting_context
    Box.page_values = ParentBox.page_values = page_values
    _replace("resolve_percentages", stock_lengths, lengths)
    _replace("strut", stock_strut, strut)
    _replace("avoid_collisions", stock_collisions, avoid_nothing)
    _replace("layout_box_backgrounds", stock_backgrounds, layout_box_backgrounds)
    _replace("set_page_type_computed_styles", stock_pages, page_styles)
    _replace("draw_outline", stock_outline, draw_no_outline)
    _replace("draw_first_line", stock_line, draw_first_line)


def _replace(name, stock, shortcut):
    """In every module of the engine that imported it."""
    for module in [m for key, m in sys.modules.items() if key.startswith("weasyprint.")]:
        if getattr(module, name, None) is stock:
            setattr(module, name, shortcut)


def _kept(style, name, compute):
    """Computed once per style, and a style is shared by all elements that look alike."""
    try:
        return style.__dict__[name]
    except KeyError:
        value = style.__dict__[name] = compute()
        return value


def is_in_normal_flow(box):
    return _kept(box.style, "_flow", lambda: stock_flow(box))


def establishes_formatting_context(box):
    return stock_context(box) if box.is_column else _kept(box.style, type(box), lambda: stock_context(box))


def page_values(box):
    return box.style["page"], box.style["page"]


def page_styles(page_type, html, style_for):
    """No page differs from the first: its styles serve the others."""
    styles = style_for.get_computed_styles()
    first = style_for.__dict__.get("_first_page")
    if first is None:
        stock_pages(page_type, html, style_for)
        style_for._first_page = {part: style for (owner, part), style in styles.items() if owner == page_type}
    else:
        styles.update({(page_type, part): style for part, style in first.items()})


def strut(style):
    return _kept(style, "_strut", lambda: stock_strut(style))


def draw_no_outline(stream, box):
    pass


def avoid_nothing(context, box, containing_block, outer=True):
    """Where a box without floats beside it stands: position and available width."""
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    left += box.margin_left
    right -= box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def lengths(box, containing_block):
    """Lengths in points do not depend on what contains the box."""
    fixed = _kept(box.style, "_lengths", lambda: _fixed_lengths(box.style))
    if fixed is None:
        stock_lengths(box, containing_block)
    else:
        box.__dict__.update(fixed)


def _fixed_lengths(style):
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    fixed = {name: style[name] for name in BORDERS}
    for name in LENGTHS:
        length = style[name]
        if length == "auto":
            fixed[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(length, "unit", None) == "px":
            fixed[name] = length.value
        else:
            return None
    return fixed


SQUARE = dict.fromkeys(CORNERS, (0, 0))


def layout_box_backgrounds(page, box, get_image_from_uri, layout_children=True, style=None):
    """Most boxes have nothing behind them."""
    if box is page or style or not layout_children or not _kept(box.style, "_bare", lambda: _is_bare(box.style)):
        stock_backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    box.__dict__.update(SQUARE)
    box.background = None
    for child in box.all_children():
        layout_box_backgrounds(page, child, get_image_from_uri)


def _is_bare(style):
    return (
        style["background_color"].alpha == 0
        and all(kind == "none" for kind, _ in style["background_image"])
        and not style["box_shadow"]
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and style["visibility"] == "visible"
        and all(length.value == 0 for corner in CORNERS for length in style[corner])
    )


class KeptLayout(StockLayout):
    """A line of text shaped once: kept from layout to drawing, with one Pango context per style."""

    def setup(self, style):
        prepared = _kept(style, "_context", lambda: _context(style))
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
            font, size = _font(stream, textbox.style, font_at)
            if drawn:
                stream.show_text("".join(drawn))
                drawn = []
            stream.set_font_size(font.hash, size)
        drawn.append(_shown(stream, textbox, item, numbers, font, size))
    stream.show_text("".join(drawn))
    return []


def _font(stream, style, pango_font):
    """The document's font and size; the kept lines hold the Pango font, so its address stays its own."""
    known = _kept(style, "_fonts", dict)
    key = int(ffi.cast("intptr_t", pango_font))
    if key not in known:
        font, size = stream.add_font(pango_font)
        known[key] = font, style["font_size"] if pango.pango_version() < 14802 else size
    return known[key]


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
