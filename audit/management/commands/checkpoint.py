from django.core.management.base import BaseCommand

from audit import checkpoints, signing


class Command(BaseCommand):
    help = "Sign a checkpoint over all chains of each organisation where something has happened since the last one, and print it."

    def add_arguments(self, parser):
        parser.add_argument("--organisation", help="only this one (its id)")
        parser.add_argument("--new-key", action="store_true", help="sign with a new key from now on")

    def handle(self, *, organisation, new_key, **options):
        for key in [organisation] if organisation else checkpoints.organisations():
            if new_key:
                signing.new_key(key)
            made = checkpoints.make(key)
            row = made or checkpoints.last(key)
            if row is None:
                self.stdout.write(f"{key}: nothing has happened yet")
                continue
            self.stdout.write(f"{key}: checkpoint {row.number}{'' if made else ', nothing has happened since'}")
            self.stdout.write(checkpoints.as_text(row))
