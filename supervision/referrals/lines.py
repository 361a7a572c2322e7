"""Referrals as those who may see the record read them: on its page, on the first page as a question, in print."""

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boundaries import rights
from boundaries.forms.referral import DECISIONS, REACHED
from boundaries.models import Referral
from boundaries.referrals.acts import SENT
from boundaries.referrals.showing import as_line
from policies.directory.phrase import given_in
from supervision.exports import blocks
from supervision.models import Deadline
from supervision.notices import still_visible
from supervision.referrals.checking import asked_of

MOST_ASKED = 5


def of_page(reader) -> dict:
    """Every referral of this record, and whether this person may give another one or say what came of it."""
    incident = reader.incident
    partakes = incident.status in SENT and rights.person(rights.takes_part)(incident, reader.user)
    rows = incident.referrals.select_related("given_by__profile", "checked_by__profile").order_by("given_at", "pk")
    open_ways = Deadline.Kind.FOLLOW_UP, "boundaries.referral"
    wanted = incident.deadlines.open().filter(kind=open_ways[0], subject_type=open_ways[1])
    unreached = set(wanted.values_list("subject_id", flat=True))
    return {"referrals": [_line(reader, row, partakes, row.pk in unreached) for row in rows], "may_refer": partakes}


def _line(reader, row, partakes, is_unreached):
    line = as_line(row, get_language())
    checked = {"when": reader.clock.short(row.checked_at), "who": reader.name(row.checked_by)} if row.checked_at else {}
    return line | {
        "by": _("%(who)s, %(when)s") % {"who": reader.name(row.given_by), "when": reader.clock.short(row.given_at)},
        "reason": reader.text(row.reason),
        "unblocks": reader.text(row.unblocks),
        "next_step_on": row.next_step_on,
        "checked": _("%(who)s, %(when)s") % checked if checked else "",
        "note": reader.text(row.checked_note),
        "needs_another_way": is_unreached,
        "may_check": partakes and not row.is_settled and row.client_decision != Referral.Decision.DECLINES,
    }


def asked_on_home(user) -> list[dict]:
    """ "Did your client get there?", the longest waiting first."""
    rows = still_visible(user, asked_of(user)[: MOST_ASKED * 2])[:MOST_ASKED]
    found = Referral.objects.select_related("incident__client").in_bulk([row.subject_id for row in rows])
    return [_question(found[row.subject_id]) for row in rows if row.subject_id in found]


def _question(referral):
    incident = referral.incident
    return {
        "pk": referral.pk,
        "name": given_in(referral.snapshot["name"], get_language()),
        "client": incident.client.code if incident.client_id else "",
        "reference": incident.reference,
    }


# -- in print ------------------------------------------------------------------------------------------------------


def printed(told) -> list:
    """One entry for each place that was named, as it stood, with what was said about it and what came of it."""
    rows = sorted(told.incident.referrals.all(), key=lambda row: (row.given_at, str(row.pk)))
    return [block for row in rows for block in _printed(told, row)]


def _printed(told, row):
    snapshot = row.snapshot
    entry = {
        "when": told.moment(row.given_at),
        "who": told.person(row.given_by),
        "what": _("Referral: %(place)s") % {"place": given_in(snapshot["name"], told.language)},
        "parts": [],
    }
    of_giver, of_checker = _written_in(told, row.given_by_id), _written_in(told, row.checked_by_id)
    answer = {"yes": _("Yes"), "no": _("No")}
    return [
        *blocks.entries([entry]),
        *blocks.facts(
            (_("Address"), snapshot["address"]),
            (_("Phone"), snapshot["phone"]),
            (_("Opening hours"), given_in(snapshot["opening_hours"], told.language)),
            (_("How it works there was explained"), answer.get(row.explained_procedure, "")),
            (_("Card given"), _("Yes") if row.card_given else ""),
            (_("The client"), DECISIONS[row.client_decision]),
            (_("Goes on"), _day(row.next_step_on)),
            (_("Got there"), f"{REACHED[row.reached]} ({told.moment(row.checked_at)})" if row.reached else ""),
        ),
        *blocks.prose(_("Reason"), told.said(row.reason, of_giver)),
        *blocks.prose(_("Becomes possible afterwards"), told.said(row.unblocks, of_giver)),
        *blocks.prose(_("What came of it"), told.said(row.checked_note, of_checker)),
    ]


def _written_in(told, author_id) -> str:
    """The reporter's words are in the report's language; in which others write nobody keeps, and their own may change."""
    return told.incident.language if author_id == told.incident.reporter_id else told.language


def _day(day) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT") if day else ""
