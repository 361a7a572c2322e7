"""The kinds of event as an organisation has them: what ships with Doorstep, and over it the rule that it has made."""

import datetime
import functools
import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef
from django.utils import timezone

from accounts.models import Organisation
from audit.prepared import Prepared
from policies.builtin import in_language
from policies.models import EventRule, EventType

RAISING = Path(__file__).parent / "content" / "kinds_raising.json"
# reports that fit nowhere must have a place
ALWAYS_THERE = "other"


@dataclass(frozen=True)
class Kind:
    """A kind under one version of an organisation's rule; `rule` is None where what is built in holds."""

    event_type: EventType
    rule: EventRule | None = None

    @property
    def ruling(self):
        """What decides name and gravity: both have these fields."""
        return self.rule or self.event_type

    @property
    def pk(self):
        return self.event_type.pk

    @property
    def key(self) -> str:
        return self.event_type.key

    @property
    def group(self) -> str:
        return self.event_type.group

    @property
    def route(self) -> str:
        return self.event_type.route

    @property
    def register(self) -> str:
        return self.event_type.register

    @property
    def protocol_id(self):
        """The built-in protocol for this kind alone; the organisation's own one is found by loading.protocol_for()."""
        return self.event_type.protocol_id

    @property
    def number(self) -> int | None:
        return self.rule.number if self.rule else None

    @property
    def label(self) -> dict:
        return self.ruling.label

    @property
    def order(self) -> int:
        return self.ruling.order

    @property
    def gravity(self) -> str:
        return self.ruling.gravity

    @property
    def safeguarding(self) -> str:
        return self.ruling.safeguarding

    @property
    def question(self) -> dict:
        return self.ruling.question

    @property
    def raising(self) -> list[dict]:
        return self.rule.raising if self.rule else built_in_raising(self.key)

    @property
    def is_active(self) -> bool:
        return self.event_type.active and (self.rule is None or self.rule.is_active)

    def label_in(self, language=None) -> str:
        return in_language(self.label, language)

    def question_in(self, language=None) -> str:
        return in_language(self.question, language) if self.question else ""


def built_in_raising(key) -> list[dict]:
    return _raising().get(key, [])


@functools.cache
def _raising() -> dict:
    return json.loads(RAISING.read_text(encoding="utf-8"))


# -- the rules in force ------------------------------------------------------------------------------------------


def rule_for(event_type, organisation_id, moment=None) -> EventRule | None:
    """The newest one that is valid; None where the organisation has made none for this kind."""
    if event_type is None:
        return None
    return _RULE.first(organisation=organisation_id, event_type=event_type.pk, moment=moment or timezone.now())


def kind_of(event_type, organisation, rule=None) -> Kind:
    """This kind in this organisation: under the rule that is given, else under the one in force."""
    return Kind(event_type, rule or rule_for(event_type, organisation.pk))


def every_kind(organisation, moment=None) -> list[Kind]:
    """Also those that are not offered any more, in the organisation's order."""
    rules = {rule.event_type_id: rule for rule in newest_rules(organisation, moment)}
    kinds = [Kind(event_type, rules.get(event_type.pk)) for event_type in EventType.objects.all()]
    return sorted(kinds, key=lambda kind: (kind.order, kind.event_type.order))


def kinds_for(organisation) -> list[Kind]:
    """What a report may be about here, in order."""
    return [kind for kind in every_kind(organisation) if kind.is_active]


def find_kind(organisation, key, *, is_offered=True) -> Kind | None:
    """The kind with this key; of those that are not offered any more too, where `is_offered` is False."""
    event_type = EventType.objects.filter(key=str(key)[:40].replace("\x00", "")).first()
    kind = kind_of(event_type, organisation) if event_type else None
    return kind if kind is not None and (kind.is_active or not is_offered) else None


def newest_rules(organisation, moment=None):
    """One per kind at most."""
    valid = EventRule.objects.filter(organisation=organisation, valid_from__lte=moment or timezone.now())
    newer = valid.filter(event_type=OuterRef("event_type"), number__gt=OuterRef("number"))
    return valid.filter(~Exists(newer))


def _rule(organisation, event_type, moment):
    valid = EventRule.objects.filter(organisation_id=organisation, event_type_id=event_type, valid_from__lte=moment)
    return valid.order_by("-number")[:1]


_RULE = Prepared(
    _rule,
    organisation=(Organisation._meta.pk, UUID(int=1)),
    event_type=(EventType._meta.pk, UUID(int=2)),
    moment=(DateTimeField(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
)
