"""Names in what people wrote: replaced however they are written, and no more than names."""

import pytest

from supervision.exports.teller import Teller
from tests import stories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["cara", "CARA HALÁSZ", "Carának", "Carától", "Halásznak", "Halász Cara", "Cara’s", "„Cara”", "cara halász"]
)
def test_the_reporter_is_hidden_however_her_name_is_written(cara, sam, text):
    masked = Teller(stories.submitted(cara), "en", "pseudonymised").masked(f"Then {text} came")
    assert cara.profile.pseudonym in masked
    assert "halász" not in masked.lower()
    assert "Car" not in masked


@pytest.mark.parametrize("text", ["care", "Caring", "Caravanserai", "sample", "Samples", "carafes"])
def test_other_words_stay(cara, sam, text):
    assert Teller(stories.submitted(cara), "en", "pseudonymised").masked(text) == text
