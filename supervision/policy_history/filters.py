"""What narrows the history of policies: a period in which versions were in force, and one policy. All of it in the address."""

import datetime
import zoneinfo

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from supervision.forms.register import PeriodFilter, choice_of
from supervision.policy_history.history import versions
from supervision.register import day_bounds


class PolicyFilter(PeriodFilter):
    """A name may be that of a built-in policy and of the organisation's own one: both are its history."""

    policy = choice_of(_("Policy or protocol"))

    def offered(self) -> dict:
        rows = versions(self.organisation).select_related("policy").only("title", "number", "policy__slug")
        rows = rows.order_by(F("policy__organisation").asc(nulls_first=True), "number")
        titles = {row.policy.slug: row.title_in() for row in rows}  # the newest of its own counts
        return {"policy": sorted(titles.items(), key=lambda row: (row[1].casefold(), row[0]))}

    def narrowed(self) -> Q:
        """In force, or begun, on any day of the period."""
        if not self.is_valid():
            return Q()
        values = self.cleaned_data
        narrowed = day_bounds(None, values["until"], self.organisation, "in_force_from")
        if values["since"]:
            begins = datetime.datetime.combine(
                values["since"], datetime.time.min, zoneinfo.ZoneInfo(self.organisation.time_zone)
            )
            # what was retired before it came held on no day, and is found by the day on which it was to begin
            narrowed &= Q(in_force_until=None) | Q(in_force_until__gt=begins) | Q(in_force_from__gte=begins)
        if values["policy"]:
            narrowed &= Q(policy__slug=values["policy"])
        return narrowed
