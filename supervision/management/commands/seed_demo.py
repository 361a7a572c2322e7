"""The demo organisation for the first look at a fresh installation."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from accounts.roles import Role
from supervision.demo import (
    absences,
    conversations,
    fairness,
    kinds,
    languages,
    matching,
    norm,
    people,
    rota,
    stories,
    supervising,
)
from supervision.demo.moments import moving_clock

# what happens beside the stories
TOPICS = (languages, fairness, supervising, conversations)
# who is shown first: one person for each role, and one who must see nothing of it
SHOWN = ("cara", "sam", "tom", "lena", "petra", "rita", "ada", "olly")


class Command(BaseCommand):
    help = "Fill a fresh database with a demo organisation, once; prints its accounts. Refuses in production."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("seed_demo makes accounts whose passphrase is known. It refuses in production.")
        if not people.is_there():
            seed()
        self.stdout.write(accounts_in_words())


@transaction.atomic
def seed():
    """All or nothing: a seeding that was interrupted leaves no half of an organisation."""
    now = timezone.now()
    with moving_clock() as move, translation.override("en"):
        move(now - people.ALWAYS)
        demo = people.Demo()
        norm.publish(demo)
        kinds.change(demo)
        matching.tell_of_themselves(demo)
        absences.enter_all(demo, now)
        besides = [entry for topic in TOPICS for entry in topic.entries(demo, now)]
        stories.tell_all(demo, now, move, besides=besides)
        rota.enter_all(demo, now)


def accounts_in_words() -> str:
    """Everybody with e-mail, staff number and roles, and the one passphrase."""
    numbers = {row["key"]: f"{row.get('organisation', people.HOME)}-{row['number']}" for row in people.source()["people"]}
    order = {number: SHOWN.index(key) if key in SHOWN else len(SHOWN) for key, number in numbers.items()}
    found = User.objects.filter(username__in=order).select_related("organisation")
    lines = [_line(person) for person in sorted(found, key=lambda person: (order[person.username], person.username))]
    return "\n".join([f"Demo accounts. Passphrase for all of them: {people.PASSPHRASE}", *lines])


def _line(person) -> str:
    with translation.override("en"):
        roles = ", ".join(str(Role(role).label).lower() for role in person.roles)
    elsewhere = "" if person.organisation.code == people.HOME else f" of {person.organisation}"
    return f"  {person.email or '':24} {person.username:10} {person!s:18} {person.language}  {roles}{elsewhere}"
