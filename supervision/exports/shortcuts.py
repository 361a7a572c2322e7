"""Shorter ways through WeasyPrint for pages that use no floats, named pages, outlines or corners, as ours do.

The engine's layout is Python and asks the same of every box again and again. Each shortcut answers as the engine
would: a test compares the bytes. With another version of the engine none is taken.
"""

import sys

import weasyprint
from weasyprint.css import StyleFor
from weasyprint.draw import border as draw_border
from weasyprint.formatting_structure.boxes import Box, ParentBox
from weasyprint.layout import background, float, percent
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi

from supervision.exports.lines import GLYPH_WORDS, KeptLayout, draw_first_line, kept, stock_line
from supervision.exports.single_runs import get_next_linebox, stock_next_line

KNOWN_VERSION = "70.0"

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
stock_styles = StyleFor.set_computed_styles
stock_outline = draw_border.draw_outline

# (style above, pseudo element, declarations) -> the style that follows from them
looks = {}


def take():
    """Use the shortcuts in this process."""
    if weasyprint.__version__ != KNOWN_VERSION or ffi.sizeof("PangoGlyphInfo") != GLYPH_WORDS * 4:
        return
    line_break.Layout = KeptLayout
    StyleFor.set_computed_styles = computed_styles
    Box.is_in_normal_flow = is_in_normal_flow
    Box.establishes_formatting_context = establishes_formatting_context
    Box.page_values = ParentBox.page_values = page_values
    _replace("resolve_percentages", stock_lengths, lengths)
    _replace("get_next_linebox", stock_next_line, get_next_linebox)
    _replace("strut", stock_strut, strut)
    _replace("avoid_collisions", stock_collisions, avoid_nothing)
    _replace("layout_box_backgrounds", stock_backgrounds, layout_box_backgrounds)
    _replace("draw_outline", stock_outline, draw_no_outline)
    _replace("draw_first_line", stock_line, draw_first_line)


def _replace(name, stock, shortcut):
    """In every module of the engine that imported it."""
    for module in [m for key, m in sys.modules.items() if key.startswith("weasyprint.")]:
        if getattr(module, name, None) is stock:
            setattr(module, name, shortcut)


def is_in_normal_flow(box):
    return kept(box.style, "_flow", lambda: stock_flow(box))


def establishes_formatting_context(box):
    return stock_context(box) if box.is_column else kept(box.style, type(box), lambda: stock_context(box))


def page_values(box):
    return box.style["page"], box.style["page"]


def computed_styles(style_for, element, parent, root=None, pseudo_type=None, base_url=None, target_collector=None):
    """Elements that look alike share one style, in this document and in all that follow."""
    styles = style_for.get_computed_styles()
    cascaded = style_for.get_cascaded_styles().get((element, pseudo_type), {})
    above = None if parent is None else styles[parent, None]
    key = id(above), pseudo_type, tuple((name, _comparable(value)) for name, (value, _) in cascaded.items())
    if key not in looks:
        stock_styles(style_for, element, parent, root, pseudo_type, base_url, target_collector)
        looks[key] = styles[element, pseudo_type]
    styles[element, pseudo_type] = looks[key]


def _comparable(value):
    """The value, or its identity: what cannot be hashed stands in our style sheets, which are never let go."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value


def strut(style):
    return kept(style, "_strut", lambda: stock_strut(style))


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
    fixed = kept(box.style, "_lengths", lambda: _fixed_lengths(box.style))
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
    if box is page or style or not layout_children or not kept(box.style, "_bare", lambda: _is_bare(box.style)):
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
