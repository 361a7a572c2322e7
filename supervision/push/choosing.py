"""What a phone is told instead of a mail: what somebody who reported waits for, on the phone where she asked for it."""

import datetime
from uuid import UUID

from accounts import push
from accounts.models import PushSubscription, User
from accounts.models.push import since
from audit.prepared import Prepared

CHANNEL = "push"
# answers, what asks her for more, and how it ended
OF_THE_REPORTER = frozenset({
    "answered", "sign", "gentle", "corrected", "information_added", "result", "reopened", "closed", "covered", "back",
    "translated", "name_opened", "name_refused", "referral_check",
})  # fmt: skip
# about no record that she may see: she is asked for her own view
OF_HERSELF = frozenset({"hearing_asked", "consulted"})


def goes_by_push(incident, person, kind) -> bool:
    """Asked only of what a phone is told at all."""
    is_hers = kind in OF_THE_REPORTER and incident is not None and incident.reporter_id == person.pk
    return (is_hers or kind in OF_HERSELF) and has_phone(person)


def has_phone(person) -> bool:
    return push.is_set_up() and _PHONE.first(user=person.pk, since=since()) is not None


def _phone(user, since):
    return PushSubscription.objects.filter(user_id=user, made_at__gt=since)


_EXAMPLE = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_PHONE = Prepared(
    _phone, user=(User._meta.pk, UUID(int=1)), since=(PushSubscription._meta.get_field("made_at"), _EXAMPLE)
)
