"""Reflections on skills: written for oneself, shared with a session by a tap, taken back until it was spoken about."""

from django.utils.translation import gettext as _

from audit.door import Act, record
from audit.errors import NotNow
from policies.library.shelf import on_shelf
from policies.models import LibraryItem
from supervision.models import SkillNote
from supervision.sessions import reach, standing


def skills(user) -> list[LibraryItem]:
    """The cards of skills, as they stand on this person's shelf, in the order in which they are taught."""
    rows = on_shelf(user).filter(kind=LibraryItem.Kind.SKILL)
    return sorted(
        (item for item in rows if "in_conversation" in item.text("en" if "en" in item.texts else None)), key=_taught
    )


_ORDER = (
    "empathy", "warmth", "acceptance", "trust", "sincerity", "attending", "active_listening", "paraphrase",
    "structuring", "focusing", "silence", "purpose_role", "dividing",
)  # fmt: skip


def _taught(item):
    return (_ORDER.index(item.key) if item.key in _ORDER else len(_ORDER), item.key)


def skill(user, key) -> LibraryItem | None:
    return next((item for item in skills(user) if item.key == key), None)


def write(user, item, *, situation, reflection) -> SkillNote:
    """A new one, private: nothing about it stands in any chain, so that nobody learns even that it was written."""
    return SkillNote.objects.create(author=user, skill=item, situation=situation, reflection=reflection)


def throw_away(note) -> None:
    if note.shared:
        raise NotNow(["reflection_shared"])
    note.delete()


def share(note, session, by) -> None:
    record(session, "share_reflection", by=by, note=note.pk)


def take_back(note, by) -> None:
    if note.session is None:
        raise NotNow(["reflection_private"])
    record(note.session, "unshare_reflection", by=by, note=note.pk)


def _own(session, by, note):
    row = SkillNote.objects.select_for_update().filter(pk=note, author=by).first()
    if row is None:
        raise NotNow(["reflection_gone"])
    return row


def _share(session, by, note):
    row = _own(session, by, note)
    if row.shared:
        raise NotNow(["reflection_shared"])
    row.session, row.shared = session, True
    row.save(update_fields=["session", "shared"])


def _unshare(session, by, note):
    row = _own(session, by, note)
    if row.session_id != session.pk or row.discussed_at is not None:
        raise NotNow(["reflection_discussed"])
    row.session, row.shared = None, False
    row.save(update_fields=["session", "shared"])


def open_sessions(user):
    """Where she could share: hers that are still open, the next one first."""
    rows = reach.visible_to(user).filter(cancelled_at=None, confirmed_at=None).select_related("supervisor")
    return rows.order_by("starts_at", "pk")


def in_line(session, user, clock) -> str:
    """A session as one chooses it from a list: when, and with whom."""
    other = "" if session.supervisor_id == user.pk else session.supervisor.short_name
    when = (
        clock.short(session.held_at or session.starts_at)
        if session.held_at or session.starts_at
        else _("without a date yet")
    )
    return " · ".join(part for part in (when, other) if part)


ACTS = {
    "share_reflection": Act("session_reflection_shared", reach.takes_part, _share, standing.still_open),
    "unshare_reflection": Act("session_reflection_unshared", reach.takes_part, _unshare, standing.still_open),
}
