"""Who stays behind a pseudonym towards whom, and what is shown of her instead (CS.3a).

A report that was filed so has a label of its own: two reports of one person cannot be told to be hers.
"""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import Team
from accounts.roles import Right
from boundaries.masks import Masks

# a team this small tells who it was
SMALLEST_TEAM = 3


def pseudonym(incident) -> str:
    """What the reporter is called where she is not named."""
    if incident.behind_pseudonym:
        return _("Reporter of %(reference)s") % {"reference": incident.reference}
    return of_person(incident.reporter)


def of_person(person) -> str:
    profile = getattr(person, "profile", None)
    return profile.pseudonym if profile else "P-?"


def knows_reporter(incident, user) -> bool:
    """Whether this person may read the reporter's name: herself, else who answers, and behind a pseudonym by a reveal."""
    if user is None:
        return False
    if incident.reporter_id == user.pk:
        return True
    return user.has_right(Right.ANSWER) and (not incident.behind_pseudonym or is_open_for(incident, user))


def is_open_for(incident, user) -> bool:
    """Whether a second person has opened the name to this one."""
    return incident.reveals.filter(asked_by=user, is_granted=True).exists()


def hides(incident, user) -> bool:
    """Whether texts and files of the record must not tell this person who wrote it, though she reads other names."""
    return incident.behind_pseudonym and not knows_reporter(incident, user)


def masks_of(incident, by=None) -> Masks:
    """The reporter's name wherever somebody wrote it, for whoever must not learn it; by default her pseudonym instead."""
    masks, reporter = Masks(), incident.reporter
    by = pseudonym(incident) if by is None else by
    masks.add((reporter.given_name, reporter.family_name), by, whole=(reporter.short_name,))
    return masks


# -- the team: where few work, its name tells who it was ------------------------------------------------------


def hide_small_teams(rows, user=None) -> None:
    """Take the team from rows about to be shown, where the reporter stays behind a pseudonym; her own keep theirs."""
    hidden = [row for row in rows if row.behind_pseudonym and row.team_id and row.reporter_id != getattr(user, "pk", 0)]
    small = small_teams({row.team_id for row in hidden})
    for row in hidden:
        if row.team_id in small:
            row.team = None


def is_told_by_team(incident) -> bool:
    return incident.behind_pseudonym and bool(small_teams({incident.team_id}))


def of_team(team_id) -> Q:
    """Reports of this team, as a filter may find them."""
    team = Q(team_id=team_id)
    return team & Q(behind_pseudonym=False) if small_teams({team_id}) else team


def small_teams(team_ids) -> set:
    """Those of these in which so few work that the team tells who it was."""
    if not team_ids:
        return set()
    at_work = Count("profiles", filter=Q(profiles__user__is_active=True))
    rows = Team.objects.filter(pk__in=team_ids).annotate(at_work=at_work)
    return set(rows.filter(at_work__lt=SMALLEST_TEAM).values_list("pk", flat=True))
