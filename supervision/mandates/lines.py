"""A mandate in words, as its auditor and whoever gave it read it."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policies.builtin import content, in_language
from supervision.moments import Clock, local


def standing(user) -> dict | None:
    """What her own mandates cover, for her first page and her register; None for whoever has none."""
    if user.scope is None:
        return None
    clock = Clock(user.organisation)
    latest = max(user.mandates_given, key=lambda mandate: mandate.ended_at or mandate.ends_at)
    over = clock.full(latest.ended_at) if latest.ended_at else _last_day(latest.ends_at, latest)
    covers = [line(mandate, clock) for mandate in user.scope]
    return {"covers": covers, "over": "" if covers else over, "url": f"/auditors/{user.pk}/"}


def line(mandate, clock) -> dict:
    return {
        "key": str(mandate.pk),
        "auditor": str(mandate.auditor),
        "purpose": mandate.purpose,
        "covers": [words for words in (_period(mandate), _teams(mandate), _kinds(mandate)) if words],
        "ends": _last_day(mandate.ends_at, mandate),
        "ended": clock.full(mandate.ended_at) if mandate.ended_at else "",
        "given": _day(mandate.given_at, mandate),
        "by": str(mandate.given_by),
        "stands": mandate.stands,
    }


def _period(mandate) -> str:
    """Whole days, both of them included."""
    if not mandate.since and not mandate.until:
        return _("Reports of any day")
    days = {}
    if mandate.since:
        days["since"] = _day(mandate.since, mandate)
    if mandate.until:
        days["until"] = _last_day(mandate.until, mandate)
    if len(days) == 2:
        return _("Reports from %(since)s to %(until)s") % days
    return (_("Reports from %(since)s on") if "since" in days else _("Reports until %(until)s")) % days


def _day(moment, mandate) -> str:
    return date_format(local(moment, mandate.organisation), "SHORT_DATE_FORMAT")


def _last_day(end, mandate) -> str:
    """The day before this end, which lies outside of it."""
    return _day(end - datetime.timedelta(seconds=1), mandate)


def _teams(mandate) -> str:
    names = dict(mandate.organisation.teams.values_list("pk", "name")) if mandate.teams else {}
    return ", ".join(sorted(name for key, name in names.items() if str(key) in mandate.teams))


def _kinds(mandate) -> str:
    labels = {kind["key"]: kind["label"] for kind in content()["event_types"]}
    return ", ".join(in_language(labels[key]) for key in mandate.kinds if key in labels)
