"""Supervision sessions (reflective, never a browser's session): who sits together when, on what, and what was agreed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from accounts.encryption import EncryptedText
from accounts.models import Organisation, User
from accounts.models.organisation import LANGUAGES
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident
from policies.models import LibraryItem

MAX_NOTES = 8000
MAX_LINE = 600


class FocusArea(models.TextChoices):
    """What is looked at separately (BG.8): a word for grouping, never a judgement."""

    CLIENT_NEED = "client_need"
    CAREGIVER_FEELING = "caregiver_feeling"
    BOUNDARY = "boundary"
    SAFETY = "safety"
    ARRANGEMENT = "arrangement"
    POLICY = "policy"


def check_areas(areas):
    if not isinstance(areas, list) or set(areas) - set(FocusArea.values):
        raise ValidationError("Unknown focus area.")


class SupervisionSession(Evidence):
    """A meeting in which a supervisor and one or several people look together at what happened at work.

    Without `starts_at` it was asked for and has no date yet. `offered_at`: the supervisor stands by the notes as they
    are; `confirmed_at`: everybody does, and nothing that was shared changes any more.
    """

    class Form(models.TextChoices):
        INDIVIDUAL = "individual"
        GROUP = "group"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    supervisor = models.ForeignKey(User, models.PROTECT, related_name="supervision_sessions_held")
    form = models.CharField(max_length=10, choices=Form, default=Form.INDIVIDUAL)
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_reason = models.CharField(max_length=MAX_LINE, blank=True)
    shared_notes = models.TextField(blank=True, max_length=MAX_NOTES)
    language = models.CharField(max_length=2, default="en", choices=[(code, code) for code in LANGUAGES])
    areas = models.JSONField(default=list, blank=True, validators=[check_areas])
    offered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("place", "cancelled_reason", "shared_notes")
    EVIDENCE = {
        "session": ("organisation", "supervisor", "form", "entered_at", "entered_by"),
        "state": (
            "starts_at", "place", "held_at", "cancelled_at", "cancelled_by", "cancelled_reason", "shared_notes",
            "language", "areas", "offered_at", "confirmed_at",
        ),
    }  # fmt: skip
    status = ""  # acts on it go through the one door; where it stands follows from its times

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None, cancelled_by=None)
                | models.Q(cancelled_at__isnull=False, cancelled_by__isnull=False, held_at=None),
                name="supervision_session_called_off_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(offered_at__isnull=False, held_at__isnull=False),
                name="supervision_session_confirmed_after_held",
            ),
        ]
        indexes = [
            models.Index(fields=["supervisor", "starts_at"], name="supervision_sessions_held_by"),
            models.Index(fields=["organisation", "held_at"], name="supervision_sessions_of"),
        ]

    def __str__(self):
        return f"{self.supervisor_id} {self.starts_at:%Y-%m-%d}" if self.starts_at else str(self.supervisor_id)

    def role_of(self, user) -> str:
        if user is None:
            return "system"
        if user.pk == self.supervisor_id:
            return "supervisor"
        return user.roles[0] if user.roles else ""

    def may_stand_unproven(self) -> bool:
        """Only as it is planned, before its first event, which is appended in the same transaction."""
        return not (self.held_at or self.cancelled_at or self.shared_notes or self.offered_at)

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows


class OfSession(Evidence):
    """A row that belongs to one supervision session."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(SupervisionSession, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(session__organisation_id=organisation_id) if organisation_id else rows


class SessionPerson(OfSession):
    """Somebody for whom the session is: whether she confirmed its notes, and what she says to them."""

    session = models.ForeignKey(SupervisionSession, models.PROTECT, related_name="people")
    person = models.ForeignKey(User, models.PROTECT, related_name="supervision_sessions")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True, max_length=MAX_LINE)
    change_asked = models.TextField(blank=True, max_length=MAX_LINE)
    # when everybody had confirmed
    final_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("words", "change_asked")
    EVIDENCE = {"person": ("session", "person"), "state": ("confirmed_at", "words", "change_asked", "final_at")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="supervision_session_person")]

    def __str__(self):
        return f"{self.session_id} {self.person_id}"


class SessionIncident(OfSession):
    """A record that this session is to look at; each of them sees it only where she sees the record."""

    session = models.ForeignKey(SupervisionSession, models.PROTECT, related_name="linked")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="supervision_sessions")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"link": ("session", "incident", "added_at", "added_by")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "incident"], name="supervision_session_incident")]

    def __str__(self):
        return f"{self.session_id} {self.incident_id}"


class SessionTopic(OfSession):
    """What somebody who takes part wants to speak about, in her own words."""

    session = models.ForeignKey(SupervisionSession, models.PROTECT, related_name="topics")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(max_length=MAX_LINE)
    area = models.CharField(max_length=20, choices=FocusArea, blank=True)
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("text",)
    EVIDENCE = {"topic": ("session", "author", "text", "area", "at")}

    def __str__(self):
        return f"{self.session_id} {self.author_id}"


class SessionAgreement(OfSession):
    """What was agreed: who does what by when, and what the next session found."""

    session = models.ForeignKey(SupervisionSession, models.PROTECT, related_name="agreements")
    text = models.TextField(max_length=MAX_LINE)
    area = models.CharField(max_length=20, choices=FocusArea, blank=True)
    responsible = models.ForeignKey(User, models.PROTECT, related_name="session_agreements")
    due_on = models.DateField()
    entered_at = models.DateTimeField(default=timezone.now)
    # taken back before everybody had confirmed
    struck_at = models.DateTimeField(null=True, blank=True)
    rechecked_at = models.DateTimeField(null=True, blank=True)
    rechecked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    is_done = models.BooleanField(null=True, blank=True)
    found = models.TextField(blank=True, max_length=MAX_LINE)
    # when its person was told that the day has come
    reminded_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("text", "found")
    EVIDENCE = {
        "agreement": ("session", "text", "area", "responsible", "due_on", "entered_at"),
        "state": ("struck_at", "rechecked_at", "rechecked_by", "is_done", "found"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rechecked_at=None, rechecked_by=None, is_done=None)
                | models.Q(rechecked_at__isnull=False, rechecked_by__isnull=False, is_done__isnull=False),
                name="supervision_agreement_rechecked_whole",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="supervision_agreed_and_open",
                condition=models.Q(rechecked_at=None, struck_at=None, reminded_at=None),
            )
        ]

    def __str__(self):
        return f"{self.session_id} {self.due_on}"


class SessionPrivateNote(models.Model):
    """What one of them writes for herself alone: nobody else reads it, and nothing exports it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(SupervisionSession, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = EncryptedText()
    written_at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("text_encrypted",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "author"], name="supervision_private_note")]

    def __str__(self):
        return f"{self.session_id} {self.author_id}"


class SkillNote(models.Model):
    """A person's own reflection on one skill: hers alone until she shares it with a session. No marks, no numbers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="skill_notes")
    skill = models.ForeignKey(LibraryItem, models.PROTECT, related_name="+")
    situation = models.TextField(blank=True, max_length=MAX_LINE)
    reflection = models.TextField(max_length=MAX_NOTES)
    written_at = models.DateTimeField(default=timezone.now)
    # shared with everybody in this session; taken back as long as it was not spoken about
    session = models.ForeignKey(SupervisionSession, models.PROTECT, null=True, blank=True, related_name="skill_notes")
    shared = models.BooleanField(default=False)
    discussed_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("situation", "reflection")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shared=True, session__isnull=False)
                | models.Q(shared=False, session=None, discussed_at=None),
                name="supervision_reflection_shared_with",
            )
        ]

    def __str__(self):
        return f"{self.author_id} {self.skill_id}"
