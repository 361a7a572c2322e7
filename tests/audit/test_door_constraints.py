"""What only the database checks is said in words all the same, and nothing of the act stays."""

import pytest
from django.core.exceptions import ValidationError

from audit.door import perform
from audit.models import AuditEvent
from boundaries import limits
from boundaries.models import Incident
from tests import stories

pytestmark = pytest.mark.django_db


def test_half_a_decision_is_refused_in_words_by_its_constraint(cara, sam, monkeypatch):
    incident = stories.submitted(cara)
    before = AuditEvent.objects.count()
    monkeypatch.setattr(limits, "check_texts", lambda incident: None)
    with pytest.raises(ValidationError, match="boundaries_withdrawn_together"):
        perform(incident, "withdraw", by=cara, reason="")
    assert (Incident.objects.get().status, AuditEvent.objects.count()) == ("submitted", before)
