"""One pass over everything that is owed."""

from django.core.management.base import BaseCommand, CommandError

from audit.errors import NotNow
from supervision import clock, heartbeats

MOST = 20


class Command(BaseCommand):
    help = "Remind, note what is late, and escalate urgent reports that nobody answered. May run twice, or late."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *, dry_run, **options):
        done = clock.run(dry_run=dry_run)
        if not dry_run:
            heartbeats.beat(heartbeats.CLOCK)
        would = "would be " if dry_run else ""
        self.say(f"{would}reminded", [row.incident for row in done.reminded])
        self.say(f"{would}marked late", [row.incident for row in done.breached])
        self.say(f"{would}escalated", done.escalated)
        for row, error in done.failed:
            why = ", ".join(error.reasons) if isinstance(error, NotNow) else type(error).__name__
            self.stderr.write(f"{row.incident.reference} ({row.kind}): {why}")
        if done.failed:
            raise CommandError(f"{len(done.failed)} could not be marked.", returncode=1)

    def say(self, what, incidents):
        """A count, and the references, which tell nothing about anybody."""
        references = [incident.reference for incident in incidents]
        rest = f" and {len(references) - MOST} more" if len(references) > MOST else ""
        self.stdout.write(f"{len(references)} {what}{': ' if references else ''}{', '.join(references[:MOST])}{rest}")
