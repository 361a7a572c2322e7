"""Where the consultations of a record stand, whose answer is awaited, and who can be asked at all."""

from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Right
from boundaries import pseudonyms
from boundaries.choices import Route, Status
from supervision.models import Consultation, Deadline

Kind = Consultation.Kind
DUE = Deadline.Kind.CONSULTATION
# while these last a colleague may be asked, and answers
OPEN = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED)


def may_be_consulted(person) -> bool:
    """Somebody whose work it is to answer or to decide."""
    return person.is_active and (person.has_right(Right.ANSWER) or person.has_right(Right.DECIDE))


def asked_of(user):
    """The questions that this person may open. Walls beat what was asked: nobody named, nor the reporter, opens any."""
    if not may_be_consulted(user):
        return Consultation.objects.none()
    rows = Consultation.objects.filter(
        kind=Kind.COLLEAGUE, asked_of=user, incident__organisation_id=user.organisation_id
    )
    return rows.exclude(incident__reporter=user).exclude(incident__named__user=user)


def consultations_of(incident) -> list[Consultation]:
    people = ("asked_by__profile", "asked_of__profile", "answered_by__profile", "withdrawn_by__profile")
    return list(incident.consultations.select_related(*people).order_by("asked_at", "pk"))


def waiting(incident):
    """Questions to colleagues that were neither answered nor taken back."""
    return incident.consultations.filter(kind=Kind.COLLEAGUE, answered_at=None, withdrawn_at=None)


def undecided(incident):
    """What an authority was told, and no decision of hers is recorded yet."""
    return incident.consultations.filter(kind=Kind.AUTHORITY, answered_at=None)


def is_decided_outside(incident) -> bool:
    return incident.consultations.filter(kind=Kind.AUTHORITY, answered_at__isnull=False).exists()


def has_colleague_answered(incident) -> bool:
    return incident.consultations.filter(kind=Kind.COLLEAGUE, answered_at__isnull=False).exists()


def is_done(row) -> bool:
    return row.answered_at is not None or row.withdrawn_at is not None


def awaits_answer(row) -> bool:
    """Whether the colleague may answer now: a record that was taken back or finished asks nobody any more."""
    return not is_done(row) and row.incident.status in OPEN


def due_times(rows) -> dict:
    """Consultation -> until when its answer is owed, of those that are still open."""
    keys = [row.pk for row in rows]
    found = Deadline.objects.open().filter(kind=DUE, subject_id__in=keys) if keys else Deadline.objects.none()
    return dict(found.values_list("subject_id", "due_at"))


class Askable:
    """Who can be asked about one incident by one person; its walls are read once."""

    def __init__(self, incident, by):
        self.incident, self.by = incident, by

    def people(self) -> list[User]:
        """By name. Staff are few: filtered in Python."""
        rows = User.objects.filter(organisation=self.incident.organisation_id, is_active=True)
        rows = rows.select_related("profile__team").order_by("family_name", "given_name", "id")
        return [person for person in rows if not self.why_not(person)]

    def why_not(self, person) -> str:
        """A sentence; "" where she can be asked. Of a reporter whom the asker does not know it says nothing."""
        incident = self.incident
        if person.organisation_id != incident.organisation_id:
            return _("This person cannot be asked.")
        if person.pk == self.by.pk:
            return _("You cannot ask yourself.")
        if person.pk in self._named:
            return _("This person is part of the event: she is not asked, and reads nothing of it.")
        if person.pk == incident.reporter_id:
            hidden = pseudonyms.hides(incident, self.by)
            return (
                _("This person cannot be asked.")
                if hidden
                else _("This person reported it. Write to her in the record.")
            )
        if not person.is_active:
            return _("This person does not work here any more.")
        return self._why_not_now(person)

    def _why_not_now(self, person):
        if not may_be_consulted(person):
            return _("Only somebody who answers or decides here can be asked.")
        if self.incident.route == Route.INDEPENDENT and person.pk in self._line:
            return _("This report goes past the line, so nobody of the line is asked.")
        if person.pk in self._asked:
            return _("This colleague was asked already and has not answered yet.")
        return ""

    @cached_property
    def _named(self):
        return {row.user_id for row in self.incident.named.all()}

    @cached_property
    def _line(self):
        team = self.incident.team
        return {team.lead_id, team.supervisor_id} if team else set()

    @cached_property
    def _asked(self):
        return set(waiting(self.incident).values_list("asked_of", flat=True))
