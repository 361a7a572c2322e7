"""Laying out a line that holds nothing but one run of text, as all of ours do.

The engine's own way (layout/inline.py, get_next_linebox) provides for floats, nested inline boxes and justified text;
this is what remains of it without them. Whatever else a line holds goes the engine's way.
"""

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline

stock_next_line = inline.get_next_linebox


def get_next_linebox(
    context, linebox, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
    first_letter_style, first_line_style,
):  # fmt: skip
    """The next line and where the one after it starts."""
    if _is_single_run(linebox) and not (first_letter_style or first_line_style):
        start = inline.skip_first_whitespace(linebox, skip_stack)
        if start == "continue":
            return None, None
        if found := _next_line(context, linebox, position_y, start, containing_block):
            return found
    return stock_next_line(
        context, linebox, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
        first_letter_style, first_line_style,
    )  # fmt: skip


def _is_single_run(linebox):
    style = linebox.style
    alone = len(linebox.children) == 1 and type(linebox.children[0]) is TextBox
    return alone and style["direction"] == "ltr" and style["position"] == "static"


def _next_line(context, linebox, position_y, start, containing_block):
    (child,) = linebox.children
    linebox.position_y = position_y
    linebox.width = linebox.height = 0
    left, _, available = inline.avoid_collisions(context, linebox, containing_block, outer=False)
    linebox.position_x = left
    text, resume = _fitted(context, linebox, child, left + available, start, containing_block)
    if text is None:
        return None
    line = linebox.copy_with_children([text])
    line.remove_decoration(start=start is not None, end=resume is not None)
    line.width = text.position_x + text.margin_width() - line.content_box_x()
    inline._adjust_line_height(line)
    linebox.width, linebox.height = line.width, line.height
    inline.remove_last_whitespace(context, line)
    shift = inline.text_align(context, line, available, last=resume is None)
    bottom, top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(shift, position_y - top)
    line.position_y = position_y
    return line, resume


def _fitted(context, linebox, child, right, start, containing_block):
    """As much of the text as fits, and where to resume; nothing where a line break is kept."""
    skipped = next(iter(start.values())) if start else None
    child.position_y = linebox.position_y
    inline.resolve_percentages(child, containing_block)
    child.position_x = linebox.position_x + linebox.text_indent
    width = right * (1 + 1e-9) - child.position_x
    text, resume, kept_break = inline.split_text_box(context, child, width, next(iter(skipped)) if skipped else 0)
    return (None, None) if kept_break else (text, None if resume is None else {0: {resume: None}})
