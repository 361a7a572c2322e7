"""What the tests of matching share: supervisors with something that speaks for them, reporters with wishes, absences."""

import datetime

from django.utils import timezone

from accounts.roles import Role
from supervision.models import Absence
from tests.cast import make_person

HOUR = datetime.timedelta(hours=1)


def supervisor(team, name, **profile):
    """One more supervisor of this team; `profile` is what is known of her as staff."""
    person = make_person(team.organisation, team, name, Role.SUPERVISOR)
    return knowing(person, **profile)


def knowing(person, **fields):
    """This person with these fields of her profile."""
    for name, value in fields.items():
        setattr(person.profile, name, value)
    person.profile.save()
    return person


def away(person, cover=None, *, since=-HOUR, until=HOUR):
    """Away from now on, as a row that stood there before the test began."""
    now = timezone.now()
    fields = {"starts_at": now + since, "ends_at": now + until, "cover": cover, "entered_by": person}
    return Absence.objects.create(organisation=person.organisation, staff=person, **fields)


def names(factors):
    return {factor["factor"] for factor in factors}
