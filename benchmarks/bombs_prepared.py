"""The service that the hostile inputs are sent to: its people signed in, and sent records full of hard text."""


from django.conf import settings
from django.core.management import call_command
from django.db import connection

LENGTH = 20_000
HARD_TEXTS = {
    "one word": "a" * LENGTH,
    "line breaks": "x\n" * (LENGTH // 2),
    "combining marks": ("e" + "\u0301" * 99) * (LENGTH // 100),
    "right to left": "\u202eאבג " * (LENGTH // 5),
    "no letter of the font": "\U0001f9d1\u200d\U0001f91d\u200d" * (LENGTH // 4),
    "markup": "<div><b><i>" * (LENGTH // 11),
    "one paragraph": "lorem ipsum dolor " * (LENGTH // 18),
}
FIELDS = ("what_happened", "request_verbatim", "own_observations", "feelings", "response_given", "expectation_text")


def make():
    """({name: session cookie}, {kind of text: reference}); the reports stay within the limits of a record."""
    from policies.loading import load_content
    from tests import cast, stories

    call_command("migrate", verbosity=0)
    load_content()
    organisation = cast.Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = cast.Team.objects.create(organisation=organisation, name="North")
    cara = cast.make_person(organisation, team, "Cara Halász", cast.Role.CAREGIVER, language="hu")
    sam = cast.make_person(organisation, team, "Sam Fekete", cast.Role.SUPERVISOR)
    team.supervisor = sam
    team.save()
    records = {
        kind: stories.submitted(cara, **dict.fromkeys(FIELDS, text)).reference for kind, text in HARD_TEXTS.items()
    }
    cookies = {"cara": signed_in(cara), "sam": signed_in(sam)}
    connection.close()
    return cookies, records


def signed_in(person) -> str:
    """The cookie of a session that the site knows."""
    from django.test import Client

    client = Client()
    client.force_login(person, backend="accounts.backends.PersonBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def listening_process(port) -> int:
    """The process that was started last to serve: the parent of all that answer on this port."""
    import os

    from benchmarks.memory import family

    servers = [pid for pid in family(os.getpid()) if b"gunicorn" in _command(pid)]
    return servers[0]


def _command(pid) -> bytes:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""
