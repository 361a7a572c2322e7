"""The other process of `./run bench payload`: makes the service and signs a caregiver of each language in."""

import json
import os


def prepare() -> dict:
    """Language -> the cookies of a caregiver's session."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.submission import make_service

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    caregivers = make_service(1).caregivers[0]
    languages = [code for code, _ in settings.LANGUAGES]
    return {code: _cookies(Client(), person, code) for code, person in zip(languages, caregivers, strict=False)}


def _cookies(phone, person, language):
    person.language = language
    person.save()
    phone.force_login(person)
    return {name: morsel.value for name, morsel in phone.cookies.items()}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.payload_settings")
    django.setup()
    print(json.dumps(prepare()))
