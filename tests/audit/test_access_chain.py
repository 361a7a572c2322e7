"""Who looked at a record stands in a chain of its own, which does not move with the record's status."""

from audit.door import record
from audit.verify import verify
from tests import stories


def test_opening_a_record_before_and_after_it_moved_verifies(cara, sam, client_k):
    incident = stories.submitted(cara, client=client_k)
    record(incident, "open", by=sam)
    incident = stories.perform(incident, "acknowledge", by=sam, message=stories.message())
    record(incident, "open", by=sam)
    assert verify().findings == []
