"""Asking the API with a token."""

import json

from django.test import Client

from accounts import tokens
from audit.ids import uuid7


def token_of(person, *scopes, days=30, by=None) -> str:
    """The text of a new token of this person."""
    return tokens.create(person, by=by or person, name="A script", scopes=scopes, days=days)[1]


def ask(text, path, content=None, *, client=None, method=None, **headers):
    """GET, or POST where content is given."""
    client = client or Client(enforce_csrf_checks=True)
    headers = ({"authorization": f"Bearer {text}"} if text else {}) | headers
    if content is None:
        return getattr(client, method or "get")(path, headers=headers)
    headers = {"idempotency-key": uuid7().hex} | headers
    return getattr(client, method or "post")(path, json.dumps(content), content_type="application/json", headers=headers)
