"""Writes what the search finds anew, for databases from before there was a search."""

from django.core.management.base import BaseCommand

from boundaries.search.keeping import rebuild


class Command(BaseCommand):
    help = "Write what the search finds anew, or only what it misses"

    def add_arguments(self, parser):
        parser.add_argument("--missing", action="store_true", help="only incidents that have no entry yet")

    def handle(self, *, missing, verbosity, **_):
        done = rebuild(only_missing=missing, progress=self._progress if verbosity > 1 else lambda done: None)
        self.stdout.write(f"{done} incidents can be found by their words")

    def _progress(self, done):
        self.stdout.write(f"{done} incidents", ending="\r")
        self.stdout.flush()
