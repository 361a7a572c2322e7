"""The whole API against its own description: thousands of requests, none of which may surprise."""

import pytest
from django.db import connection

from tests.sweeps import fuzzing
from tests.sweeps.fuzzed import bodies_of, places_of

pytestmark = pytest.mark.django_db


def test_no_answer_is_a_failure_of_ours_or_undocumented(cara, sam, lena, rita, ada, petra, client_k):
    places = places_of(cara, sam, lena, ada, petra, client_k)
    bodies = bodies_of(client_k, lena, places["reference"][0])
    examples = 2000 if connection.vendor == "sqlite" else 400
    found = fuzzing.campaign((cara, sam, lena, rita, ada, petra), places, bodies, examples)
    assert found.wrong == {}, found.lines()
    assert found.examples >= examples
    # it reached what lies behind the first check
    assert found.statuses[200] >= examples / 10
    assert found.statuses[201] >= examples / 100
    assert found.statuses[400] >= examples / 10
