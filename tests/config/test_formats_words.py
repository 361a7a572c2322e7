"""Dates inside a sentence read as the language writes them: no capital letter where it has none."""

import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

from config.formats.words import DAYS, MONTHS

DAY = datetime.datetime(2026, 1, 5, 4, 7)
EXPECTED = {
    "en": "Monday 5 January 2026, 04:07",
    "hu": "2026. január 5., hétfő, 04:07",
    "cs": "pondělí 5. ledna 2026, 04:07",
    "sv": "måndag 5 januari 2026, 04:07",
    "bg": "понеделник, 5 януари 2026 г., 04:07",
    "uk": "понеділок, 5 січня 2026 р., 04:07",
}


@pytest.mark.parametrize("language", EXPECTED)
def test_moment_reads_as_the_language_writes_it(language):
    with translation.override(language):
        assert date_format(DAY, "DOORSTEP_MOMENT") == EXPECTED[language]


@pytest.mark.parametrize("language", sorted(set(EXPECTED) - {"en"}))
def test_only_english_writes_months_and_days_with_a_capital(language):
    with translation.override(language):
        assert [str(word) for word in (*MONTHS, *DAYS) if str(word)[:1].isupper()] == []
