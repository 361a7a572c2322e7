"""What an organisation has decided about a kind of event: how it is called, how grave it is, what it raises."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from audit.models import Evidence
from policies.models.event_type import EventType, Gravity


class EventRule(Evidence):
    """One version of an organisation's rule for a kind of event; the newest one that is valid rules.

    Where there is none, what ships with Doorstep holds. It is the whole of what the organisation may decide, not a
    difference: a later edition of the built-in content changes nothing in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="event_rules")
    event_type = models.ForeignKey(EventType, models.PROTECT, related_name="rules")
    number = models.PositiveIntegerField()
    valid_from = models.DateTimeField(default=timezone.now)
    label = models.JSONField()
    order = models.PositiveSmallIntegerField()
    gravity = models.CharField(max_length=2, choices=Gravity)
    safeguarding = models.CharField(max_length=10, choices=EventType.Safeguarding)
    question = models.JSONField(default=dict)
    # [{"when": a key of policies/raising.py, "to": "S2"}], each of which can only make it graver
    raising = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    reason = models.TextField(max_length=2000)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {
        "rule": (
            "organisation", "event_type", "number", "valid_from", "label", "order", "gravity", "safeguarding",
            "question", "raising", "is_active", "reason", "changed_by",
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "event_type", "number"], name="policies_rule_number"),
        ]
        indexes = [models.Index(fields=["organisation", "event_type", "-valid_from"], name="policies_rule_newest")]

    def __str__(self):
        return f"{self.event_type_id} {self.number}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows
