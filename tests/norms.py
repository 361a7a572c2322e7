"""An organisation's own norm for tests: published rows, with the times between which they hold."""

import datetime

from django.utils import timezone

from policies.models import Clause, Policy, PolicyVersion, ProtocolKind

LONG_AGO = datetime.timedelta(days=100)


def norm(organisation, *titles, slug="private-contact-data", begins=None, ends=None, event_type=None) -> list[Clause]:
    """One version with a clause per title (an entitlement, its condition, then principles), in English and Hungarian."""
    policy, _ = Policy.objects.get_or_create(organisation=organisation, slug=slug, kind=Policy.Kind.NORM)
    number = policy.versions.count() + 1
    version = PolicyVersion.objects.create(
        policy=policy,
        number=number,
        title={"en": "Private contact data", "hu": "Személyes elérhetőségek"},
        in_force_from=begins or timezone.now() - LONG_AGO,
        in_force_until=ends,
        content_digest="0" * 64,
    )
    if event_type:
        ProtocolKind.objects.create(version=version, event_type=event_type)
    kinds = ["entitlement", "condition", *["principle"] * 60]
    titles = titles or ("You can always reach us", "At night only what cannot wait", "Private numbers stay private")
    rows = [_clause(version, n, kind, title) for n, (title, kind) in enumerate(zip(titles, kinds, strict=False), start=1)]
    return Clause.objects.bulk_create(rows)


def _clause(version, number, kind, title):
    key = f"clause-{number}"
    text = {"title": title, "short": title, "instruction": f"{title}.", "said": [f"{title}, we say."]}
    texts = {"en": text, "hu": text | {"title": f"{title} (hu)", "said": [f"{title}, mondjuk."]}}
    conditions = ["clause-2"] if kind == "entitlement" else []
    return Clause(version=version, number=number, key=key, kind=kind, texts=texts, conditions=conditions)
