"""The keys that push services know this installation by, made by whoever runs it."""

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts import push_keys


class Command(BaseCommand):
    help = "Make a pair of keys for push messages and print it as settings. New keys end every subscription made before."

    def add_arguments(self, parser):
        parser.add_argument("--contact", default=settings.PUSH_CONTACT, help="mailto: address that push services may write to")

    def handle(self, *, contact, **options):
        private = push_keys.new_private_key()
        self.stdout.write(f"DOORSTEP_PUSH_PRIVATE_KEY={private}")
        self.stdout.write(f"DOORSTEP_PUSH_CONTACT={contact or 'mailto:YOUR-ADDRESS'}")
        self.stdout.write(f"# browsers are given the public half: {push_keys.public_text(private)}")
