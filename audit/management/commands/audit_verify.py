from django.core.management.base import BaseCommand, CommandError

from audit.verify import verify

MOST = 50


class Command(BaseCommand):
    help = "Check every chain and every content that it proves. Exit 0 and the counts, or exit 1 and what was altered."

    def handle(self, *args, **options):
        report = verify()
        for finding in report.findings[:MOST]:
            self.stderr.write(str(finding))
        if report.findings:
            raise CommandError(f"{len(report.findings)} findings in {report.events} events.", returncode=1)
        self.stdout.write(
            f"Verified: {report.events} events in {report.chains} chains, {report.contents} contents, nothing altered."
        )
