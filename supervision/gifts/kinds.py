"""Which kinds of event belong into the register of gifts, and what a report of such a kind already tells."""

from django.db.models import Q

from boundaries.choices import StartedBy
from policies.models import EventType
from supervision.models import GiftEntry

Thing, Direction = GiftEntry.Thing, GiftEntry.Direction
REGISTER = "gifts"  # event_types of content.json
# kinds of benefit that content.json has in no register, with what they are about
BENEFITS = {
    "gift_to_client": Thing.GIFT,
    "loan_or_sale": Thing.LOAN,
    "will_or_contract": Thing.INHERITANCE,
    "private_work": Thing.SERVICE,
}
THINGS = BENEFITS | {
    "small_gift": Thing.GIFT,
    "larger_gift_or_cash": Thing.MONEY,
    "dual_relationship": Thing.INTEREST,
}
DIRECTIONS = {
    StartedBy.CLIENT: Direction.CLIENT_TO_STAFF,
    StartedBy.RELATIVE: Direction.FAMILY_TO_STAFF,
    StartedBy.ME: Direction.STAFF_TO_CLIENT,
}
CURRENCIES = {"HU": "HUF", "CZ": "CZK", "SE": "SEK", "UA": "UAH", "GB": "GBP"}


def kinds() -> Q:
    """Reports of these kinds, as a filter."""
    types = EventType.objects.filter(Q(register=REGISTER) | Q(key__in=BENEFITS))
    return Q(event_type__in=types.values("pk"))


def is_of_register(incident) -> bool:
    kind = incident.event_type if incident.event_type_id else None
    return kind is not None and (kind.register == REGISTER or kind.key in BENEFITS)


def thing_of(incident) -> str:
    """What it is about by its kind, until an entry says so."""
    return THINGS.get(incident.event_type.key, Thing.GIFT)


def direction_of(incident) -> str:
    """Who gave to whom, as far as the report knows it: by its kind, else by who started it."""
    if incident.event_type.key == "gift_to_client":
        return Direction.STAFF_TO_CLIENT
    return DIRECTIONS.get(incident.started_by, Direction.OTHER)


def currency_of(organisation) -> str:
    """What is paid with in its country."""
    return CURRENCIES.get(organisation.country, "EUR")
