"""What each kind of contact changes in preparing an answer (B-CS-18): what stands first, what is offered beside it."""

from dataclasses import dataclass

from boundaries.choices import ContactType
from policies.models import LibraryItem

Kind = LibraryItem.Kind


@dataclass(frozen=True)
class Effects:
    """`first`: kinds of the library before the others. `facts_first`: where to turn, above the letter. `compares`: what
    was answered before, in front. `supports`: a block for the reporter. `proposes_session`: a session is one tap away."""

    first: tuple[str, ...] = ()
    facts_first: bool = False
    compares: bool = False
    supports: bool = False
    proposes_session: bool = False


EFFECTS = {
    ContactType.INFORMATIVE: Effects(first=(Kind.STATEMENT,), facts_first=True),
    ContactType.TESTING: Effects(first=(Kind.PREPARED_TEXT,), compares=True),
    ContactType.ABUSIVE: Effects(first=(Kind.POSSIBILITY,), supports=True),
    ContactType.URGENT: Effects(),
    ContactType.COUNSELLING: Effects(first=(Kind.QUESTION, Kind.EXERCISE), proposes_session=True),
}


def effects_of(contact_type) -> Effects:
    return EFFECTS.get(contact_type, Effects())


def in_order(groups, contact_type) -> list[dict]:
    """The library's groups, those that help with this kind of contact first and opened."""
    first = effects_of(contact_type).first
    found = [group | {"is_first": group["kind"] in first} for group in groups]
    return sorted(found, key=lambda group: first.index(group["kind"]) if group["is_first"] else len(first))
