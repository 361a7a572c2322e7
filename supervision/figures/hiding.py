"""Small numbers in front of somebody who does not read the records: hidden so that they cannot be computed back.

A number from one to four is shown as "<5". Of such a row only its other counts stay, no share and no span. In each
column further numbers are hidden until what is left of the sum says nothing about the small ones; where there are not
enough of them the sum itself goes, and then every table has a gap in that column.
"""

FEWEST = 5
MOST_OF_SMALL = FEWEST - 1
SMALL = f"<{FEWEST}"


def is_small(number) -> bool:
    return 0 < number < FEWEST


def hide(total: dict, tables: dict[str, dict], columns) -> tuple[dict, dict]:
    """(sums, tables) as they may be shown. `tables`: name -> key -> column -> number; each table adds up to `total`.

    A hidden number is SMALL or None.
    """
    shown = {name: {key: dict(row) for key, row in rows.items()} for name, rows in tables.items()}
    sums = dict(total)
    for column in columns:
        concerned = [(tables[name], rows) for name, rows in shown.items() if any(column in row for row in rows.values())]
        enough = [_hide_column(numbers, rows, column) for numbers, rows in concerned]
        if is_small(total[column]):
            sums[column] = SMALL
        elif not all(enough):
            sums[column] = None
            for numbers, rows in concerned:
                _leave_a_gap(numbers, rows, column)
    return sums, shown


def _hide_column(numbers, rows, column) -> bool:
    """Whether the sum may stand beside what is left."""
    small = [key for key in rows if is_small(numbers[key][column])]
    for key in small:
        rows[key][column] = SMALL
    if not small:
        return True
    known = sum(numbers[key][column] for key in small)
    more, hidden = _larger(numbers, rows, column), 0
    while more and (not hidden or known < MOST_OF_SMALL * len(small) + FEWEST * hidden):
        key = more.pop(0)
        rows[key][column] = None
        known, hidden = known + numbers[key][column], hidden + 1
    return hidden > 0 and known >= MOST_OF_SMALL * len(small) + FEWEST * hidden


def _larger(numbers, rows, column):
    """What could be hidden as well, the least first."""
    keys = [key for key in rows if numbers[key][column] >= FEWEST and rows[key][column] is not None]
    return sorted(keys, key=lambda key: (numbers[key][column], str(key)))


def _leave_a_gap(numbers, rows, column):
    """Where everything else stands, the sum could be added up again."""
    if all(row[column] is not None and row[column] != SMALL for row in rows.values()):
        largest = _larger(numbers, rows, column)
        if largest:
            rows[largest[-1]][column] = None
