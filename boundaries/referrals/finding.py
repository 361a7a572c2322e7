"""Which places may be offered here, and referrals that somebody may see."""

from django.db.models import Q
from django.http import Http404

from boundaries.models import Incident, Referral
from policies.models import DirectoryEntry
from policies.search.folding import fold

RELATED = ("entry", "incident__organisation", "incident__reporter", "incident__client", "incident__on_behalf", "given_by")
MOST_SHOWN = 40


def places(organisation, words="") -> list[DirectoryEntry]:
    """Whom a client may be sent to, those elsewhere first; all words of a search stand in the place's own words."""
    rows = DirectoryEntry.objects.offered_to(organisation).exclude(kind=DirectoryEntry.Kind.EMERGENCY)
    wanted = [word for word in fold(words[:200]).split() if word]
    found = [entry for entry in rows if all(word in _words_of(entry) for word in wanted)]
    return sorted(found, key=lambda entry: entry.kind == DirectoryEntry.Kind.CHANNEL)


def _words_of(entry) -> str:
    texts = [*entry.name.values(), *entry.what_for.values(), entry.address, entry.area]
    return fold(" ".join(text for text in texts if isinstance(text, str)))


def offered_place(organisation, entry_id) -> DirectoryEntry:
    """Http404 for what is not offered here."""
    entry = DirectoryEntry.objects.offered_to(organisation).filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    return entry


def find_referral(user, referral_id) -> Referral:
    """Of a report that this person may see, or of the draft in her hand; Http404 otherwise."""
    in_sight, in_hand = Incident.objects.visible_to(user).sent(), Incident.objects.in_hand_of(user)
    in_reach = Q(incident__in=in_sight.values("pk")) | Q(incident__in=in_hand.values("pk"))
    row = Referral.objects.select_related(*RELATED).filter(in_reach, pk=referral_id).first()
    if row is None:
        raise Http404
    return row
