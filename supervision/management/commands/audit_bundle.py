import shutil
import uuid
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.models import Organisation
from audit.bundle import CannotBeBundled
from supervision.proof.bundling import bundle_of


class Command(BaseCommand):
    help = "Write a bundle that proves itself on any machine: events, checkpoints, keys and what checks them (docs/verifying.md)."

    def add_arguments(self, parser):
        parser.add_argument("--organisation", required=True, help="its code or id")
        parser.add_argument("--out", required=True, metavar="FILE", help="where the ZIP goes; it must not be there yet")
        parser.add_argument(
            "--incident", action="append", default=[], metavar="REFERENCE", help="only this record; may be repeated"
        )

    def handle(self, *, organisation, out, incident, **options):
        path = Path(out)
        if path.exists():
            raise CommandError(f"{out} is there already.")
        try:
            with bundle_of(self.find(organisation), incident) as file, path.open("xb") as target:
                shutil.copyfileobj(file, target)
        except LookupError as unknown:
            raise CommandError(f"There is no record {unknown}.") from unknown
        except CannotBeBundled as reason:
            raise CommandError(f"There is nothing that could be bundled. {reason} Run audit_verify.") from reason
        self.stdout.write(f"{out}: {path.stat().st_size} bytes")

    def find(self, name):
        try:
            is_id = Q(pk=uuid.UUID(name))
        except ValueError:
            is_id = Q(pk=None)
        found = Organisation.objects.filter(Q(code=name) | is_id).first()
        if found is None:
            raise CommandError(f"There is no organisation {name}.")
        return found
