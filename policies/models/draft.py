"""The next wording of a policy while it is written, proposed and approved."""

from django.db import models
from django.utils import timezone
from django_fsm import FSMField

from accounts.models import Organisation, User
from accounts.plain_text import plain_text
from audit.errors import NotNow
from audit.ids import uuid7
from audit.models.stateful import Stateful, verb
from policies.editing import guards, publishing, rights
from policies.editing.document import digest_of
from policies.models.policy import Policy, PolicyVersion


class VersionDraft(Stateful):
    """A wording that somebody writes. Published, it has become a version that never changes.

    `document` is the whole of it, and the same as what is exported and imported (policies/editing/document.py).
    """

    class Status(models.TextChoices):
        DRAFT = "draft"
        PROPOSED = "proposed"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    # None: the first version of a policy that is not there yet
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, blank=True, related_name="drafts")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=Policy.Kind)
    status = FSMField(default=Status.DRAFT, choices=Status, protected=True, max_length=10)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    # counts every change of the document, so that two editors never overwrite each other unseen
    revision = models.PositiveIntegerField(default=0)
    document = models.JSONField(default=dict)
    document_digest = models.CharField(max_length=64, blank=True)
    # when it shall be in force; None: as soon as it is approved
    take_effect_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # nobody else may approve it: it takes effect 24 hours after it was proposed
    is_sole = models.BooleanField(default=False)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_reason = models.TextField(blank=True, max_length=2000)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.OneToOneField(PolicyVersion, models.PROTECT, null=True, blank=True, related_name="draft")

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {
        "draft": ("organisation", "slug", "kind", "author", "started_at"),
        "state": (
            "status", "policy", "document_digest", "take_effect_at", "proposed_at", "proposed_by", "is_sole",
            "sent_back_at", "sent_back_by", "sent_back_reason", "approved_at", "approved_by", "withdrawn_at",
            "withdrawn_by", "version",
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=("draft", "proposed", "published", "withdrawn")),
                name="policies_draft_status",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(version__isnull=False),
                name="policies_published_draft_has_version",
            ),
            # BG.11: nobody approves her own wording
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("author")),
                name="policies_draft_approved_by_another",
            ),
            # one wording at a time is written for a policy
            models.UniqueConstraint(
                fields=["organisation", "slug"],
                condition=models.Q(status__in=("draft", "proposed")),
                name="policies_one_open_draft",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status"], name="policies_drafts")]

    def __str__(self):
        return f"{self.slug} {self.status}"

    # -- asked by the one door ------------------------------------------------------------------------------

    def may(self, verb, user) -> bool:
        return rights.may(self, verb, user)

    def guards_against(self, verb) -> list[str]:
        return guards.reasons_against(self, verb)

    def may_stand_unproven(self):
        return self.status == self.Status.DRAFT

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.exclude(status=cls.Status.DRAFT)
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

    def role_of(self, user) -> str:
        return "system" if user is None else (user.roles[0] if user.roles else "")

    # -- the verbs ------------------------------------------------------------------------------------------

    @verb("propose", Status.DRAFT, Status.PROPOSED, "version_proposed")
    def propose(self, by, take_effect_at=None):
        """Written to the end; it is somebody else's turn to approve it."""
        _refuse(guards.about_moment(take_effect_at))
        self.proposed_at, self.proposed_by = timezone.now(), by
        self.take_effect_at = take_effect_at
        self.document_digest = digest_of(self.document)
        self.is_sole = not rights.somebody_approves(self)

    @verb("send_back", Status.PROPOSED, Status.DRAFT, "version_sent_back")
    def send_back(self, by, reason):
        """Not yet: it is the author's turn again."""
        reason = plain_text(reason).strip()
        _refuse([] if reason else ["reason_missing"])
        self.sent_back_at, self.sent_back_by, self.sent_back_reason = timezone.now(), by, reason
        self.proposed_at, self.proposed_by, self.is_sole = None, None, False

    @verb("approve", Status.PROPOSED, Status.PUBLISHED, "version_approved")
    def approve(self, by, seen=None):
        """Approved by another person: published, in force from when it was wanted; nobody's turn.

        `seen`: the digest of the wording that was read.
        """
        _refuse([] if seen in (None, self.document_digest) else ["wording_changed"])
        self.approved_at, self.approved_by = timezone.now(), by
        publishing.publish(self)

    @verb("take_effect", Status.PROPOSED, Status.PUBLISHED, "version_took_effect")
    def take_effect(self, by):
        """Nobody else was there to approve it for 24 hours: published, and marked so; nobody's turn."""
        publishing.publish(self)

    @verb("withdraw", [Status.DRAFT, Status.PROPOSED], Status.WITHDRAWN, "version_withdrawn")
    def withdraw(self, by):
        """Not wanted any more; nobody's turn."""
        self.withdrawn_at, self.withdrawn_by = timezone.now(), by


def _refuse(codes):
    if codes:
        raise NotNow(codes)
