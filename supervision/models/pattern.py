"""What repeats itself, as a task for somebody: never a judgement about anybody."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Team, User
from accounts.roles import Right
from audit.ids import uuid7
from audit.models import Evidence
from boundaries import mandates
from boundaries.models import Client, Incident
from policies.models import EventRule, EventType, ServiceStandard


class PatternQuerySet(models.QuerySet):
    def visible_to(self, user):
        """By role and in person as the reports themselves. Walls beat roles: whoever reported one of them, or is part
        of one, learns nothing of it."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        rows = self.filter(organisation_id=user.organisation_id).filter(_within_reach(user))
        walled = PatternReport.objects.filter(Q(incident__reporter=user) | Q(incident__named__user=user))
        return rows.exclude(pk__in=walled.values("task"))

    def open(self):
        return self.filter(settled_at=None)


def _within_reach(user):
    if user.has_right(Right.READ_SERVICE):
        return Q()
    if user.has_right(Right.READ_PSEUDONYMISED):
        return mandates.beside(user, moment="opened_at")
    if not user.reaches_others:
        return Q(pk__in=[])
    team = Q(team=user.team) if user.has_right(Right.READ_TEAM) and user.team else Q(pk__in=[])
    return team | Q(owner=user)


class PatternTask(Evidence):
    """Something came again and again: a task that proposes to look at it together. It accuses nobody."""

    class Rule(models.TextChoices):
        CLIENT_KIND = "client_kind"
        PAIR = "pair"
        FAMILY = "family"
        TEAM_KIND = "team_kind"

    class Outcome(models.TextChoices):
        SESSION = "session", _("A supervision session is planned")
        TALKED = "talked", _("We have talked about it")
        POLICY = "policy", _("A policy was looked at")
        CLARIFIED = "clarified", _("Clarified with the client")
        CHANGED = "changed", _("Arrangements were changed")
        DISMISSED = "dismissed", _("Nothing is needed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    rule = models.CharField(max_length=12, choices=Rule)
    # what repeats itself, as ids: one open task for each
    subject = models.CharField(max_length=80, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="+")
    event_type = models.ForeignKey(EventType, models.PROTECT, null=True, blank=True, related_name="+")
    reporter = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # by which numbers: of the standard that held then (None: the built-in one), and of the organisation's rule for the kind
    standard = models.ForeignKey(ServiceStandard, models.PROTECT, null=True, blank=True, related_name="+")
    event_rule = models.ForeignKey(EventRule, models.PROTECT, null=True, blank=True, related_name="+")
    many = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="pattern_tasks")
    opened_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_reason = models.TextField(blank=True, max_length=2000)

    objects = PatternQuerySet.as_manager()

    SENSITIVE = ("subject", "settled_reason")
    EVIDENCE = {
        "task": (
            "organisation", "rule", "subject", "team", "client", "event_type", "reporter", "standard", "event_rule",
            "many", "days", "owner", "opened_at",
        ),
        "state": ("settled_at", "settled_by", "outcome", "settled_reason"),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "rule", "subject"], condition=Q(settled_at=None), name="supervision_one_pattern"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, outcome="", settled_reason="")
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(outcome="") & ~Q(settled_reason=""),
                name="supervision_pattern_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-opened_at", "-id"], name="supervision_patterns"),
            models.Index(fields=["owner", "opened_at"], name="supervision_pattern_owner", condition=Q(settled_at=None)),
        ]

    def __str__(self):
        return f"{self.rule} {self.opened_at:%Y-%m-%d}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

    @property
    def is_open(self) -> bool:
        return self.settled_at is None


class PatternReport(Evidence):
    """A report that was counted for such a task."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(PatternTask, models.PROTECT, related_name="reports")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="patterns")
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"counted": ("task", "incident", "at")}

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["task", "incident"], name="supervision_counted_once")]

    def __str__(self):
        return f"{self.task_id} {self.incident_id}"
