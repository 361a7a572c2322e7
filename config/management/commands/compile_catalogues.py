"""Compiles the translations without GNU gettext, so that a machine needs nothing but Python."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles locale/*/LC_MESSAGES/*.po into what the site reads."

    def handle(self, **options):
        sources = sorted(source for folder in settings.LOCALE_PATHS for source in Path(folder).glob("*/LC_MESSAGES/*.po"))
        for source in sources:
            catalogue = polib.pofile(str(source))
            # Written aside and moved into place, as a running site may be reading the former one.
            fresh = source.with_suffix(".new")
            catalogue.save_as_mofile(str(fresh))
            fresh.replace(source.with_suffix(".mo"))
            self.stdout.write(f"{source.parent.parent.name}: {catalogue.percent_translated()} % of {len(catalogue)} texts")
