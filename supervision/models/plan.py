"""What was agreed about a record: the need behind it, goals and small steps, what came of them, and one's own reflection."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.choices import ContactType
from boundaries.models import Incident, Referral
from policies.models import LibraryItem

MOST = 2000


class PlanItem(Evidence):
    """A goal, or one small step with one person and one date (BG.9b). Its words stay; other ones take their place."""

    class Kind(models.TextChoices):
        GOAL = "goal"
        ACTION = "action"
        EXERCISE = "exercise"
        FOLLOW_UP = "follow_up"
        CLARIFY = "clarify"
        REMATCH = "rematch"
        SESSION = "session"
        REVIEW = "review"

    class Area(models.TextChoices):
        """What it is about; each is looked at for itself (B-BG-14)."""

        CLIENT_NEED = "client_need"
        CAREGIVER_FEELING = "caregiver_feeling"
        BOUNDARY = "boundary"
        SAFETY = "safety"
        ARRANGEMENT = "arrangement"
        POLICY = "policy"

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        OPEN = "open"
        BLOCKED = "blocked"
        DONE = "done"
        DROPPED = "dropped"

    class Result(models.TextChoices):
        REACHED = "reached"
        PARTLY = "partly"
        NOT_REACHED = "not_reached"
        DROPPED = "dropped"

    # beside what she does herself, the reporter reads the steps that are taken for her
    FOR_REPORTER = (Kind.GOAL, Kind.EXERCISE, Kind.SESSION, Kind.REMATCH)
    NOT_ENDED = (Status.PROPOSED, Status.OPEN, Status.BLOCKED)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="plan")
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=MOST)
    language = models.CharField(max_length=2)
    area = models.CharField(max_length=20, choices=Area, blank=True)
    responsible = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="plan_items")
    due_on = models.DateField(null=True, blank=True)
    library_item = models.ForeignKey(LibraryItem, models.PROTECT, null=True, blank=True, related_name="+")
    # first there, then here (UK.12): it opens when the referral was checked and the client got there
    blocked_by = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="unblocks_items")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    # what came of it: only the reporter agrees, and silence is none
    status = models.CharField(max_length=8, choices=Status)
    agreed_at = models.DateTimeField(null=True, blank=True)
    # until when it is due since it could begin at all
    due_again_on = models.DateField(null=True, blank=True)
    # when the reporter was asked how an exercise went
    asked_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=11, choices=Result, blank=True)
    result_note = models.TextField(max_length=MOST, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    SENSITIVE = ("text", "result_note")
    EVIDENCE = {
        "proposal": (
            "incident", "kind", "position", "text", "language", "area", "responsible", "due_on", "library_item",
            "blocked_by", "supersedes", "proposed_by", "proposed_at",
        ),
        "state": (
            "status", "agreed_at", "due_again_on", "asked_at", "result", "result_note", "ended_at", "ended_by",
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="goal", responsible=None, due_on=None)
                | ~models.Q(kind="goal") & models.Q(responsible__isnull=False, due_on__isnull=False),
                name="supervision_step_has_person_and_date",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=("proposed", "open", "blocked"), ended_at=None, ended_by=None, result="")
                | models.Q(status__in=("done", "dropped"), ended_at__isnull=False, ended_by__isnull=False),
                name="supervision_plan_item_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["incident", "position"], name="supervision_plan"),
            models.Index(
                fields=["due_on"],
                name="supervision_exercises_due",
                condition=models.Q(kind="exercise", asked_at=None, ended_at=None),
            ),
            models.Index(fields=["responsible"], name="supervision_steps_of", condition=models.Q(ended_at=None)),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.position} {self.kind}"

    @property
    def is_goal(self) -> bool:
        return self.kind == self.Kind.GOAL

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def until(self):
        """The day by which it is due, or None for a goal."""
        return self.due_again_on or self.due_on

    def move(self, status) -> None:
        """Before it is written for the first time."""
        self.status = status

    def agree(self) -> None:
        """By the reporter; what waits for a referral goes on waiting."""
        self.agreed_at = timezone.now()
        if self.status != self.Status.BLOCKED:
            self.status = self.Status.OPEN
        self.save(update_fields=["agreed_at", "status"])

    def unblock(self, due_on, *, is_consented) -> None:
        """It can begin now; what the reporter has not taken up is proposed to her still."""
        self.status = self.Status.OPEN if is_consented else self.Status.PROPOSED
        self.due_again_on = due_on
        self.save(update_fields=["status", "due_again_on"])

    def end(self, by, *, result, note) -> None:
        self.status = self.Status.DROPPED if result == self.Result.DROPPED else self.Status.DONE
        self.result = result if self.is_goal else ""
        self.result_note, self.ended_at, self.ended_by = note, timezone.now(), by
        self.save(update_fields=["status", "result", "result_note", "ended_at", "ended_by"])

    def ask(self) -> None:
        self.asked_at = timezone.now()
        self.save(update_fields=["asked_at"])


class Assessment(Evidence):
    """What those who answer take the report to be: the need behind it and the kind of contact. A later one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="assessments")
    # a need, never a diagnosis or a cause (CS.4b, CS.4c)
    underlying_need = models.TextField(max_length=MOST, blank=True)
    contact_type = models.CharField(max_length=12, choices=ContactType, blank=True)
    contact_type_note = models.TextField(max_length=MOST, blank=True)
    language = models.CharField(max_length=2)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("underlying_need", "contact_type_note")
    EVIDENCE = {
        "assessment": (
            "incident", "underlying_need", "contact_type", "contact_type_note", "language", "written_by", "written_at",
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self):
        return f"{self.incident_id} {self.written_at:%Y-%m-%d}"


class SupportNotNeeded(Evidence):
    """The reporter's own word that the support she wished for is no longer needed (B-HU-08)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.OneToOneField(Incident, models.PROTECT, related_name="support_not_needed")
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"said": ("incident", "said_at", "said_by")}

    def __str__(self):
        return f"{self.incident_id} {self.said_at:%Y-%m-%d}"


class Reflection(Evidence):
    """What somebody makes of an exercise, for herself. Her own until she shares it; from then on it stands as it was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.OneToOneField(PlanItem, models.PROTECT, related_name="reflection")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(max_length=20_000)
    language = models.CharField(max_length=2)
    written_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("text",)
    EVIDENCE = {"reflection": ("item", "author", "text", "language", "written_at", "shared_at")}

    def __str__(self):
        return f"{self.item_id} {self.written_at:%Y-%m-%d}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        """Unshared, it is a page of her own notebook: in no chain, and hers to change or throw away."""
        rows = cls._base_manager.exclude(shared_at=None)
        return rows.filter(item__incident__organisation_id=organisation_id) if organisation_id else rows
