"""A wording becomes a version in force: immutable, after the one before it, never beside it."""

from django.db.models import F, Max
from django.utils import timezone

from accounts.models import Organisation
from audit.errors import NotNow
from policies.editing.document import WHOLE_TEXTS, digest_of
from policies.editing.surroundings import taken_kinds
from policies.models.event_type import EventType
from policies.models.policy import Clause, Policy, PolicyVersion, ProtocolKind


def publish(draft) -> PolicyVersion:
    """The version that this draft becomes, inside the transaction that holds the draft. Sets draft.policy and version.

    Raises NotNow where another one was faster: the policy's version waits, or its kind has got another protocol.
    """
    policy = draft.policy = _held(draft)
    now = timezone.now()
    last = policy.versions.filter(in_force_until=None).first()
    if last is not None and last.in_force_from > now:
        raise NotNow(["another_waits"])
    keys = draft.document["event_types"]
    if taken_kinds(draft.organisation, keys, besides=draft.slug).exists():
        raise NotNow(["kind_taken"])
    begins = _begins(policy, draft, now)
    if last is not None:
        end(last, begins)
    version = draft.version = _version(policy, draft, begins, now)
    Clause.objects.bulk_create(_clause(version, n, row) for n, row in enumerate(draft.document["clauses"], start=1))
    kinds = EventType.objects.filter(key__in=keys).order_by("key")
    ProtocolKind.objects.bulk_create(ProtocolKind(version=version, event_type=kind) for kind in kinds)
    return version


def _held(draft) -> Policy:
    """The policy, made where it is not there yet. One publishes at a time in an organisation: kinds are its policies' own."""
    Organisation.objects.select_for_update(no_key=True).get(pk=draft.organisation_id)
    policy, _ = Policy.objects.get_or_create(
        organisation_id=draft.organisation_id, slug=draft.slug, defaults={"kind": draft.kind}
    )
    return Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)


def _begins(policy, draft, now):
    """Neither before now nor before what is in force until then has ended."""
    held = policy.versions.filter(in_force_until__gt=F("in_force_from"))  # else it was retired before it came
    ended = held.aggregate(at=Max("in_force_until"))["at"]
    return max(at for at in (now, draft.take_effect_at, ended) if at is not None)


def end(version, at) -> None:
    PolicyVersion.objects.filter(pk=version.pk).update(in_force_until=at)


def _version(policy, draft, begins, now):
    number = (policy.versions.aggregate(most=Max("number"))["most"] or 0) + 1
    return PolicyVersion.objects.create(
        policy=policy,
        number=number,
        **{name: draft.document[name] for name in WHOLE_TEXTS},
        audience=draft.document["audience"],
        in_force_from=begins,
        author_id=draft.author_id,
        approved_by_id=draft.approved_by_id,
        is_by_sole_person=draft.approved_by_id is None,
        published_at=now,
        content_digest=digest_of(draft.document),
    )


def _clause(version, number, row) -> Clause:
    return Clause(version=version, number=number, **row)
