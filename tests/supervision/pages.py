"""Asking for pages as one of the cast."""

from django.test import Client


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def in_english(person):
    """The same person, to whom pages speak the language of their source."""
    person.language = "en"
    person.save()
    return person


def page(person, address, status=200) -> str:
    """The page as text, after checking its status."""
    answer = browser(person).get(address)
    assert answer.status_code == status, (answer.status_code, address)
    return answer.content.decode()


def send(person, address, /, status=302, **fields) -> str:
    """Send a form; 302 is success, 200 the form with its errors, 403, 404 and 409 refusals."""
    answer = browser(person).post(address, fields)
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[:1500])
    return answer.content.decode()


def address(incident, name="") -> str:
    return f"/incidents/{incident.reference}/" + (f"{name}/" if name else "")
