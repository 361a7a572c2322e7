"""Eight callers at once over HTTP, two server processes, in small (`./run bench races` does it in full)."""

import pytest
from django.db import connection

from benchmarks import crash, races

ROUNDS = 24


@pytest.fixture(scope="module")
def found(tmp_path_factory, django_db_setup):
    folder = tmp_path_factory.mktemp("races")
    name = "postgres" if connection.vendor == "postgresql" else "sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOORSTEP_VAR", str(folder))
        patch.setenv("DOORSTEP_LOG_LEVEL", "ERROR")
        yield races.run(crash.places(folder)[name], ROUNDS)


def test_each_round_has_one_winner_and_the_rest_are_told_why(found):
    assert found["run"].total() >= ROUNDS
    assert len(found["run"]) >= 6
    assert found["wrong"] == []


def test_each_win_is_one_event_and_the_chains_are_whole(found):
    assert (found["events_wrong"], found["verify"]) == (0, 0)
