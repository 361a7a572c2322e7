"""Everything of the directory for whoever looks after it: what is doubted or due first, a page at a time."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policies.builtin import own_name
from policies.directory import faults, hours, reviewing
from policies.directory.finding import text_of
from policies.models import DirectoryEntry, ServiceStandard
from policies.search.folding import words_of

FILTERS = {
    "": _("In use"),
    "check": _("To be checked"),
    "new": _("Not verified"),
    "hours": _("Without hours by day"),
    "retired": _("Not in use any more"),
}
A_PAGE = 30


@dataclass(frozen=True)
class Shown:
    """Which part of the list; nonsense is all that is in use."""

    part: str = ""
    words: str = ""
    page: int = 1

    @classmethod
    def of(cls, query):
        part, page = query.get("show", ""), query.get("page", "1")
        words = query.get("q", "").replace("\0", "")[:100].strip()
        return cls(part if part in FILTERS else "", words, int(page) if page.isdecimal() and len(page) < 5 else 1)


def page(organisation, shown) -> dict:
    today = reviewing.today_of(organisation)
    rows = _part(organisation, shown.part, today)
    entries = [entry for entry in rows if _fits(entry, shown)]
    found = Paginator(entries, A_PAGE).get_page(shown.page)
    grace = ServiceStandard.at(organisation.pk).directory_grace_days
    for entry in found:
        entry.is_to_check = entry.active and reviewing.is_due(entry, today)
        entry.is_over = entry.review_due_on is not None and (today - entry.review_due_on).days > grace
        entry.missing_languages = [own_name(code) for code in faults.missing_languages(entry)]
        entry.has_hours = hours.has_hours(entry.opening_hours)
    return {"page": found, "count": len(entries)}


def _part(organisation, part, today):
    rows = DirectoryEntry.objects.filter(organisation=organisation, active=part != "retired").select_related("verified_by")
    if part == "check":
        rows = rows.filter(Q(review_due_on__lt=today) | ~Q(doubt=""))
    if part == "new":
        rows = rows.filter(verified_on=None)
    return rows.order_by(F("review_due_on").asc(nulls_first=True), "order", "pk")


def _fits(entry, shown):
    if shown.part == "hours" and hours.has_hours(entry.opening_hours):
        return False
    words = words_of(text_of(entry)) if shown.words else ()
    return all(any(word.startswith(part) for word in words) for part in words_of(shown.words))
