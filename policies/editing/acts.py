"""Acts about what is written and published: what each event proves, and ending a policy without another version."""

from django.utils import timezone

from accounts.models import Organisation
from accounts.plain_text import plain_text
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.models import AuditEvent
from audit.verify import declare_check
from policies.editing.document import digest_of, document_of
from policies.models import Policy, PolicyVersion, VersionDraft

MOST_REASON = 2000


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.OWN_POLICIES)


def _reasons(organisation, policy, reason, **details):
    if not isinstance(reason, str) or not plain_text(reason).strip():
        return ["reason_missing"]
    if len(reason) > MOST_REASON:
        return ["reason_long"]
    return [] if _lasting(organisation, policy).exists() else ["nothing_in_force"]


def _lasting(organisation, policy):
    """What can still be ended: a version that holds without end, or waits to."""
    return PolicyVersion.objects.filter(policy=policy, policy__organisation=organisation, in_force_until=None)


def _retire(organisation, by, policy, reason):
    """Ends what is in force now; what only waits never comes into force, and what was to end with it still does."""
    row = Policy.objects.select_for_update(no_key=True).get(pk=policy, organisation=organisation)
    now = timezone.now()
    version = row.versions.filter(in_force_until=None).first()
    if version is None:
        raise NotNow(["nothing_in_force"])
    version.in_force_until = max(now, version.in_force_from)
    version.retired_at, version.retired_by, version.retired_reason = now, by, plain_text(reason).strip()
    version.save(update_fields=["in_force_until", "retired_at", "retired_by", "retired_reason"])


def _name_policy(organisation, happening):
    policy = Policy.objects.get(pk=happening.details["policy"])
    version = policy.versions.order_by("-number").first()
    happening.data |= {"policy": str(policy.pk), "slug": policy.slug, "version": str(version.pk)}
    happening.data |= {"number": version.number, "until": version.in_force_until.isoformat()}


# -- what the history of a wording says --------------------------------------------------------------------------


def _name_wording(draft, happening):
    """Who wrote it is proven once it is no longer in one person's hands alone."""
    happening.digests |= draft.digests("draft")
    happening.data |= {"slug": draft.slug, "document_digest": draft.document_digest}


def _name_version(draft, happening):
    version = draft.version
    happening.data |= {
        "version": str(version.pk),
        "number": version.number,
        "in_force_from": version.in_force_from.isoformat(),
        "is_by_sole_person": version.is_by_sole_person,
    }


# -- what audit_verify asks ----------------------------------------------------------------------------------------


def _stands_as_proven(draft) -> list[str]:
    """The history proves a digest: of the wording that was proposed, and of the version that came of it."""
    if draft.status == draft.Status.PROPOSED:
        return [] if _digest(draft.document) == draft.document_digest else ["its document was altered"]
    version = PolicyVersion.objects.filter(pk=draft.version_id).select_related("policy").first()
    if version is None:
        return ["what was published is gone"] if draft.version_id else []
    found = {_digest(draft.document), _digest(document_of(version)), version.content_digest}
    altered = [] if found == {draft.document_digest} else ["what was published was altered"]
    return altered + _retired_through_the_door(version)


def _digest(document) -> str:
    try:
        return digest_of(document)
    except (AttributeError, KeyError, TypeError):  # no document any more
        return ""


def _retired_through_the_door(version) -> list[str]:
    told = AuditEvent.objects.filter(act="policy_retired", data__version=str(version.pk))
    return ["retired, and no event tells of it"] if version.retired_at and not told.exists() else []


def declare():
    declare_check(VersionDraft, _stands_as_proven)
    declare_act(Organisation, "retire_policy", Act("policy_retired", _may, _retire, _reasons, kind=chain.ACCESS))
    declare_consequences({"policy_retired": [_name_policy]})
    told = ("version_proposed", "version_sent_back", "version_approved", "version_took_effect", "version_withdrawn")
    declare_consequences({event: [_name_wording] for event in told})
    declare_consequences({event: [_name_version] for event in ("version_approved", "version_took_effect")})
