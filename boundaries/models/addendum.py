"""What is added after sending: nothing is edited, information is appended with author and time."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.plain_text import is_blank
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.limits import MOST_TEXT
from boundaries.models.answer import StepAnswer

MAX_TEXT = MOST_TEXT


class Addendum(Evidence):
    """Later information or a correction, which may name the step that it corrects."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.PROTECT, related_name="addenda")
    author = models.ForeignKey(User, models.PROTECT)
    text = models.TextField()
    language = models.CharField(max_length=2)
    corrects = models.ForeignKey(StepAnswer, models.PROTECT, null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("text",)
    EVIDENCE = {"addendum": ("incident", "author", "text", "language", "corrects", "at")}

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "addenda"

    def __str__(self):
        return f"{self.incident_id} {self.at:%Y-%m-%d}"

    def clean(self):
        if self.corrects is not None and self.corrects.incident_id != self.incident_id:
            raise ValidationError({"corrects": _("This step belongs to another report.")})
        if is_blank(self.text):
            raise ValidationError({"text": _("Please write something here.")})
        if len(self.text) > MAX_TEXT:
            limit = _("This text is too long: at most %(limit)s characters.") % {"limit": MAX_TEXT}
            raise ValidationError({"text": limit})
