"""One pass over everything that is owed."""

from django.core.management.base import BaseCommand, CommandError

from audit.errors import NotNow
from supervision import clock, heartbeats

MOST = 20


class Command(BaseCommand):
    help = "Remind, note what is late, and do whatever else is due by now. May run twice, or late."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *, dry_run, **options):
        try:
            done = clock.run(dry_run=dry_run)
        except clock.DatabaseGoneError as gone:
            raise CommandError(f"The database went away ({gone}); the next pass goes on there.", returncode=1)
        if not dry_run:
            heartbeats.beat(heartbeats.CLOCK)
        would = "would be " if dry_run else ""
        for step in clock.steps():
            self.say(f"{would}{step.name}", done.rows(step.name))
        for row, error in done.failed:
            why = ", ".join(error.reasons) if isinstance(error, NotNow) else type(error).__name__
            self.stderr.write(f"{name_of(row)}: {why}")
        if done.failed:
            raise CommandError(f"{len(done.failed)} could not be marked.", returncode=1)

    def say(self, what, rows):
        """A count, and the references, which tell nothing about anybody."""
        names = [name_of(row) for row in rows]
        rest = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        self.stdout.write(f"{len(names)} {what}{': ' if names else ''}{', '.join(names[:MOST])}{rest}")


def name_of(row) -> str:
    """The reference of the record that it is about, and of which kind where it has one; else its id."""
    if isinstance(row, clock.Step):
        return row.name
    incident = getattr(row, "incident", None)
    if incident is None:
        return f"{row._meta.model_name} {row.pk}"
    return f"{incident.reference} ({row.kind})" if hasattr(row, "kind") else incident.reference
