"""The fixed choices of a record. Their words in six languages are built-in content (policies/builtin.py)."""

from django.db import models


class Status(models.TextChoices):
    """Where an incident stands; boundaries/models/incident.py declares the ways between."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED, Status.RESOLVED)


class Kind(models.TextChoices):
    INCIDENT = "incident"
    QUESTION = "question"


class Route(models.TextChoices):
    """Who is reached first: the line, the safeguarding lead, or the safeguarding lead past the whole line."""

    LINE = "line"
    SAFEGUARDING = "safeguarding"
    INDEPENDENT = "independent"


class YesNoUnsure(models.TextChoices):
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class StartedBy(models.TextChoices):
    CLIENT = "client"
    RELATIVE = "relative"
    ME = "me"
    OTHER = "other"


class StaffPart(models.TextChoices):
    """Is someone who works here part of this?"""

    NO = "no"
    NAMED = "named"
    CANNOT_SAY = "cannot_say"


class ContactChannel(models.TextChoices):
    IN_PERSON = "in_person"
    PHONE = "phone"
    MESSAGE = "message"
    SOCIAL_MEDIA = "social_media"
    LETTER = "letter"
    OTHER = "other"


class DangerFor(models.TextChoices):
    ME = "me"
    CLIENT = "client"
    OTHER = "other"


class Response(models.TextChoices):
    """What the caregiver did at the time."""

    DECLINED = "declined"
    REDIRECTED = "redirected"
    ASKED_TO_STOP = "asked_to_stop"
    STEPPED_OUT = "stepped_out"
    ACCEPTED_UNDER_PRESSURE = "accepted_under_pressure"
    ACCEPTED = "accepted"
    UNSURE = "unsure"
    NOT_PRESENT = "not_present"


class SupportWanted(models.TextChoices):
    NONE = "none"
    TALK = "talk"
    SUPERVISION_SESSION = "supervision_session"
    CHANGE_OF_CLIENT = "change_of_client"


class ClientDecision(models.TextChoices):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDECIDED = "undecided"
    NOTHING_OFFERED = "nothing_offered"


class Expectation(models.TextChoices):
    JUST_RECORD = "just_record"
    ADVICE = "advice"
    SUPPORT = "support"
    DECISION = "decision"
    PROTECTION = "protection"


class ContactType(models.TextChoices):
    INFORMATIVE = "informative"
    TESTING = "testing"
    ABUSIVE = "abusive"
    URGENT = "urgent"
    COUNSELLING = "counselling"


class Outcome(models.TextChoices):
    BOUNDARY_KEPT_ACCEPTED = "boundary_kept_accepted"
    BOUNDARY_KEPT_DECLINED = "boundary_kept_declined"
    REFERRED = "referred"
    OUTSIDE_REMIT = "outside_remit"
    ARRANGEMENTS_CHANGED = "arrangements_changed"
    POLICY_CLARIFIED = "policy_clarified"
    EXCEPTION_AGREED = "exception_agreed"
    SAFEGUARDING_HANDED_OVER = "safeguarding_handed_over"
    RECORDED_ONLY = "recorded_only"
    NO_FURTHER_ACTION = "no_further_action"
    DUPLICATE = "duplicate"


# A reason may stand without its person where the clock acts (escalation of an urgent case).
DECISIONS = {
    "escalated": ("by", "reason"),
    "decided": ("by", "reason"),
    "resolved": ("by", "reason"),
    "reopened": ("by", "reason"),
    "closed": ("by", "reason"),
    "withdrawn": ("reason",),
    "acknowledged": ("by",),
}


def trio_constraints() -> list[models.CheckConstraint]:
    """time, person and reason of a decision stand or fall together (an escalation may be the clock's)."""
    return [_trio(name, parts) for name, parts in DECISIONS.items()]


def _trio(name, parts):
    absent, present = models.Q(**{f"{name}_at": None}), models.Q(**{f"{name}_at__isnull": False})
    if "by" in parts:
        absent &= models.Q(**{f"{name}_by": None})
        if name != "escalated":
            present &= models.Q(**{f"{name}_by__isnull": False})
    if "reason" in parts:
        absent &= models.Q(**{f"{name}_reason": ""})
        present &= ~models.Q(**{f"{name}_reason": ""})
    return models.CheckConstraint(condition=absent | present, name=f"boundaries_{name}_together")
