"""What is owed: a session by the rule, by her supervisor; and the day of what was agreed. The clock finds both."""

import datetime
import zoneinfo

from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from audit.door import declare_consequences
from audit.errors import NotNow
from supervision import clock, duties, notices
from supervision.models import Deadline, SessionAgreement, SessionRule
from supervision.sessions import due, reach
from supervision.telling_many import settle_page

SESSION = Deadline.Kind.SESSION
PERSON = User._meta.label_lower
# a duty is opened this long before its day, so that its reminder has a share of that time
AHEAD = datetime.timedelta(days=14)


def meet_when_held(session, happening):
    for row in session.people.select_related("person"):
        if duties.meet(SESSION, row.person):
            settle_page(_page_about(row.person_id))


# -- the clock: sessions that the rule asks for ------------------------------------------------------------------------


def _to_owe(now):
    """(person, owner, when due) of whom the rule asks for a session soon, where nothing or something else is owed."""
    for organisation in Organisation.objects.filter(
        pk__in=SessionRule.objects.order_by().values("organisation").distinct()
    ):
        owed = {row.subject_id: row for row in _open(organisation)}
        for owner, people in _by_supervisor(organisation).items():
            for row in due.rows_for(owner, people, now):
                if (
                    row.due_at is not None
                    and row.due_at <= now + AHEAD
                    and _differs(owed.get(row.person.pk), row, owner)
                ):
                    row.person.owes = (owner, row.due_at)
                    yield row.person


def _open(organisation):
    return Deadline.objects.open().filter(organisation=organisation, kind=SESSION, subject_type=PERSON)


def _by_supervisor(organisation) -> dict:
    rows = User.objects.filter(organisation=organisation, is_active=True, profile__team__isnull=False).order_by("pk")
    found = {}
    for person in rows.select_related("organisation", "profile__team__supervisor__organisation", "profile__team__lead"):
        owner = reach.supervisor_of(person)
        if owner is not None and "caregiver" in person.roles:
            found.setdefault(owner, []).append(person)
    return found


def _differs(owed, row, owner) -> bool:
    """Due at another moment, or of another supervisor; what is late stays late until it is held."""
    if owed is None:
        return True
    return owed.breached_at is None and (owed.due_at != row.due_at or owed.owner_id != owner.pk)


def _owe(person):
    owner, due_at = person.owes
    owed = _open(person.organisation).filter(subject_id=person.pk).first()
    if owed is not None and owed.due_at == due_at and owed.owner_id == owner.pk:
        raise NotNow(["not_due"])
    duties.cancel(SESSION, person)
    duties.open_duty(person.organisation, SESSION, owner, subject=person, due_at=due_at)


def _successor(deadline):
    person = User.objects.select_related("profile__team__supervisor", "profile__team__lead").get(pk=deadline.subject_id)
    return reach.supervisor_of(person) if person.is_active else None


def _page(deadline):
    return _page_about(deadline.subject_id)


def _page_about(person_id):
    return f"{reverse('supervision_sessions')}?due={person_id}"


def _tell_lead(organisation, happening):
    """Late: whoever leads the team hears of it as well."""
    row = Deadline.objects.get(pk=happening.details["deadline"])
    if row.kind != SESSION:
        return
    person = User.objects.select_related("profile__team__lead").get(pk=row.subject_id)
    lead = person.team.lead if person.team else None
    if lead is not None and lead.is_active and lead.pk not in (row.owner_id, person.pk):
        notices.notify(None, lead, "session_late", address=_page(row))


def forget_owed(organisation, happening):
    """Another rule: what is not late yet is counted anew by the next pass."""
    _open(organisation).filter(breached_at=None).update(cancelled_at=timezone.now())


# -- the clock: the day of what was agreed -----------------------------------------------------------------------------


def _agreed_until(now):
    """The day has come where the organisation is; asked generously, and looked at again under the lock."""
    day = (now + datetime.timedelta(hours=14)).date()
    rows = SessionAgreement.objects.filter(rechecked_at=None, struck_at=None, reminded_at=None, due_on__lte=day)
    rows = rows.filter(session__cancelled_at=None).select_related("session__organisation", "responsible")
    return [row for row in clock.in_batches(rows, "due_on") if row.due_on <= _today(row, now)]


def _today(row, now):
    return now.astimezone(zoneinfo.ZoneInfo(row.session.organisation.time_zone)).date()


def _remind(row):
    marked = SessionAgreement.objects.filter(pk=row.pk, reminded_at=None, rechecked_at=None, struck_at=None)
    if not marked.update(reminded_at=timezone.now()):
        raise NotNow(["not_due"])
    if row.responsible.is_active:
        page = reverse("supervision_session", args=[row.session_id])
        notices.notify(None, row.responsible, "session_agreement_due", address=page)


def declare():
    duties.declare_topic(SESSION, duties.Topic("session_due", "session_late", _page, _successor))
    declare_consequences({"duty_breached": [_tell_lead], "session_rule_set": [forget_owed]})
    clock.declare_step("supervision sessions owed", _to_owe, _owe)
    clock.declare_step("agreements of supervision sessions due", _agreed_until, _remind)
