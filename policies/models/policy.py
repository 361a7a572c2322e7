"""Policies and protocols in immutable versions. A protocol is a policy whose clauses are steps to answer."""

import functools

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from policies.builtin import in_language


class Policy(models.Model):
    """A norm (what holds) or a protocol (what to do, step by step). Without organisation: built in."""

    class Kind(models.TextChoices):
        NORM = "norm"
        PROTOCOL = "protocol"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="policies_policy_slug"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(organisation=None), name="policies_builtin_slug"
            ),
        ]
        verbose_name_plural = "policies"

    def __str__(self):
        return self.slug


class PolicyVersionQuerySet(models.QuerySet):
    def in_force(self, at=None):
        at = at or timezone.now()
        return self.filter(in_force_from__lte=at).filter(
            models.Q(in_force_until=None) | models.Q(in_force_until__gt=at)
        )

    def lasting(self, at=None):
        """In force, or to come; what was retired before it came never does."""
        ends = models.Q(in_force_until__gt=at or timezone.now()) & models.Q(in_force_until__gt=models.F("in_force_from"))
        return self.filter(models.Q(in_force_until=None) | ends)


class PolicyVersion(models.Model):
    """One published wording of a policy; at most one in force per policy and moment, never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.JSONField()
    closing = models.JSONField(default=dict)
    # {language: text}: what the wording complies with (BG.13), and what is different from the version before
    principles = models.JSONField(default=dict)
    change_note = models.JSONField(default=dict)
    # categories of clients for whom it holds; empty: for all (BG.10)
    audience = models.JSONField(default=list)
    in_force_from = models.DateTimeField()
    in_force_until = models.DateTimeField(null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    # nobody else was there to approve it: it took effect after 24 hours
    is_by_sole_person = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    # ended without another version in its place: the built-in one holds again, where there is one
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    retired_reason = models.TextField(blank=True, max_length=2000)
    content_digest = models.CharField(max_length=64)

    objects = PolicyVersionQuerySet.as_manager()
    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policies_version_number"),
            models.UniqueConstraint(
                fields=["policy"], condition=models.Q(in_force_until=None), name="policies_one_version_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(in_force_until=None) | models.Q(in_force_until__gte=models.F("in_force_from")),
                name="policies_version_lasts",
            ),
            models.CheckConstraint(
                condition=models.Q(retired_at=None, retired_by=None, retired_reason="")
                | (models.Q(retired_at__isnull=False, retired_by__isnull=False) & ~models.Q(retired_reason="")),
                name="policies_version_retired_whole",
            ),
        ]

    def __str__(self):
        return f"{self.policy.slug} {self.number}"

    @property
    def is_to_come(self) -> bool:
        return self.in_force_from > timezone.now()

    def state_at(self, now) -> str:
        """coming, in_force or past."""
        if self.in_force_until is not None and self.in_force_until <= max(now, self.in_force_from):
            return "past"  # also where it was retired before it came
        return "coming" if self.in_force_from > now else "in_force"

    def title_in(self, language=None) -> str:
        return in_language(self.title, language)

    def closing_in(self, language=None) -> str:
        return in_language(self.closing, language)


class Clause(models.Model):
    """A numbered sentence of a policy version; in a protocol, one step with how it is answered."""

    class Kind(models.TextChoices):
        ENTITLEMENT = "entitlement"
        CONDITION = "condition"
        PRINCIPLE = "principle"
        STEP = "step"

    class Applies(models.TextChoices):
        ALWAYS = "always"
        CONDITIONAL = "conditional"

    class Moment(models.TextChoices):
        WITH_CLIENT = "with_client"
        WITH_ORGANISATION = "with_organisation"

    class Answer(models.TextChoices):
        """How a step is answered; boundaries/answers.py says what each needs."""

        NOTE = "note"
        REASON = "reason"
        CLAUSES = "clauses"
        CHANNELS = "channels"
        SAFETY = "safety"
        DISCOMFORT = "discomfort"
        GUIDANCE = "guidance"
        SUPPORT = "support"
        DECISION = "decision"
        CLARITY = "clarity"
        DOCUMENT = "document"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="clauses")
    number = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind)
    applies = models.CharField(max_length=12, choices=Applies, blank=True)
    moment = models.CharField(max_length=20, choices=Moment, blank=True)
    answer_kind = models.CharField(max_length=12, choices=Answer, blank=True)
    # in a norm, keys of the conditions under which an entitlement holds (BG.12)
    conditions = models.JSONField(default=list)
    # keys of clauses of the same version, and slugs of policies, to see as well (UK.15)
    related = models.JSONField(default=list)
    is_documented = models.BooleanField(default=True)
    # {language: {title, short, instruction, record_prompt, said: [sentences]}}
    texts = models.JSONField()

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="policies_clause_number"),
            models.UniqueConstraint(fields=["version", "key"], name="policies_clause_key"),
        ]

    def __str__(self):
        return f"{self.number} {self.key}"

    @property
    def always(self) -> bool:
        return self.applies == self.Applies.ALWAYS

    def text(self, language=None) -> dict:
        return in_language(self.texts, language)


class ProtocolKind(models.Model):
    """A kind of event for which a protocol version of an organisation's own was published."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="kinds")
    event_type = models.ForeignKey("policies.EventType", models.PROTECT, related_name="+")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "event_type"], name="policies_protocol_kind")]

    def __str__(self):
        return f"{self.version_id} {self.event_type_id}"


@functools.lru_cache(maxsize=64)
def steps_of(version_id) -> tuple[Clause, ...]:
    """A version's clauses in order, read once per process: what is published never changes."""
    return tuple(Clause.objects.filter(version_id=version_id))
