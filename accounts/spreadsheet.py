"""Tables for a spreadsheet: their letters are read as ours, and text stays text."""

import csv
import io

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes the letters of six languages for others
# a spreadsheet computes what begins like this
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def written(rows) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([[harmless(str(cell)) for cell in row] for row in rows])
    return text.getvalue()
