from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from audit.verify import verify
from audit.verify_checkpoints import NotACheckpoint, read_texts

MOST = 50


class Command(BaseCommand):
    help = (
        "Check every chain, every content that it proves and every checkpoint. "
        "Exit 0 and the counts, or exit 1 and what was altered."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--checkpoint", action="append", default=[], metavar="FILE",
            help="a checkpoint kept elsewhere, such as a saved mail; shows also an older database put back",
        )  # fmt: skip

    def handle(self, *args, checkpoint=(), **options):
        report = verify(elsewhere=[found for path in checkpoint for found in self.read(path)])
        for finding in report.findings[:MOST]:
            self.stderr.write(str(finding))
        if report.findings:
            raise CommandError(f"{len(report.findings)} findings in {report.events} events.", returncode=1)
        self.stdout.write(
            f"Verified: {report.events} events in {report.chains} chains, {report.contents} contents, nothing altered."
            f" They stand as {report.checkpoints} signed checkpoints say."
        )

    def read(self, path):
        try:
            return read_texts(Path(path).read_text(encoding="utf-8", errors="replace"))
        except (OSError, NotACheckpoint) as error:
            raise CommandError(f"{path} holds no checkpoint that can be read.", returncode=2) from error
