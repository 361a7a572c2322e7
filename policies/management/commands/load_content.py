from django.core.management.base import BaseCommand

from policies.loading import load_content


class Command(BaseCommand):
    help = "Load protocols, event types and emergency numbers. May run again: a changed text becomes a new version."

    def handle(self, *args, **options):
        counts = load_content()
        self.stdout.write(
            f"Built-in content: {counts['protocols']} protocols, {counts['event_types']} kinds of event,"
            f" {counts['numbers']} emergency numbers."
        )
