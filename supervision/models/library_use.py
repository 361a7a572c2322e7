"""Which texts of the library an answer was written with."""

from django.db import models

from audit.ids import uuid7
from audit.models import Evidence
from policies.models import LibraryItem
from supervision.models.message import Message


class LibraryUse(Evidence):
    """A text of the library, in one version, that stands in a message; frozen with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, models.PROTECT, related_name="library_uses")
    item = models.ForeignKey(LibraryItem, models.PROTECT, related_name="+")

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"use": ("message", "item")}

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["message", "item"], name="supervision_used_once")]

    def __str__(self):
        return f"{self.message_id} {self.item_id}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(message__incident__organisation_id=organisation_id) if organisation_id else rows
