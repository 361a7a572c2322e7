"""The incident: what was reported, where it stands, and the verbs that move it.

A transition changes fields of this row and nothing else; what follows from it (deadlines, messages, notices)
is registered by the rooms above. Call verbs through audit.door.perform(), never directly.
"""

import datetime

from django.db import models
from django.utils import timezone
from django_fsm import FSMField

from accounts.models import Organisation, Team, User
from accounts.models.organisation import LANGUAGES
from audit.ids import new_reference, uuid7
from audit.models.stateful import SafeProtectedMixin, Stateful, verb  # noqa: F401 (the first migration finds it here)
from boundaries import choices, guards, limits, rights
from boundaries.choices import Kind, Status
from boundaries.facts import Facts
from boundaries.grading import assess
from boundaries.models.client import Client
from boundaries.visibility import IncidentQuerySet
from policies.kinds import ALWAYS_THERE, rule_for
from policies.kinds import Kind as EventKind
from policies.loading import protocol_for
from policies.models import EventRule, EventType, PolicyVersion, ServiceStandard
from policies.models.event_type import Gravity
from policies.protocols import is_general

MAX_TEXT = limits.MOST_TEXT


IN_ORDER, SEEN_BY = ("-urgent", "due_at", "id"), ("route", "reporter")


def _of_open(name, *fields, **narrower):
    """A small index over the open incidents only: they are a tenth of all and nearly all of the work."""
    condition = models.Q(status__in=choices.OPEN, **narrower)
    return models.Index(fields=fields, name=f"boundaries_{name}", condition=condition)


def _of_escalated(name, *fields):
    return models.Index(fields=fields, name=f"boundaries_{name}", condition=models.Q(status=Status.ESCALATED))


def _text(**kwargs):
    return models.TextField(blank=True, max_length=MAX_TEXT, **kwargs)


def _by(name):
    return models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name=f"{name}_incidents")


def _at():
    return models.DateTimeField(null=True, blank=True)


class Incident(Stateful):
    """A report about a professional boundary, or a question before acting, and the conversation it opens."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    reference = models.CharField(max_length=16, unique=True, null=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.INCIDENT)
    status = FSMField(default=Status.DRAFT, choices=Status, protected=True, max_length=20)

    # Where it is and whose turn it is; kept by supervision in the transaction that changes it
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True)
    assignee = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="assigned_incidents")
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    # who may be reached by it: the line, the safeguarding lead first, or past the whole line
    route = models.CharField(max_length=12, choices=choices.Route, default=choices.Route.LINE)

    # The report, frozen when sent
    reporter = models.ForeignKey(User, models.PROTECT, related_name="reported_incidents")
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    started_at = models.DateTimeField(default=timezone.now)
    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True)
    client_missing_reason = models.CharField(max_length=200, blank=True)
    event_type = models.ForeignKey(EventType, models.PROTECT, null=True, blank=True)
    protocol_version = models.ForeignKey(PolicyVersion, models.PROTECT, null=True, blank=True)
    gravity = models.CharField(max_length=2, choices=Gravity, blank=True)
    condition_answer = models.CharField(max_length=6, choices=choices.YesNoUnsure, blank=True)
    started_by = models.CharField(max_length=10, choices=choices.StartedBy, blank=True)
    occurred_at = models.DateTimeField(null=True, blank=True)
    contact_channel = models.CharField(max_length=20, choices=choices.ContactChannel, blank=True)
    staff_part = models.CharField(max_length=12, choices=choices.StaffPart, blank=True)
    not_present_reason = models.CharField(max_length=200, blank=True)
    what_happened = _text()
    request_verbatim = _text()
    own_observations = _text()
    feelings = _text()
    reason_given = models.BooleanField(null=True, blank=True)
    stated_reason = _text()
    responses = models.JSONField(default=list, blank=True)
    response_given = _text()
    safety_concern = models.CharField(max_length=6, choices=choices.YesNoUnsure, blank=True)
    danger_for = models.CharField(max_length=10, choices=choices.DangerFor, blank=True)
    discomfort = models.BooleanField(null=True, blank=True)
    support_wanted = models.CharField(max_length=20, choices=choices.SupportWanted, blank=True)
    client_decision = models.CharField(max_length=20, choices=choices.ClientDecision, blank=True)
    understood = models.CharField(max_length=6, choices=choices.YesNoUnsure, blank=True)
    expectation = models.CharField(max_length=12, choices=choices.Expectation, blank=True)
    expectation_text = _text()
    # shown above every answer, never exported
    reach_safely = models.CharField(max_length=200, blank=True)
    question = _text()
    # filed behind a pseudonym: whoever answers learns the name only through a Reveal (CS.3a)
    behind_pseudonym = models.BooleanField(default=False)

    # how its gravity came about: the organisation's rule (None: as built in) and what raised it (boundaries/grading.py)
    event_rule = models.ForeignKey(EventRule, models.PROTECT, null=True, blank=True, related_name="+")
    grading = models.JSONField(null=True, blank=True)

    # What was decided about it: each decision with its time, person and reason
    submitted_at = _at()
    acknowledged_at = _at()
    acknowledged_by = _by("acknowledged")
    escalated_at = _at()
    escalated_by = _by("escalated")
    escalated_to = _by("escalated_to")
    escalated_reason = _text()
    decided_at = _at()
    decided_by = _by("decided")
    decided_reason = _text()
    resolved_at = _at()
    resolved_by = _by("resolved")
    resolved_reason = _text()
    contact_type = models.CharField(max_length=12, choices=choices.ContactType, blank=True)
    outcome = models.CharField(max_length=30, choices=choices.Outcome, blank=True)
    need_served = _text()
    reopen_until = _at()
    agreed_at = _at()
    reopened_at = _at()
    reopened_by = _by("reopened")
    reopened_reason = _text()
    withdrawn_at = _at()
    withdrawn_reason = _text()
    closed_at = _at()
    closed_by = _by("closed")
    closed_reason = _text()
    care_record_ref = models.CharField(max_length=60, blank=True)
    care_record_note = models.CharField(max_length=200, blank=True)
    care_record_at = _at()
    care_record_by = _by("care_record")

    objects = IncidentQuerySet.as_manager()

    SENSITIVE = (
        "client_missing_reason", "not_present_reason", "what_happened", "request_verbatim", "own_observations",
        "feelings", "stated_reason", "response_given", "expectation_text", "reach_safely", "question",
        "escalated_reason", "decided_reason", "resolved_reason", "need_served", "reopened_reason",
        "withdrawn_reason", "closed_reason", "care_record_ref", "care_record_note",
    )  # fmt: skip
    EVIDENCE = {
        "report": (
            "reference", "kind", "organisation", "reporter", "language", "started_at", "client",
            "client_missing_reason", "event_type", "protocol_version", "gravity", "route", "condition_answer",
            "started_by", "occurred_at", "contact_channel", "staff_part", "not_present_reason", "what_happened",
            "request_verbatim", "own_observations", "feelings", "reason_given", "stated_reason", "responses",
            "response_given", "safety_concern", "danger_for", "discomfort", "support_wanted", "client_decision",
            "understood", "expectation", "expectation_text", "reach_safely", "question", "submitted_at",
        ),
        "filing": ("behind_pseudonym",),
        "grading": ("event_rule", "grading"),
        "state": (
            "status", "assignee", "team", "acknowledged_at", "acknowledged_by", "escalated_at", "escalated_by",
            "escalated_to", "escalated_reason", "decided_at", "decided_by", "decided_reason", "resolved_at",
            "resolved_by", "resolved_reason", "contact_type", "outcome", "need_served", "reopen_until",
            "agreed_at", "reopened_at", "reopened_by", "reopened_reason", "withdrawn_at", "withdrawn_reason",
            "closed_at", "closed_by", "closed_reason", "care_record_ref", "care_record_note", "care_record_at",
            "care_record_by",
        ),
    }  # fmt: skip

    # what the one door asks of an incident before somebody reads it; the rest is read when asked for
    NEEDED_FOR_ACCESS = ("reference", "kind", "status", "organisation", "reporter", "client", "submitted_at")

    READ_WITH = {"submit": ("answers", "named", "attachments", "referrals")}
    JOINED_WITH = {"submit": ("organisation", "event_type", "event_rule", "on_behalf")}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="boundaries_incident_status"),
            models.CheckConstraint(
                condition=models.Q(status=Status.DRAFT) | models.Q(reference__isnull=False, submitted_at__isnull=False),
                name="boundaries_sent_has_reference",
            ),
            *choices.trio_constraints(),
        ]
        indexes = [
            # the queue in order (supervision/queue.py): a team or the service, what is owed or one status; the
            # columns after the id let counts be answered from the index alone
            _of_open("queue_team", "organisation", "team", *IN_ORDER, "status", *SEEN_BY, due_at__isnull=False),
            _of_open("queue_service", "organisation", *IN_ORDER, "status", *SEEN_BY, due_at__isnull=False),
            _of_open("stage_team", "organisation", "team", "status", *IN_ORDER, *SEEN_BY),
            _of_open("stage_service", "organisation", "status", *IN_ORDER, *SEEN_BY),
            # what somebody has beyond her role
            _of_open("assigned", "assignee", "team", "route", "id"),
            _of_open("past_the_line", "organisation", "id", route=choices.Route.INDEPENDENT),
            # what waits for a decision, whose it is in the last columns
            _of_escalated("escalated_team", "organisation", "team", *IN_ORDER, "escalated_to", "status", *SEEN_BY),
            _of_escalated("escalated_service", "organisation", *IN_ORDER, "escalated_to", "status", *SEEN_BY),
            models.Index(fields=["organisation", "-submitted_at", "-id"], name="boundaries_register"),
            models.Index(fields=["reporter", "-started_at"], name="boundaries_own"),
            models.Index(fields=["client", "-occurred_at"], name="boundaries_of_client"),
        ]

    def __str__(self):
        return self.reference or str(self.id)

    def clean(self):
        limits.check_texts(self)

    # -- asked by the one door ------------------------------------------------------------------------------

    def may(self, verb, user) -> bool:
        return rights.may(self, verb, user)

    def guards_against(self, verb) -> list[str]:
        return guards.reasons_against(self, verb)

    def may_stand_unproven(self):
        return self.status == Status.DRAFT

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.exclude(status=Status.DRAFT)
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

    def role_of(self, user) -> str:
        return rights.role_in(self, user)

    # -- its kind -------------------------------------------------------------------------------------------

    @property
    def event_kind(self) -> EventKind | None:
        """The kind under the rule that it was filed under; a draft's rule is the one in force (boundaries/drafts.py)."""
        return EventKind(self.event_type, self.event_rule) if self.event_type_id else None

    @property
    def is_guided_by_general(self) -> bool:
        return self.protocol_version_id is not None and is_general(self.protocol_version)

    def _take_a_kind(self):
        """What was sent early, before a kind was chosen, is about something else until it is known better."""
        if self.event_type_id is None:
            self.event_type = EventType.objects.get(key=ALWAYS_THERE)
            self.event_rule = rule_for(self.event_type, self.organisation_id)
        if self.protocol_version_id is None:
            self.protocol_version = protocol_for(self.event_type, self.organisation)

    # -- the verbs ------------------------------------------------------------------------------------------

    @verb("submit", Status.DRAFT, Status.SUBMITTED, "incident_submitted")
    def submit(self, by):
        """The report is sent; it is the supervisor's turn."""
        now = timezone.now()
        self.reference, self.submitted_at = new_reference(), now
        if self.kind == Kind.INCIDENT:
            self._take_a_kind()
            self.occurred_at = self.occurred_at or now
        graded = assess(self.event_kind, Facts(self))
        self.gravity, self.route, self.urgent, self.grading = graded.gravity, graded.route, graded.urgent, graded.grounds
        writer = by if by.pk == self.reporter_id else self.reporter
        team = (self.client.team if self.client_id else None) or writer.team
        self.team_id = team.pk if team else None  # read afresh: whoever signed in long ago knows an old supervisor

    @verb("withdraw", Status.SUBMITTED, Status.WITHDRAWN, "incident_withdrawn")
    def withdraw(self, by, reason):
        """The reporter takes the report back; nobody's turn. It stays for lead and auditor."""
        self.withdrawn_at, self.withdrawn_reason = timezone.now(), reason

    @verb("acknowledge", Status.SUBMITTED, Status.ACKNOWLEDGED, "incident_acknowledged")
    def acknowledge(self, by, message):
        """Answered for the first time: the message that does it is sent in the same act. Still the supervisor's turn."""
        self.acknowledged_at, self.acknowledged_by = timezone.now(), by

    @verb("escalate", [Status.SUBMITTED, Status.ACKNOWLEDGED], Status.ESCALATED, "incident_escalated")
    def escalate(self, by, to, reason):
        """Handed over for a decision; it is the addressee's turn."""
        self.escalated_at, self.escalated_by = timezone.now(), by
        self.escalated_to, self.escalated_reason = to, reason
        self.decided_at, self.decided_by, self.decided_reason = None, None, ""

    @verb("decide", Status.ESCALATED, Status.ACKNOWLEDGED, "incident_decided")
    def decide(self, by, reason, message, next_person):
        """Decided, and the reporter told in the same act; it is the turn of whoever acts next."""
        self.decided_at, self.decided_by, self.decided_reason = timezone.now(), by, reason
        self.acknowledged_at = self.acknowledged_at or self.decided_at
        self.acknowledged_by = self.acknowledged_by or by
        self.assignee = next_person

    @verb("resolve", Status.ACKNOWLEDGED, Status.RESOLVED, "incident_resolved")
    def resolve(self, by, outcome, reason, contact_type, need_served, message):
        """A result is reached and told; the reporter may agree or come back to it."""
        self.resolved_at, self.resolved_by, self.resolved_reason = timezone.now(), by, reason
        self.outcome, self.contact_type, self.need_served = outcome, contact_type, need_served
        standard = ServiceStandard.at(self.organisation_id)
        self.reopen_until = self.resolved_at + datetime.timedelta(days=standard.reopen_days)
        self.agreed_at = None

    @verb("reopen", Status.RESOLVED, Status.ACKNOWLEDGED, "incident_reopened")
    def reopen(self, by, reason, language=""):
        """Somebody comes back to it in time; it is the supervisor's turn again."""
        self.reopened_at, self.reopened_by, self.reopened_reason = timezone.now(), by, reason
        self.resolved_at, self.resolved_by, self.resolved_reason = None, None, ""
        self.outcome, self.need_served, self.reopen_until, self.agreed_at = "", "", None, None

    @verb("close", Status.RESOLVED, Status.CLOSED, "incident_closed")
    def close(self, by, reason):
        """Finished and sealed; nobody's turn. A later message becomes a question of its own."""
        self.closed_at, self.closed_by, self.closed_reason = timezone.now(), by, reason
