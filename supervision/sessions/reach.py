"""Who sits together with whom, and who sees what: a session is seen by those who take part in it and by nobody else."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from accounts.roles import Right, Role
from boundaries.models import Incident, NamedPerson
from supervision.models import SessionPerson, SkillNote, SupervisionSession

SUPERVISED = (Role.CAREGIVER, Role.SUPERVISOR)


def visible_to(user):
    """Hers: held by her, or for her. What is said there goes neither to the lead nor to the auditor."""
    if not user.is_authenticated or not user.is_active or not (user.reaches_own or user.reaches_others):
        return SupervisionSession.objects.none()
    rows = SupervisionSession.objects.filter(organisation_id=user.organisation_id)
    takes_part = SessionPerson.objects.filter(session=OuterRef("pk"), person=user)
    return rows.filter(Q(supervisor=user) | Exists(takes_part))


def find(user, session_id) -> SupervisionSession | None:
    return visible_to(user).select_related("organisation", "supervisor").filter(pk=session_id).first()


def belongs(session, user) -> bool:
    return user is not None and user.is_active and user.organisation_id == session.organisation_id


def holds(session, user) -> bool:
    return belongs(session, user) and user.pk == session.supervisor_id


def is_for(session, user) -> bool:
    return belongs(session, user) and session.people.filter(person=user).exists()


def takes_part(session, user) -> bool:
    return holds(session, user) or is_for(session, user)


def everybody(session) -> list[User]:
    """Supervisor first, then those for whom it is, by name."""
    people = User.objects.filter(supervision_sessions__session=session).order_by("given_name", "family_name", "pk")
    return [session.supervisor, *people]


# -- whom somebody may plan for ----------------------------------------------------------------------------------------


def team_of(user) -> list[User]:
    """Whom she supervises: her teams; a lead everybody of the service. Never herself."""
    if not user.has_right(Right.ANSWER):
        return []
    rows = User.objects.filter(organisation=user.organisation_id, is_active=True).exclude(pk=user.pk)
    if not user.has_right(Right.DECIDE):
        own = user.team
        rows = rows.filter(
            Q(profile__team__supervisor=user) | Q(profile__team=own) if own else Q(profile__team__supervisor=user)
        )
    people = rows.select_related("profile__team__supervisor", "profile__team__lead").order_by(
        "given_name", "family_name", "pk"
    )
    roles = SUPERVISED if user.has_right(Right.DECIDE) else (Role.CAREGIVER,)
    return [person for person in people if set(roles) & set(person.roles)]


def supervisor_of(person) -> User | None:
    """Who sits together with her: her team's supervisor, or its lead where she is that herself."""
    team = person.team
    for candidate in (team.supervisor, team.lead) if team else ():
        if candidate is not None and candidate.pk != person.pk and candidate.is_active:
            return candidate
    return None


# -- records and reflections in a session -----------------------------------------------------------------------------


def linked_for(session, user):
    """The records of this session that this person may see; walls beat everything, so that none is even counted."""
    rows = Incident.objects.visible_to(user).sent().filter(supervision_sessions__session=session)
    return rows.select_related("event_type").order_by("supervision_sessions__added_at")


def may_be_linked(incidents, people):
    """Those of these records in which none of these people is part."""
    return incidents.exclude(Exists(NamedPerson.objects.filter(incident=OuterRef("pk"), user__in=people)))


def reflections_of(user):
    """One's own, shared or not."""
    return SkillNote.objects.filter(author=user, author__organisation=user.organisation_id).select_related(
        "skill", "session"
    )


def reflections_in(session, user):
    """What was shared here; nobody else's private one."""
    if not takes_part(session, user):
        return SkillNote.objects.none()
    return (
        SkillNote.objects.filter(session=session, shared=True).select_related("skill", "author").order_by("written_at")
    )
