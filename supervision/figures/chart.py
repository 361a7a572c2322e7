"""The bars beside the table, drawn by the server: for each row how much was in time and how much was late."""

from supervision.figures import counting

WIDTH, BAR, GAP, LABEL = 640, 22, 16, 20
STEP = BAR + GAP + LABEL


def bars(table) -> dict:
    """Where everything stands in the drawing. A row with a hidden number, or nothing to count, has a name and no bar."""
    rows = [row for row in table["rows"] if row["share"] is not None]
    drawn = [_bar(row, number) for number, row in enumerate(rows)]
    return {"width": WIDTH, "height": max(len(drawn) * STEP, 1), "bar": BAR, "rows": drawn}


def _bar(row, number):
    kept, late = row[counting.IN_TIME], row[counting.LATE]
    width = round(WIDTH * kept / (kept + late))
    top = number * STEP
    return {
        "label": row["label"],
        "share": row["share"],
        "text_y": top + LABEL - 6,
        "y": top + LABEL,
        "kept": width,
        "late_x": width,
        "late": WIDTH - width,
    }
