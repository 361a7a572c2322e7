"""Reads whoever might answer an incident from the database, as few statements as there can be: every report asks this."""

import datetime
from collections.abc import Callable
from uuid import UUID

from django.db.models import DateTimeField, Exists, F, Func, IntegerField, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import StaffProfile, Team, User
from accounts.roles import Right, Role
from audit.prepared import Prepared
from boundaries.choices import Route
from boundaries.models import Incident
from supervision import presence
from supervision.matching.ranking import Asked, Candidate
from supervision.models import Absence, OtherPersonAsked

EARLIER = 20  # so many earlier reports are looked at for who knows reporter and client
NOBODY = UUID(int=0)


def is_eligible(incident, person) -> bool:
    """Active, of this organisation, neither its reporter nor part of the event, and allowed to answer."""
    return person is not None and eligibility(incident)(person)


def eligibility(incident) -> Callable[[User], bool]:
    """The same to be asked of many people: the walls of the incident are read once."""
    walls = {row.user_id for row in incident.named.all()} | {incident.reporter_id}

    def admits(person) -> bool:
        belongs = person is not None and person.is_active and person.organisation_id == incident.organisation_id
        return belongs and person.pk not in walls and person.has_right(Right.ANSWER)

    return admits


def asked_of(incident, reporters_profile) -> Asked:
    """What report and reporter ask for; whom she does not want, and whom she asked to be replaced in this one."""
    wished = getattr(reporters_profile, "preferences", None) or {}
    return Asked(
        language=incident.language,
        event_type=incident.event_type.key if incident.event_type_id else "",
        hope=incident.expectation,
        gender=wished.get("gender", ""),
        languages=frozenset(wished.get("languages", ())),
        background=frozenset(wished.get("background", ())),
        not_users=frozenset(wished.get("not_users", ())) | replaced(incident),
    )


def unwanted(incident) -> frozenset[str]:
    """Keys of whomever the reporter does not want here: in general, or in this one."""
    wished = getattr(getattr(incident.reporter, "profile", None), "preferences", None) or {}
    return frozenset(wished.get("not_users", ())) | replaced(incident)


def replaced(incident) -> frozenset[str]:
    """Whoever the reporter asked to be replaced in this incident. While nobody had it nobody can have been."""
    if incident.assignee_id is None:
        return frozenset()
    rows = OtherPersonAsked.objects.filter(incident=incident)
    return frozenset(str(key) for key in rows.values_list("instead_of", flat=True))


def of_team(incident, team, may) -> tuple[Asked, list[Candidate]]:
    """What is asked for, and the supervisors of this team with whoever covers for one of them.

    `may(person)` says who is eligible.
    """
    keys = {"team": team.pk, "supervisor": team.supervisor_id or NOBODY, "reporter": incident.reporter_id}
    rows = {row.user_id: row for row in _TEAMS_PEOPLE.rows(**keys, at=timezone.now())}
    asked = asked_of(incident, rows.get(incident.reporter_id))
    supervisors = [row for row in rows.values() if row.user_id == team.supervisor_id or Role.SUPERVISOR in row.user.roles]
    found = [candidate(row, may, supervises_team=row.user_id == team.supervisor_id) for row in supervisors]
    if team.supervisor is not None and team.supervisor_id not in rows:  # of whom nothing is known as staff
        found.append(_without_profile(team.supervisor, may))
    return asked, [*found, *_covers(found, may)]


def candidate(profile, may, **more) -> Candidate:
    """As the matching looks at somebody; `profile` is a row of profiles_with_load()."""
    person = profile.user
    return Candidate(
        person=person,
        key=str(person.pk),
        may_answer=may(person),
        is_away=profile.is_away,
        languages=frozenset([person.language, *profile.languages]),
        event_types=frozenset(profile.event_types),
        background=frozenset(profile.background),
        gender=profile.gender,
        load=profile.load,
        max_open=profile.max_open,
        decides=person.has_right(Right.DECIDE),
        **more,
    )


def of_people(incident, people, may) -> dict[str, Candidate]:
    """These people by key, in one statement, for a list that somebody chooses from."""
    rows = profiles_with_load(timezone.now()).filter(user__in=people)
    team = incident.team
    found = [candidate(row, may, supervises_team=bool(team) and team.supervisor_id == row.user_id) for row in rows]
    return {one.key: one for one in found}


def with_acquaintance(incident, candidates) -> list[Candidate]:
    """The same, with who knows reporter or client from before. What was filed behind a pseudonym tells nobody's."""
    of_reporter = () if incident.behind_pseudonym else _earlier(incident, reporter=incident.reporter_id)
    of_client = _earlier(incident, client=incident.client_id) if incident.client_id else ()
    return [
        Candidate(**{**vars(one), "knows_reporter": one.person.pk in of_reporter, "knows_client": one.person.pk in of_client})
        for one in candidates
    ]


def _earlier(incident, **whose):
    """Who answered the newest of these. What went past the line stays unknown to it."""
    rows = Incident.objects.sent().filter(**whose, organisation=incident.organisation_id, behind_pseudonym=False)
    rows = rows.exclude(pk=incident.pk).exclude(route=Route.INDEPENDENT).exclude(assignee=None)
    newest = "-started_at" if "reporter" in whose else "-occurred_at"
    return set(rows.order_by(newest).values_list("assignee", flat=True)[:EARLIER])


def _without_profile(person, may):
    languages = frozenset([person.language])
    return Candidate(person, str(person.pk), may(person), presence.is_away(person), languages, supervises_team=True)


def _covers(candidates, may):
    """Whoever stands in for somebody of the team who might have answered and is away; once each."""
    known = {one.key for one in candidates}
    for one in candidates:
        cover = presence.stand_in(one.person) if one.is_away and one.may_answer else None
        if cover is not None and str(cover.pk) not in known:
            known.add(str(cover.pk))
            rows = profiles_with_load(timezone.now()).filter(user=cover)
            yield from (candidate(row, may, covers=True) for row in rows)


class _Count(Func):
    function = "COUNT"
    output_field = IntegerField()


def profiles_with_load(at):
    """Staff with how many open reports each has, and whether she is away at that moment."""
    open_ones = Incident.objects.open().filter(assignee=OuterRef("user")).order_by().annotate(number=_Count(F("pk")))
    away = Absence.objects.filter(staff=OuterRef("user"), cancelled_at=None, starts_at__lte=at, ends_at__gt=at)
    rows = StaffProfile.objects.select_related("user")
    return rows.annotate(load=Subquery(open_ones.values("number")), is_away=Exists(away))


def _teams_people(team, supervisor, reporter, at):
    """The reporter for what she prefers, and of the team only its supervisors: a team has forty people."""
    rows = profiles_with_load(at).filter(Q(team=team) | Q(user=supervisor) | Q(user=reporter))
    rows = rows.alias(roles=Cast("user__roles", TextField()))
    return rows.filter(Q(user=supervisor) | Q(user=reporter) | Q(roles__contains=f'"{Role.SUPERVISOR}"'))


_TEAMS_PEOPLE = Prepared(
    _teams_people,
    team=(Team._meta.pk, UUID(int=1)),
    supervisor=(User._meta.pk, UUID(int=2)),
    reporter=(User._meta.pk, UUID(int=3)),
    at=(DateTimeField(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
)
