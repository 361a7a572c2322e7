"""Every process killed under load, in small (`./run bench crash` does it in full): nothing lost, doubled or in halves."""

import pytest
from django.db import connection

from benchmarks import crash

SIZE = crash.Size(teams=1, submissions=80, kills=2, database_kills=1, swallowed=6)


@pytest.fixture(scope="module")
def found(tmp_path_factory, django_db_setup):
    folder = tmp_path_factory.mktemp("crash")
    name = "postgres" if connection.vendor == "postgresql" else "sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOORSTEP_VAR", str(folder))
        patch.setenv("DOORSTEP_LOG_LEVEL", "ERROR")
        yield crash.run(crash.places(folder)[name], SIZE)


def test_everything_was_acknowledged_in_the_end(found):
    sending = found["sending"]
    assert sending.faults == []
    assert len(sending.acknowledged) == SIZE.submissions
    assert sending.truncated
    assert sending.doubled


def test_what_was_acknowledged_stands_once_and_whole(found):
    assert (found["lost"], found["doubled"], found["wrong"]) == (0, 0, {})
    assert found["incidents"] == SIZE.submissions + SIZE.swallowed
    assert found["verify"] == 0


def test_a_lost_answer_is_the_same_receipt_when_it_is_asked_for_again(found):
    assert found["same_receipt"] == SIZE.swallowed


def test_other_content_under_the_key_is_refused_and_both_are_kept(found):
    assert (found["refused"], found["kept"]) == (SIZE.swallowed, SIZE.swallowed)
