"""A token made by whoever runs the server, for a script that starts before anybody signs in."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts import tokens
from accounts.models import User
from accounts.scopes import Scope


class Command(BaseCommand):
    help = "Make an API token for a person and print it; it is shown this once."

    def add_arguments(self, parser):
        parser.add_argument("username", help="e-mail or staff number at sign-in")
        parser.add_argument(
            "--scope", action="append", required=True, choices=list(Scope), help="may be given several times"
        )
        parser.add_argument("--days", type=int, default=90, help=f"how long it lasts, at most {tokens.MOST_DAYS}")
        parser.add_argument(
            "--name", default="manage.py create_token", help="what it is for, as its person will read it"
        )

    def handle(self, *, username, scope, days, name, **options):
        user = User.objects.signing_in_as(username)
        if user is None or not user.is_active:
            raise CommandError(f"Nobody signs in as {username}.")
        try:
            self.stdout.write(tokens.create(user, by=None, name=name, scopes=scope, days=days)[1])
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages))
