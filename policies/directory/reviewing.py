"""How long what somebody verified may be relied on: due for review, to be checked, and after the grace not offered."""

import datetime
import zoneinfo

from django.db.models import Q
from django.utils import timezone

from policies.models.standard import ServiceStandard


def today_of(organisation) -> datetime.date:
    return timezone.now().astimezone(zoneinfo.ZoneInfo(organisation.time_zone)).date()


def may_be_offered(organisation) -> Q:
    """Built-in numbers of its country are never taken away by a review; its own are, when nobody looks after them."""
    standard = ServiceStandard.at(organisation.pk)
    oldest = today_of(organisation) - datetime.timedelta(days=standard.directory_grace_days)
    verified = oldest - datetime.timedelta(days=standard.directory_review_days)
    within = Q(review_due_on__gte=oldest) | Q(review_due_on=None, verified_on__gte=verified)
    country = Q(organisation=None, country=organisation.country)
    return Q(active=True) & (country | Q(within, organisation=organisation, is_owned_by_organisation=True))


def next_review(organisation, verified_on) -> datetime.date:
    return verified_on + datetime.timedelta(days=ServiceStandard.at(organisation.pk).directory_review_days)


def is_due(entry, today) -> bool:
    """To be checked: the day of its review has come, or a reader doubts it."""
    return bool(entry.doubt) or (entry.review_due_on is not None and entry.review_due_on < today)
