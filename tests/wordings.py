"""Published wordings of an organisation's own, and everybody asked to read them."""

import datetime

from django.utils import timezone

from accounts.models.organisation import LANGUAGES
from audit.door import Happening, record
from policies.models import Clause, Policy, PolicyVersion, ReadTask, VersionDraft
from supervision.reading_duties import ask_at_publishing

DAY = datetime.timedelta(days=1)


def told(text) -> dict:
    return {language: f"{text} ({language})" for language in LANGUAGES}


def version(organisation, slug="gifts", *, title="Gifts", change="", begin=None, kind=Policy.Kind.NORM):
    """The next version of this policy, in force from `begin` (now); the one before ends there."""
    begin = begin or timezone.now()
    policy, _is_new = Policy.objects.get_or_create(organisation=organisation, slug=slug, defaults={"kind": kind})
    former = policy.versions.order_by("-number").first()
    if former is not None:
        PolicyVersion.objects.filter(pk=former.pk).update(in_force_until=begin)
    made = PolicyVersion.objects.create(
        policy=policy, number=former.number + 1 if former else 1, title=told(title), content_digest="0" * 64,
        change_note=told(change) if change else {}, in_force_from=begin, published_at=timezone.now(),
    )  # fmt: skip
    texts = {language: {"title": f"One {language}", "instruction": f"{title} {language}"} for language in LANGUAGES}
    kind = Clause.Kind.PRINCIPLE if kind == Policy.Kind.NORM else Clause.Kind.STEP
    Clause.objects.create(version=made, number=1, key="one", kind=kind, texts=texts)
    return made


def published(organisation, author, slug="gifts", **more):
    """As publishing announces it: everybody who works by it is asked to read it."""
    made = version(organisation, slug, **more)
    draft = VersionDraft(organisation=organisation, policy=made.policy, slug=slug, kind="norm", author=author, version=made)
    happening = Happening("version_approved", author, {})
    ask_at_publishing(draft, happening)
    made.proof = happening.digests
    return made


def read_by_first(organisation, owner) -> PolicyVersion:
    """The built-in protocol, that everybody was asked to read and one has; `owner` becomes an owner of policies for it."""
    owner.roles = [*owner.roles, "policy_owner"]
    owner.save(update_fields=["roles"])
    owner = type(owner).objects.get(pk=owner.pk)
    made = PolicyVersion.objects.in_force().get(policy__organisation=None, policy__slug="phone-number")
    record(organisation, "ask_to_read", by=owner, version=made.pk)
    task = ReadTask.objects.filter(version=made, organisation=organisation).order_by("pk").first()
    record(organisation, "read_version", by=task.user, task=task.pk, language="en")
    return made


def asked(person) -> PolicyVersion:
    """A wording of her organisation that she was asked to read, and nobody else."""
    made = version(person.organisation, "asked")
    ReadTask.objects.create(organisation=person.organisation, version=made, user=person, due_at=timezone.now() + DAY)
    return made
