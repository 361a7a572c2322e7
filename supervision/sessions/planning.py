"""Planning a supervision session, asking for one, moving it and calling it off."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.door import Act, record
from audit.errors import NotPermitted
from boundaries.models import Incident
from supervision.models import SessionIncident, SessionPerson, SessionTopic, SupervisionSession
from supervision.patterns import proposing
from supervision.sessions import reach, standing

Form = SupervisionSession.Form
LATEST = datetime.timedelta(days=366)
WITH_ONESELF = gettext_lazy("Nobody sits in supervision with herself.")


@transaction.atomic
def plan(by, *, people, starts_at, place="", incidents=(), pattern=None) -> SupervisionSession:
    """A new session with these people; `pattern`: the task that proposed it. Raises ValidationError, NotPermitted."""
    form = Form.GROUP if len(people) > 1 else Form.INDIVIDUAL
    session = SupervisionSession(
        organisation=by.organisation, supervisor=by, form=form, entered_by=by, language=by.language
    )
    session.clean_fields(exclude=["organisation", "supervisor", "entered_by"])
    session.save(force_insert=True)
    details = {"people": people, "starts_at": starts_at, "place": place, "incidents": list(incidents)}
    record(session, "plan_session", by=by, **details)
    session.refresh_from_db()
    if pattern is not None:
        proposing.settle_by(session, pattern, by)
    return session


@transaction.atomic
def ask(by, *, text) -> SupervisionSession:
    """Somebody asks her supervisor for one, with what she wants to speak about; its date is found by the supervisor."""
    supervisor = reach.supervisor_of(by)
    if supervisor is None:
        raise ValidationError(_("Your team has no supervisor yet. Please ask your lead."))
    waiting = reach.visible_to(by).filter(entered_by=by, starts_at=None, held_at=None, cancelled_at=None)
    if waiting.exists():
        raise ValidationError(_("You have asked already. Your supervisor proposes a time."))
    session = SupervisionSession(
        organisation=by.organisation, supervisor=supervisor, entered_by=by, language=by.language
    )
    session.save(force_insert=True)
    record(session, "ask_for_session", by=by, text=text)
    return session


def _may_plan(session, user):
    return reach.holds(session, user) and session.entered_by_id == user.pk


def _first(session, **details):
    return ["session_planned"] if session.people.exists() else []


def _plan(session, by, people, starts_at, place, incidents):
    _check_people(by, people)
    check_moment(starts_at)
    session.starts_at, session.place = starts_at, place
    session.save_held(["starts_at", "place"])
    rows = [SessionPerson.objects.create(session=session, person=person) for person in people]
    return [session, *rows, *link(session, by, incidents, people)]


def _check_people(by, people):
    if not people:
        raise ValidationError({"people": _("Choose at least one person.")})
    if any(person.pk == by.pk for person in people):
        raise ValidationError({"people": WITH_ONESELF})
    if not {person.pk for person in people} <= {person.pk for person in reach.team_of(by)}:
        raise NotPermitted("plan_session")


def check_moment(starts_at):
    if not timezone.now() < starts_at < timezone.now() + LATEST:
        raise ValidationError({"starts_on": _("Choose a time within the next year.")})


def link(session, by, incidents, people) -> list[SessionIncident]:
    """Records that the supervisor may see, and in which nobody who takes part is part of the event (walls)."""
    keys = {incident.pk for incident in incidents}
    visible = Incident.objects.visible_to(by).sent().filter(pk__in=keys)
    if visible.count() != len(keys):
        raise ValidationError({"incidents": _("Choose records that you can see.")})
    if reach.may_be_linked(visible, people).count() != len(keys):
        fault = _(
            "Somebody who takes part is part of what happened there. This record cannot be looked at in this session."
        )
        raise ValidationError({"incidents": fault})
    known = set(session.linked.values_list("incident", flat=True))
    return [
        SessionIncident.objects.create(session=session, incident_id=key, added_by=by) for key in sorted(keys - known)
    ]


def _may_ask(session, user):
    return reach.belongs(session, user) and session.entered_by_id == user.pk and not reach.holds(session, user)


def _ask(session, by, text):
    person = SessionPerson.objects.create(session=session, person=by)
    return [session, person, SessionTopic.objects.create(session=session, author=by, text=text)]


def _move(session, by, starts_at, place):
    check_moment(starts_at)
    session.starts_at, session.place = starts_at, place
    session.save_held(["starts_at", "place"])


def _call_off(session, by, reason):
    session.cancelled_at, session.cancelled_by, session.cancelled_reason = timezone.now(), by, reason
    session.save_held(["cancelled_at", "cancelled_by", "cancelled_reason"])
    session.skill_notes.filter(discussed_at=None).update(session=None, shared=False)


def _link(session, by, incidents):
    return link(session, by, incidents, [row.person for row in session.people.select_related("person")])


ACTS = {
    "plan_session": Act("session_planned", _may_plan, _plan, _first),
    "ask_for_session": Act("session_asked", _may_ask, _ask, _first),
    "move_session": Act("session_moved", reach.holds, _move, standing.not_held_yet),
    "call_off_session": Act("session_called_off", reach.takes_part, _call_off, standing.not_held_yet),
    "link_incidents": Act("session_incidents_linked", reach.holds, _link, standing.still_open),
}
