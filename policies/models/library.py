"""One shelf for all wording that helps: prepared texts, questions, exercises, examples, skills, limits."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from audit.models import Evidence
from policies.builtin import current_language


class LibraryItem(Evidence):
    """A text to use or to learn from, in one version; what was published never changes. Without organisation: built in."""

    class Kind(models.TextChoices):
        PREPARED_TEXT = "prepared_text"
        QUESTION = "question"
        EXERCISE = "exercise"
        EXAMPLE = "example"
        SKILL = "skill"
        LIMIT = "limit"
        POSSIBILITY = "possibility"
        STATEMENT = "statement"
        LEAFLET = "leaflet"

    class Part(models.TextChoices):
        """Of a reply (CS.7): where the text belongs."""

        GREETING = "greeting"
        SUMMARY = "summary"
        EXPLANATION = "explanation"
        CLOSING = "closing"
        WHOLE = "whole"

    class Scope(models.TextChoices):
        PERSONAL = "personal"
        TEAM = "team"
        PUBLISHED = "published"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=16, choices=Kind)
    scope = models.CharField(max_length=10, choices=Scope)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    topic = models.CharField(max_length=80, blank=True)
    part = models.CharField(max_length=12, choices=Part, blank=True)
    step_keys = models.JSONField(default=list, blank=True)
    contact_types = models.JSONField(default=list, blank=True)
    event_types = models.JSONField(default=list, blank=True)
    # {language: {"title", "body"}}, a skill also {"in_conversation", "in_writing"}, a possibility {"sample"}, a limit
    # {"instead"}, the respect check {"rows": [[what hurts, what to do instead]]}; {names} are gaps that must be filled
    texts = models.JSONField()
    related = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(default=timezone.now)
    # a newer version stands in its place, or it was taken off the shelf
    retired_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {
        "item": (
            "organisation", "key", "version", "kind", "scope", "owner", "topic", "part", "step_keys", "contact_types",
            "event_types", "texts", "related", "source", "published_at",
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "version"], name="policies_item_version"),
            models.UniqueConstraint(
                fields=["key", "version"], condition=models.Q(organisation=None), name="policies_builtin_item_version"
            ),
            models.CheckConstraint(
                condition=~models.Q(scope="published") | models.Q(published_at__isnull=False),
                name="policies_published_item_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "kind"], name="policies_on_the_shelf", condition=models.Q(retired_at=None)
            )
        ]

    def __str__(self):
        return f"{self.key} {self.version}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        """What an organisation has published; built-in ones come with the program."""
        rows = cls._base_manager.filter(scope=cls.Scope.PUBLISHED, organisation__isnull=False)
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

    def text(self, language=None) -> dict:
        """Its texts in this language, else in English, else in the one in which somebody wrote it."""
        return self.texts[self.language_shown(language)]

    def language_shown(self, language=None) -> str:
        wanted = language or current_language()
        return next((code for code in (wanted, "en") if code in self.texts), next(iter(self.texts)))

    def title_in(self, language=None) -> str:
        return self.text(language)["title"]

    def said_in(self, language=None) -> str:
        """What is put into an answer: a sample sentence where there is one, else the text itself."""
        text = self.text(language)
        return text.get("sample") or text["body"]

    @property
    def is_built_in(self) -> bool:
        return self.organisation_id is None
