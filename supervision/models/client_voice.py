"""The client's voice: that somebody asks the client or whom she chose, what came of it, and whether it is safe to ask."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Addendum, Incident

MOST, MOST_REASON = 2000, 500


def _one_ending():
    """Words told or kept back, no wish to say anything, or not asked after all: never two of them."""
    told, kept, why = Q(addendum__isnull=False), ~Q(withheld_words=""), ~Q(not_asked_reason="")
    nothing_told, nothing_kept = Q(addendum=None), Q(withheld_words="", withheld_reason="")
    said = (told & nothing_kept) | (nothing_told & kept & ~Q(withheld_reason=""))
    return (
        Q(ending="said", not_asked_reason="") & said
        | Q(ending="nothing", not_asked_reason="") & nothing_told & nothing_kept
        | Q(ending="not_asked") & nothing_told & nothing_kept & why
    )


class ClientVoice(Evidence):
    """One question to a client or her representative: who asks, how and until when; then her words, or that there are none."""

    class Whom(models.TextChoices):
        CLIENT = "client"
        REPRESENTATIVE = "representative"

    class Ending(models.TextChoices):
        SAID = "said"
        NOTHING = "nothing"
        NOT_ASKED = "not_asked"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="client_voices")
    whom = models.CharField(max_length=14, choices=Whom)
    # whom the client chose, in words; no account and no entry of any directory
    representative = models.CharField(max_length=120, blank=True)
    asker = models.ForeignKey(User, models.PROTECT, related_name="+")
    how = models.TextField(max_length=MOST_REASON)
    due_on = models.DateField()
    language = models.CharField(max_length=2)
    question = models.TextField(max_length=MOST)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    # what came of it
    ending = models.CharField(max_length=9, choices=Ending, blank=True)
    # what was said; in the row itself only where it is not told to the reporter, as everybody here reads an addendum
    addendum = models.OneToOneField(Addendum, models.PROTECT, null=True, blank=True, related_name="client_voice")
    withheld_words = models.TextField(max_length=20_000, blank=True)
    withheld_reason = models.TextField(max_length=MOST_REASON, blank=True)
    words_language = models.CharField(max_length=2, blank=True)
    not_asked_reason = models.TextField(max_length=MOST_REASON, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    SENSITIVE = ("representative", "how", "question", "withheld_words", "withheld_reason", "not_asked_reason")
    EVIDENCE = {
        "asking": (
            "incident", "whom", "representative", "asker", "how", "due_on", "language", "question", "planned_by", "planned_at",
        ),
        "state": (
            "ending", "addendum", "withheld_words", "withheld_reason", "words_language", "not_asked_reason", "ended_at",
            "ended_by",
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["planned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(ended_at=None), name="supervision_one_voice_asked"
            ),
            models.CheckConstraint(
                condition=Q(whom="client", representative="") | Q(whom="representative") & ~Q(representative=""),
                name="supervision_voice_of_whom",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ending="", addendum=None, withheld_words="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & _one_ending(),
                name="supervision_voice_ended",
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.planned_at:%Y-%m-%d}"

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def is_withheld(self) -> bool:
        return bool(self.withheld_words)

    def end(self, by, ending, **fields) -> None:
        self.ending, self.ended_at, self.ended_by = ending, timezone.now(), by
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["ending", "ended_at", "ended_by", *fields])


class VoiceWish(Evidence):
    """What the reporter wishes about asking the client; the newest word of hers counts."""

    class Wish(models.TextChoices):
        ANYBODY = "anybody"
        NOT_ME = "not_me"
        NOT_AT_ALL = "not_at_all"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="voice_wishes")
    wish = models.CharField(max_length=10, choices=Wish)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"wish": ("incident", "wish", "said_by", "said_at")}

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self):
        return f"{self.incident_id} {self.wish}"


class VoiceSafety(Evidence):
    """Why asking is safe all the same, said by somebody who decides, about the reasons against it that stood then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="voice_safeties")
    against = models.JSONField(default=list)
    reason = models.TextField(max_length=MOST_REASON)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("reason",)
    EVIDENCE = {"safety": ("incident", "against", "reason", "said_by", "said_at")}

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self):
        return f"{self.incident_id} {self.said_at:%Y-%m-%d}"
