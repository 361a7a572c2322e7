"""The door for a web server: gunicorn config.wsgi. It does not open on a database that forgets what it confirmed."""

import os

import django

from config import durability
from config.handler import Utf8Handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)
durability.refuse_at_start()
application = Utf8Handler()
