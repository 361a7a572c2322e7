"""Small numbers are hidden, and whoever knows all that is shown cannot work them out."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.figures.hiding import FEWEST, SMALL, hide

COLUMN = "late"


def shown(numbers):
    table = {str(key): {COLUMN: number} for key, number in enumerate(numbers)}
    sums, tables = hide({COLUMN: sum(numbers)}, {"teams": table}, [COLUMN])
    return sums[COLUMN], [tables["teams"][str(key)][COLUMN] for key in range(len(numbers))]


def could_be(total, cells, position, number):
    """Whether an attacker must hold this small number possible: with what is shown, and how it is hidden."""
    rest = [cell for at, cell in enumerate(cells) if at != position]
    open_ended = sum(FEWEST for cell in rest if cell is None)
    known = sum(cell for cell in rest if isinstance(cell, int)) + number
    small = sum(1 for cell in rest if cell == SMALL)
    if total is None or total == SMALL:
        return True
    least, most = known + open_ended + small, known + open_ended + small * (FEWEST - 1)
    return least <= total if None in rest else least <= total <= most


@settings(max_examples=400, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=7))
def test_every_small_number_stays_open(numbers):
    total, cells = shown(numbers)
    for position, (number, cell) in enumerate(zip(numbers, cells, strict=True)):
        if 0 < number < FEWEST:
            assert cell == SMALL
            assert all(could_be(total, cells, position, other) for other in range(1, FEWEST)), (numbers, total, cells)
        else:
            assert cell in (number, None)


def test_all_small_tables():
    checked = 0
    for numbers in itertools.product(range(12), repeat=3):
        total, cells = shown(numbers)
        for position, number in enumerate(numbers):
            if 0 < number < FEWEST:
                assert all(could_be(total, cells, position, other) for other in range(1, FEWEST)), (numbers, total, cells)
                checked += 1
    assert checked > 1000


def test_where_nothing_is_small_everything_is_shown():
    assert shown([5, 0, 17]) == (22, [5, 0, 17])


def test_the_least_of_the_others_goes_too():
    assert shown([2, 30, 9, 12]) == (53, [SMALL, 30, None, 12])


def test_where_there_are_not_enough_others_the_sum_goes_and_every_table_has_a_gap():
    first, second = {"a": {COLUMN: 1}, "b": {COLUMN: 5}}, {"x": {COLUMN: 6}}
    sums, tables = hide({COLUMN: 6}, {"teams": first, "kinds": second}, [COLUMN])
    assert sums == {COLUMN: None}
    assert tables == {"teams": {"a": {COLUMN: SMALL}, "b": {COLUMN: None}}, "kinds": {"x": {COLUMN: None}}}


def test_a_small_sum_is_hidden_itself():
    assert shown([1, 2, 0]) == (SMALL, [SMALL, SMALL, 0])
