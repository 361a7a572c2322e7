"""Which protocol guides a kind of event in an organisation: its own for that kind, else the built-in one, else the general.

One order for all: an own protocol published for that kind; an own one under the built-in one's name; the built-in one
for that kind; the own general one; the built-in general one (HU.0). An audience (BG.10) is for whoever reads, not here.
"""

import datetime
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Organisation
from audit.prepared import Prepared
from policies.models import EventType, Policy, PolicyVersion
from policies.models.policy import ProtocolKind

GENERAL = "boundary-request"


def protocol_for(event_type: EventType | None, organisation) -> PolicyVersion:
    """The version in force for this kind of event here, else that of the general protocol."""
    own, kind = (event_type.protocol_id, event_type.pk) if event_type else (None, None)
    moment = timezone.now()
    rows = _CANDIDATES.rows(organisation=organisation.pk, event_type=kind, own=own, moment=moment)
    return _best(rows, own, {row.pk for row in rows if row.is_for})


def protocols_by_kind(kinds, organisation) -> dict[str, PolicyVersion]:
    """The same for many kinds at once, by their keys."""
    rows = list(in_reach(PolicyVersion.objects.in_force(), organisation.pk).select_related("policy"))
    pairs = ProtocolKind.objects.filter(version__in=[row.pk for row in rows]).values_list("event_type", "version")
    published = {}
    for event_type, version in pairs:
        published.setdefault(event_type, set()).add(version)
    return {kind.key: _best(rows, kind.protocol_id, published.get(kind.pk, set())) for kind in kinds}


def ruling_since(event_type, organisation, since) -> list[PolicyVersion]:
    """Every version that guided this kind here at some moment since then."""
    own, kind = (event_type.protocol_id, event_type.pk) if event_type else (None, None)
    now = timezone.now()
    lasting = PolicyVersion.objects.filter(in_force_from__lte=now)
    lasting = lasting.filter(Q(in_force_until=None) | Q(in_force_until__gt=since))
    rows = list(_near(lasting, organisation.pk, kind, own))
    changes = {at for row in rows for at in (row.in_force_from, row.in_force_until) if at and since < at <= now}
    found = {}
    for moment in (since, *sorted(changes)):
        version = _best_at(rows, own, moment)
        found |= {version.pk: version} if version else {}
    return list(found.values())


def is_general(version) -> bool:
    return version.policy.slug == GENERAL


def in_reach(versions, organisation_id):
    """Protocols of this organisation and the built-in ones."""
    reach = Q(policy__organisation=None) | Q(policy__organisation_id=organisation_id)
    return versions.filter(reach, policy__kind=Policy.Kind.PROTOCOL)


def _near(versions, organisation, event_type, own):
    """The few that may be meant, each with `is_for`: published for this very kind."""
    is_for = Exists(ProtocolKind.objects.filter(version=OuterRef("pk"), event_type_id=event_type))
    named = Q(policy__slug__in=Policy.objects.filter(pk=own).values("slug"))
    rows = in_reach(versions, organisation).annotate(is_for=is_for)
    return rows.filter(Q(is_for=True) | Q(policy_id=own) | Q(policy__slug=GENERAL) | named).select_related("policy")


def _candidates(organisation, event_type, own, moment):
    return _near(PolicyVersion.objects.in_force(moment), organisation, event_type, own)


_CANDIDATES = Prepared(
    _candidates,
    organisation=(Organisation._meta.pk, UUID(int=1)),
    event_type=(EventType._meta.pk, UUID(int=2)),
    own=(Policy._meta.pk, UUID(int=3)),
    moment=(DateTimeField(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
)


def _best_at(rows, own, moment):
    standing = [r for r in rows if r.in_force_from <= moment and (r.in_force_until is None or r.in_force_until > moment)]
    return _best(standing, own, {row.pk for row in standing if row.is_for}) if standing else None


def _best(rows, own, published) -> PolicyVersion:
    """Of two that were published for one kind the later one."""
    slug = next((row.policy.slug for row in rows if row.policy_id == own), None)
    ranked = [(_rank(row, own, slug, published), row) for row in rows]
    ranked = [(rank, -row.in_force_from.timestamp(), str(row.pk), row) for rank, row in ranked if rank is not None]
    if not ranked:
        raise PolicyVersion.DoesNotExist("No version is in force.")
    return min(ranked)[-1]


def _rank(row, own, slug, published) -> int | None:
    is_own = row.policy.organisation_id is not None
    if is_own:
        return 0 if row.pk in published else 1 if own and row.policy.slug == slug else 3 if is_general(row) else None
    return 2 if own and row.policy_id == own else 4 if is_general(row) else None
