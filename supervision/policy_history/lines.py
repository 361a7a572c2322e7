"""One version in words, for the page, the file and programs.

Whoever wrote, approved or retired a policy is named, to the auditor too: every page of a policy names them to everybody. A
pseudonym here would tell, beside that page, whose pseudonym it is.
"""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.builtin import in_language
from policies.models import Policy

KINDS = {Policy.Kind.NORM: gettext_lazy("Norm"), Policy.Kind.PROTOCOL: gettext_lazy("Protocol")}
STATES = {
    "in_force": gettext_lazy("in force"),
    "coming": gettext_lazy("comes into force"),
    "past": gettext_lazy("not in force any more"),
    "never": gettext_lazy("never came into force"),
    "own_instead": gettext_lazy("your own version holds instead"),
}


def line(row, user, clock) -> dict:
    state, draft = _state(row, clock.now), getattr(row, "draft", None)
    first, last = _days(row, clock.zone)
    facts = {
        "slug": row.policy.slug,
        "title": row.title_in(),
        "kind": row.policy.kind,
        "kind_label": str(KINDS[row.policy.kind]),
        "is_own": row.policy.organisation_id is not None,
        "number": row.number,
        "state": state,
        "state_label": str(STATES[state]),
        "in_force_from": first,
        "in_force_until": last,
        "change_note": in_language(row.change_note) or "",
        "digest": row.content_digest,
    }
    return facts | _people(row, draft, clock) | _changes(row) | _readers(row) | {"exceptions": row.exceptions}


def _state(row, now) -> str:
    if row.in_force_until is not None and row.in_force_until <= row.in_force_from:
        return "never"
    state = row.state_at(now)
    return "own_instead" if state == "in_force" and row.own_instead else state


def _days(row, zone) -> tuple[datetime.date, datetime.date | None]:
    """The first and the last day on which it was in force, or shall be; no last day where it never was, or is open."""
    first = row.in_force_from.astimezone(zone).date()
    if row.in_force_until is None or row.in_force_until <= row.in_force_from:
        return first, None
    return first, (row.in_force_until - datetime.timedelta(microseconds=1)).astimezone(zone).date()


def _people(row, draft, clock) -> dict:
    return {
        "author": _name(row.author),
        "proposed_by": _name(draft.proposed_by) if draft else "",
        "approved_by": _name(row.approved_by),
        "is_by_sole_person": row.is_by_sole_person,
        "published_at": row.published_at,
        "published": clock.full(row.published_at) if row.published_at else "",
        "approval": _approval(row),
        "retired_by": _name(row.retired_by),
        "retired_at": row.retired_at,
        "retired": clock.full(row.retired_at) if row.retired_at else "",
        "retired_reason": row.retired_reason,
    }


def _name(person) -> str:
    return person.short_name if person else ""


def _approval(row) -> str:
    """Who published is who approved: approving publishes. Of a sole person, the clock did after its waiting time."""
    if row.is_by_sole_person:
        return _("Nobody else could approve it: it took effect by itself after 24 hours")
    if row.approved_by:
        return row.approved_by.short_name
    return "" if row.policy.organisation_id else _("built in")


def _changes(row) -> dict:
    number = row.counted
    return {
        "is_first": row.is_first,
        "clauses": number.clauses,
        "added": number.added,
        "changed": number.changed,
        "removed": number.removed,
        "is_around_changed": number.is_around,
        "changes": _in_words(row),
    }


def _in_words(row) -> str:
    number = row.counted
    if row.is_first:
        return ngettext("First version, %(count)s clause", "First version, %(count)s clauses", number.clauses) % {
            "count": number.clauses
        }
    said = [
        words % {"count": count}
        for count, words in (
            (number.added, _("%(count)s added")),
            (number.changed, _("%(count)s changed")),
            (number.removed, _("%(count)s removed")),
        )
        if count
    ]
    if number.is_around:
        said.append(_("the words around the clauses"))
    return ", ".join(said) or _("No clause changed")


def _readers(row) -> dict:
    words = _("%(read)s of %(asked)s") % {"read": row.read, "asked": row.asked} if row.asked else ""
    return {"asked": row.asked, "read": row.read, "readers": words}
