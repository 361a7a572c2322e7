"""Finding in the directory: by need, place and kind, in any of the six languages, with or without accents."""

import zoneinfo
from dataclasses import dataclass

from django.utils import timezone

from policies.directory import reviewing
from policies.directory.offering import offered, standing
from policies.models import DirectoryEntry
from policies.search.folding import words_of

MOST_KEPT = 200  # entries on a phone
LONGEST = 200  # letters of a question that count


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty is not asked."""

    words: str = ""
    kind: str = ""
    area: str = ""
    open_now: bool = False

    @classmethod
    def of(cls, query):
        kind = query.get("kind", "")
        return cls(
            query.get("q", "").replace("\0", "")[:LONGEST].strip(),
            kind if kind in DirectoryEntry.Kind.values else "",
            query.get("area", "").replace("\0", "")[:120],
            query.get("open") == "1",
        )


def found(organisation, wanted: Wanted) -> list[DirectoryEntry]:
    """Offered entries that fit, open ones first."""
    asked = list(words_of(wanted.words)) or [wanted.words] * bool(wanted.words)
    rows = [entry for entry in offered(organisation) if _fits(entry, wanted) and _says(entry, asked)]
    # numbers to call in danger have places of their own: whoever looks for help with a form finds that first
    return sorted(rows, key=lambda entry: entry.kind == DirectoryEntry.Kind.EMERGENCY)


def areas(entries) -> list[str]:
    return sorted({entry.area for entry in entries if entry.area})


def text_of(entry) -> str:
    """Everything that is looked through: all languages, since a need is named in any."""
    texts = [*entry.name.values(), *entry.what_for.values(), *entry.procedure.values()]
    texts += [text for row in entry.documents for text in row.values()]
    return " ".join([*texts, entry.address, entry.area, entry.phone, entry.head_name, entry.specialist_name])


def kept_on_phone(entry) -> dict:
    """What a phone needs to find it and to know whether it is open, without a network."""
    texts = [*entry.name.values(), *entry.what_for.values(), *(text for row in entry.documents for text in row.values())]
    return {
        "id": str(entry.pk),
        "kind": entry.kind,
        "name": entry.name_in(),
        "what_for": entry.what_for_in(),
        "phone": entry.phone,
        "hours": entry.opening_hours,
        "words": " ".join(words_of(*texts, entry.address, entry.area, entry.phone)),
    }


def one_of(organisation, entry_id, *, may_edit=False) -> DirectoryEntry | None:
    """An entry that this reader may open: what is offered; whoever owns the directory also the others of her own."""
    rows = DirectoryEntry.objects.filter(organisation=organisation) if may_edit else DirectoryEntry.objects.none()
    rows = rows | DirectoryEntry.objects.offered_to(organisation)
    entry = rows.filter(pk=entry_id).select_related("verified_by", "organisation").order_by().first()
    if entry is not None:
        entry.standing = standing(entry.opening_hours, timezone.now(), zoneinfo.ZoneInfo(organisation.time_zone))
        entry.is_to_check = reviewing.is_due(entry, reviewing.today_of(organisation))
    return entry


def _fits(entry, wanted):
    return (
        wanted.kind in ("", entry.kind)
        and wanted.area in ("", entry.area)
        and (not wanted.open_now or entry.standing.is_open is not False)
    )


def _says(entry, asked):
    words = words_of(text_of(entry))
    return all(any(word.startswith(part) for word in words) for part in asked)
