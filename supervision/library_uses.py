"""The library beside an answer: what fits this incident, and which texts a message was written with."""

from django.utils.translation import gettext as _

from policies.library.filling import gaps
from policies.library.shelf import AUTOMATIC, in_reach, shelf
from policies.library.words import KINDS, topic
from policies.models import LibraryItem
from supervision.contact_types.effects import in_order
from supervision.models import LibraryUse

Kind, Scope = LibraryItem.Kind, LibraryItem.Scope
INSERTED = (Kind.PREPARED_TEXT, Kind.STATEMENT, Kind.POSSIBILITY, Kind.QUESTION, Kind.EXERCISE, Kind.EXAMPLE)
PREVIEW = 140
MOST_OFFERED = 120
MOST_USED = 30


def offered(incident, by, *, without=(), contact_type="") -> list[dict]:
    """What may be put in, by kind, in the reporter's language; her own wording of it where there is one.

    `contact_type`: as it is chosen beside the text, before the record says it (B-CS-18).
    """
    language = incident.language
    chosen = contact_type or incident.contact_type
    asked = {"contact_type": chosen or None, "event_type": _kind_of(incident)}
    items = [item for item in shelf(by, kind=INSERTED, **asked) if item.topic != AUTOMATIC and item.key not in without]
    groups = {kind: [] for kind in INSERTED}
    items.sort(key=lambda item: chosen not in item.contact_types)  # made for this kind of contact: first
    for item in items[:MOST_OFFERED]:
        groups[item.kind].append(_line(item, language))
    found = [{"kind": kind, "label": KINDS[kind], "lines": lines} for kind, lines in groups.items() if lines]
    return in_order(found, chosen)


def _kind_of(incident):
    return incident.event_type.key if incident.event_type_id else None


def _line(item, language):
    said = item.said_in(language)
    return {
        "id": str(item.pk),
        "title": item.title_in(language),
        "topic": topic(item.topic),
        "text": said if len(said) <= PREVIEW else said[:PREVIEW].rsplit(" ", 1)[0] + " …",
        "lang": item.language_shown(language),
        "gaps": gaps(said),
    }


def chosen(by, keys) -> list[LibraryItem]:
    """Of these, the items that this person may use, in the order asked; one that was replaced meanwhile, too."""
    found = LibraryItem.objects.filter(in_reach(by)).in_bulk(list(dict.fromkeys(keys))[:MOST_USED])
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def keep(message, happening, items) -> None:
    """Frozen with the message."""
    uses = [LibraryUse(message=message, item=item) for item in items]
    for use in uses:
        use.save(force_insert=True)
    happening.prove(*uses)


def used_in(incident) -> dict[object, list[str]]:
    """Message -> what it was written with, for colleagues. What somebody keeps for herself is not named to others."""
    found = {}
    for use in LibraryUse.objects.filter(message__incident=incident).select_related("item"):
        found.setdefault(use.message_id, []).append(_in_words(use.item))
    return found


def _in_words(item):
    if item.scope != Scope.PUBLISHED:
        return _("a text of one’s own")
    return _("%(title)s (version %(number)s)") % {"title": item.title_in(), "number": item.version}
