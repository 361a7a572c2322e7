"""The kinds of boundary event, how grave each is by default, and what goes straight to safeguarding."""

from django.db import models

from audit.ids import uuid7
from policies.builtin import in_language


class Gravity(models.TextChoices):
    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class EventType(models.Model):
    """One of forty kinds of event in ten groups, named neutrally: lists show this and never what was said."""

    class Safeguarding(models.TextChoices):
        NO = "no"
        CONDITION = "condition"
        ALWAYS = "always"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    code = models.CharField(max_length=4)
    group = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField()
    label = models.JSONField()
    gravity = models.CharField(max_length=2, choices=Gravity)
    safeguarding = models.CharField(max_length=10, choices=Safeguarding)
    # yes/no/unsure question that decides when safeguarding is "condition"; unsure counts as yes
    question = models.JSONField(default=dict)
    # "independent" goes past the whole line: a report not acted on, or retaliation
    route = models.CharField(max_length=12, blank=True)
    register = models.CharField(max_length=12, blank=True)
    protocol = models.ForeignKey("policies.Policy", models.PROTECT, null=True, blank=True)
    active = models.BooleanField(default=True)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.key

    def label_in(self, language=None) -> str:
        return in_language(self.label, language)

    def question_in(self, language=None) -> str:
        return in_language(self.question, language) if self.question else ""
