"""What was sent twice under one key with different content, said in words for its sender to compare."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts.models import DifferentRequest, User
from audit.prepared import Prepared

# ids and buttons that say nothing to a person
TECHNICAL = {"draft", "go", "id"}
_REFERENCE = re.compile(r"DS(-[2-9B-Z]{4}){2}")
_STEP = re.compile(r"step-(\d+)-(\w+)")
# name of a form's field -> its label; and what one of its values is called, "" for what the person wrote herself
_labels: dict[str, object] = {}
_words: dict[str, Callable[[str], str]] = {}


@dataclass(frozen=True)
class Line:
    """One field: what it is called, what was sent first, what was sent afterwards."""

    label: str
    first: str
    again: str

    @property
    def differs(self) -> bool:
        return self.first != self.again


def declare_fields(fields: Iterable[tuple[str, object]]) -> None:
    """How a room calls what its forms ask: (name, form field) of each; the first to name a field is heard."""
    for name, field in fields:
        if field.label:
            _labels.setdefault(name, field.label)
        if getattr(field, "choices", None):
            _words.setdefault(name, dict(field.choices).get)


def declare_words(words: dict[str, Callable[[str], str]]) -> None:
    """What the values of a field are called where its form fills them in late."""
    _words.update(words)


def name_of_person(key: str) -> str:
    try:
        person = User.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return ""
    return person.short_name if person else ""


def moment(text: str) -> str:
    """A time that a form was sent, as the page writes times."""
    found = parse_datetime(text)
    return localize(timezone.localtime(found)) if found and timezone.is_aware(found) else ""


def unseen(user):
    """The differing requests of this person that she has not looked at, newest first."""
    rows = DifferentRequest.objects.filter(reviewed_at=None, first__user=user)
    return rows.select_related("first").order_by("-at", "-id")


def has_unseen(user) -> bool:
    """Asked by pages that open often."""
    return _UNSEEN.first(user=user.pk) is not None


_UNSEEN = Prepared(unseen, user=(User._meta.pk, UUID(int=1)))


def mark_seen(user, key) -> bool:
    """False where this person has no such pair."""
    rows = DifferentRequest.objects.filter(pk=key, first__user=user)
    rows.filter(reviewed_at=None).update(reviewed_at=timezone.now())
    return rows.exists()


def reference_in(route: str) -> str:
    """The record that an address is about; "" for an address without one."""
    found = _REFERENCE.search(route)
    return found[0] if found else ""


def lines(pair: DifferentRequest) -> list[Line]:
    """Both contents side by side, what differs first."""
    first, again = _flat(json.loads(pair.first.content)), _flat(json.loads(pair.content))
    names = [name for name in first | again if name not in TECHNICAL]
    rows = [Line(_label(name), _said(name, first.get(name)), _said(name, again.get(name))) for name in names]
    if pair.route != pair.first.route:
        rows.append(Line(_("Address"), pair.first.route, pair.route))
    return sorted((row for row in rows if row.first or row.again), key=lambda row: not row.differs)


def _flat(content, name="") -> dict:
    """{"steps": {"7": {"answer": "no"}}} as {"steps.7.answer": "no"}."""
    if not isinstance(content, dict):
        return {name: content}
    flat = {}
    for key, value in content.items():
        flat |= _flat(value, f"{name}.{key}" if name else key)
    return flat


def _label(name) -> str:
    step = _STEP.fullmatch(name)
    if step:
        return f"{step[1]} · {_label(step[2])}"
    return str(_labels.get(name, "")) or name.replace("_", " ").replace(".", " · ").capitalize()


def _said(name, value) -> str:
    step = _STEP.fullmatch(name)
    words = _words.get(step[2] if step else name, lambda value: "")
    values = value if isinstance(value, list) else [value]
    return ", ".join(_in_words(item, words) for item in values)


def _in_words(value, words) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str):
        return str(words(value) or value)
    return json.dumps(value, ensure_ascii=False)
