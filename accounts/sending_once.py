"""Doing a request once, however often it is sent: the act and the memory of it are one transaction.

An identical repetition gets the first answer again. Another content under the same key is refused and kept for
review. What was refused left nothing behind, so that it can be mended and sent again under its key.
"""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from rest_framework.utils.encoders import JSONEncoder

from accounts.models.sent_request import MOST_KEY, MOST_ROUTE, DifferentRequest, SentRequest
from accounts.plain_text import plain_text
from audit.canonical import canonical_json, digest

KEEP = datetime.timedelta(days=60)


class SentDifferently(Exception):
    """This key was used before, with other content. Both are kept."""


@dataclass(frozen=True)
class Answer:
    """HTTP status, what is answered (plain data, or None for nothing), and whether this is a repetition."""

    status: int
    body: object
    is_repeated: bool = False


def is_key(text) -> bool:
    """Printable ASCII without spaces, at most MOST_KEY characters: a UUID, or what a program counts by."""
    return 0 < len(text) <= MOST_KEY and all("!" <= letter <= "~" for letter in text)


def answer_once(user, key: str, route: str, content, act: Callable[[], Answer]) -> Answer:
    """`act()` in one transaction with the memory of it, unless it was done before under this key.

    Raises SentDifferently, and whatever act() raises: then nothing was done and nothing is remembered. An answer
    of 400 and above counts as refused as well.
    """
    said = digest({"route": route, "content": content})
    route = plain_text(route)[:MOST_ROUTE]
    with transaction.atomic():
        sent, is_new = _remember(user, key, route, said, content)
        if is_new:
            answer = act()
            if answer.status >= 400:
                transaction.set_rollback(True)
                return answer
            return _kept(sent, answer)
        if sent.digest == said:
            return Answer(sent.status, json.loads(sent.answer), is_repeated=True)
        _keep_different(sent, route, said, content)
    raise SentDifferently(key)


def forget_old() -> int:
    """Remove what nobody will repeat any more; different ones stay until somebody has looked at them."""
    old = SentRequest.objects.filter(at__lt=timezone.now() - KEEP)
    return old.exclude(different__in=DifferentRequest.objects.filter(reviewed_at=None)).delete()[0]


def _remember(user, key, route, said, content):
    sent = SentRequest(organisation_id=user.organisation_id, user=user, key=key, route=route, digest=said)
    sent.content = canonical_json(content).decode("utf-8", "backslashreplace")
    columns = ("organisation_id", "id", "route", "digest", "content_encrypted")
    return SentRequest.objects.get_or_create(
        user=user, key=key, defaults={name: getattr(sent, name) for name in columns}
    )


def _kept(sent, answer):
    sent.status, sent.answer = answer.status, json.dumps(answer.body, cls=JSONEncoder)
    sent.save(update_fields=["status", "answer_encrypted"])
    return answer


def _keep_different(sent, route, said, content):
    row = DifferentRequest(first=sent, route=route, digest=said)
    row.content = canonical_json(content).decode("utf-8", "backslashreplace")
    columns = ("id", "route", "content_encrypted")
    DifferentRequest.objects.get_or_create(
        first=sent, digest=said, defaults={name: getattr(row, name) for name in columns}
    )
