"""Fills the database with a synthetic service, for measuring. Refuses in the production profile."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Organisation
from policies.loading import load_content
from supervision.moulds import loading
from supervision.synthetic import Load, make_service


class Command(BaseCommand):
    help = "Synthetic load for measuring: N incidents with deadline, assignment and evidence, 8 % of them open"

    def add_arguments(self, parser):
        parser.add_argument("--incidents", type=int, required=True, help="how many incidents")
        parser.add_argument("--teams", type=int, default=40, help="in how many teams (default: 40)")
        parser.add_argument("--full", action="store_true", help="answers and messages for all, not the newest 1 %%")
        parser.add_argument("--seed", type=int, default=7, help="of the random numbers")

    def handle(self, *, incidents, teams, full, seed, verbosity, **_):
        if settings.PRODUCTION:
            raise CommandError("Synthetic load does not belong into a production database.")
        load_content()
        seed += Organisation.objects.filter(code__startswith="load-").count()  # a second load has its own references
        with transaction.atomic():
            service = make_service(teams)
        with loading():
            Load(service, incidents, full=full, seed=seed).write(self._progress if verbosity > 1 else lambda done: None)
        self.stdout.write(f"{incidents} incidents in {teams} teams of {service.organisation.code}")

    def _progress(self, done):
        self.stdout.write(f"{done} incidents", ending="\r")
        self.stdout.flush()
