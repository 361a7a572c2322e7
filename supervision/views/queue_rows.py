"""The rows of the queue, and of what was found, in words: every value is text before the template sees it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from boundaries import rights
from boundaries.choices import Kind, Status, YesNoUnsure
from boundaries.words import kind_in_words
from policies.builtin import label
from supervision.models import Message
from supervision.moments import span
from supervision.queue_filters import LANGUAGE_NAMES
from supervision.small.standing import small_for
from supervision.waiting_on import in_words, last_said, waiting_on_each


def rows_in_words(rows, user, clock) -> list[dict]:
    """Everything as text: the template formats nothing."""
    turns, small = waiting_on_each(rows), small_for(rows, user)
    return [_row(row, user, clock, turns[row.pk]) | {"small": _small(row) if row.pk in small else ""} for row in rows]


def _small(row):
    return reverse("act", args=[row.reference, "small"])


def _row(row, user, clock, turn):
    late = clock.is_late(row.due_at)
    return {
        "url": f"/incidents/{row.reference}/",
        "reference": row.reference,
        "due": clock.short(row.due_at) if row.due_at else "",
        "left": clock.left(row.due_at) if row.due_at else "",
        "tone": "alarm" if row.urgent else "late" if late else "",
        "kind": kind_in_words(row),
        "flags": _flags(row, late),
        "client": row.client.code if row.client_id else "",
        "reporter": rights.reporter_in_list(row, user),
        "language": LANGUAGE_NAMES[row.language],
        "waits_on": in_words(row, turn, user),
        "badge": _badge(row, late),
        "not_now": reverse("holding", args=[row.reference]) if _owes_answer(row) else "",
        "follow_up": "",
    }


def _flags(row, late):
    flags = []
    if row.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE):
        flags.append(_("safety concern"))
    if row.understood in (YesNoUnsure.NO, YesNoUnsure.UNSURE):
        flags.append(_("perhaps misunderstood"))
    if row.support_wanted not in ("", "none"):
        flags.append(_("support wanted: %(support)s") % {"support": label("support_wanted", row.support_wanted).lower()})
    if getattr(row, "repeats", False):
        flags.append(_("repeats itself"))
    return flags


def _badge(row, late):
    if row.urgent or row.safety_concern == YesNoUnsure.YES:
        return {"word": _("danger") if row.safety_concern == YesNoUnsure.YES else _("urgent"), "tone": "red"}
    if late:
        return {"word": _("late"), "tone": "amber"}
    if row.kind == Kind.QUESTION:
        return {"word": _("question"), "tone": ""}
    return None


def _owes_answer(row):
    """To the reporter, and not a decision: asking for more time makes sense."""
    return row.due_at is not None and row.status in (Status.SUBMITTED, Status.ACKNOWLEDGED)



def quiet_rows_in_words(rows, user, clock) -> list[dict]:
    """With the silence in front, and the gentle word in one tap where it is our turn to say one."""
    found = rows_in_words(rows, user, clock)
    last = last_said([row.pk for row in rows])
    for row, words in zip(rows, found, strict=True):
        words["due"] = clock.short(row.silent_since)
        words["left"] = span(int((clock.now - row.silent_since).total_seconds() // 60))
        if last.get(row.pk) != Message.Kind.FOLLOW_UP:
            words["follow_up"] = reverse("act", args=[row.reference, "follow_up"])
    return found
