"""Asking the API as one of the cast: answers as data, after checking their status."""

import json

from audit.ids import uuid7
from tests.supervision.pages import browser

ROOT = "/api/v1/"


def address(incident, name="") -> str:
    return f"{ROOT}incidents/{incident.reference}/{name}"


def get(person, address, expect=200, **query):
    answer = browser(person).get(address, query)
    assert answer.status_code == expect, (answer.status_code, answer.content[:1500])
    return answer.json()


def post(person, address, /, expect=200, key=None, **fields):
    answer = posted(person, address, fields, key)
    assert answer.status_code == expect, (answer.status_code, answer.content[:1500])
    return answer.json()


def posted(person, address, content, key=None):
    """The whole answer; `content` is anything that JSON can say."""
    headers = {"Idempotency-Key": key or uuid7().hex}
    return browser(person).post(address, json.dumps(content), content_type="application/json", headers=headers)
