"""What a small thing is, whether it has stayed one, and what its end needs less of than others."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.roles import Right
from boundaries.choices import Expectation, Kind, Response, Status, SupportWanted, YesNoUnsure
from boundaries.models import Addendum, Incident
from policies.models.event_type import Gravity
from supervision.models import Message, PatternReport, Understanding
from supervision.safety import concerns_safety

ASKS = (Expectation.ADVICE, Expectation.DECISION, Expectation.PROTECTION)
ANSWERED_IN = (Status.SUBMITTED, Status.ACKNOWLEDGED)
# what is_small() and _is_plain() read of a row, for lists that read nothing else
READ = ("gravity", "responses", "discomfort", "expectation", "escalated_at", "reopened_at")


def is_small(incident) -> bool:
    """The least grave kind, declined by the caregiver herself; nobody worries, is uneasy, or asks for anything."""
    accepted = {Response.ACCEPTED, Response.ACCEPTED_UNDER_PRESSURE, Response.UNSURE} & set(incident.responses)
    declined = Response.DECLINED in incident.responses and not accepted
    calm = not concerns_safety(incident) and not incident.discomfort
    return incident.gravity == Gravity.S0 and declined and calm and incident.expectation not in ASKS


def stays_small(incident) -> bool:
    """And nothing has come to it since: no word more of hers, nobody who had to decide, nothing that repeats itself."""
    return incident.pk in small_among([incident])


def small_among(incidents) -> set:
    """The keys of those that stayed small, in one statement, and in none where none looks like it."""
    plain = [row.pk for row in incidents if is_small(row) and _is_plain(row)]
    return set(_untouched().filter(pk__in=plain).values_list("pk", flat=True)) if plain else set()


def _is_plain(incident):
    if incident.kind == Kind.QUESTION or incident.understood in (YesNoUnsure.NO, YesNoUnsure.UNSURE):
        return False
    wants_nothing = incident.support_wanted in ("", SupportWanted.NONE)
    return wants_nothing and incident.escalated_at is None and incident.reopened_at is None


def _untouched():
    """Whoever may know of the pattern: that there is one is not said, only that this is no small thing."""
    of_it = {"incident": OuterRef("pk")}
    said = Message.objects.filter(**of_it, kind=Message.Kind.REPORTER)
    added = Addendum.objects.filter(**of_it, author=OuterRef("reporter"))
    missed = Understanding.objects.filter(message__incident=OuterRef("pk"), answer=Understanding.Answer.NOT_QUITE)
    patterns = PatternReport.objects.filter(**of_it, task__settled_at=None)
    return Incident.objects.filter(~Exists(said), ~Exists(added), ~Exists(missed), ~Exists(patterns))


def small_for(incidents, user) -> set:
    """The keys of those that this person may answer and close from one page, as far as a list knows them."""
    return small_among([row for row in incidents if _may_end(row, user)])


def _may_end(row, user):
    if row.status not in ANSWERED_IN or row.reporter_id == user.pk or not user.has_right(Right.ANSWER):
        return False
    return row.status == Status.SUBMITTED or row.assignee_id == user.pk or user.has_right(Right.DECIDE)


def may_still_say_how_it_was(incident) -> bool:
    """C6 is voluntary for small things: after its end, as long as she might have come back to any other."""
    in_time = incident.reopen_until is not None and timezone.now() <= incident.reopen_until
    return incident.status == Status.CLOSED and in_time and is_small(incident)
