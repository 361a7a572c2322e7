"""What else of an organisation forbids a document: kinds of event, names that are taken, other protocols in force."""

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from policies.editing import shape
from policies.models.policy import Policy, PolicyVersion, ProtocolKind

# addresses below /policies/
RESERVED = frozenset({"edit", "kinds", "feedback", "to-read", "find", "read", "public-page", "drafts", "new"})


def rows(document, organisation):
    slug, kind = document.get("slug"), document.get("kind")
    if isinstance(slug, str) and slug in RESERVED:
        yield shape.row("slug", "slug_reserved")
    keys = _keys(document.get("event_types"))
    yield from _event_types(keys, kind, organisation)
    if organisation is None or not _keys([slug]):
        return
    builtin = Policy.objects.filter(organisation=None, slug=slug).first()
    yield from _name(slug, kind, builtin, organisation)
    if kind == Policy.Kind.PROTOCOL:
        if not keys and builtin is None:
            yield shape.row("event_types", "event_types_missing")
        yield from _taken(slug, keys, organisation)
    yield from _related(document, organisation)


def _list(value):
    return value if isinstance(value, list) else []


def _keys(value) -> list[str]:
    """Those that may be one: only these are asked of the database."""
    return [key for key in _list(value) if isinstance(key, str) and shape.SLUG.match(key)]


def _event_types(keys, kind, organisation):
    if keys and kind == Policy.Kind.NORM:
        yield shape.row("event_types", "event_types_of_protocols_only")
        return
    found = dict(apps.get_model("policies.EventType").objects.filter(key__in=keys).values_list("key", "active"))
    found |= _decided(keys, organisation)
    for key in keys:
        if key not in found:
            yield shape.row("event_types", "event_type_unknown", name=key[: shape.MOST_NAME])
        elif not found[key]:
            yield shape.row("event_types", "event_type_inactive", name=key)


def _decided(keys, organisation):
    """What the organisation says about these kinds: whether they are used, by its newest rule for each."""
    rules = apps.get_model("policies.EventRule").objects.filter(organisation=organisation, event_type__key__in=keys)
    valid = rules.filter(valid_from__lte=timezone.now(), event_type__active=True) if organisation else rules.none()
    return dict(valid.order_by("number").values_list("event_type__key", "is_active"))


def _name(slug, kind, builtin, organisation):
    own = Policy.objects.filter(organisation=organisation, slug=slug).first()
    if any(policy and policy.kind != kind for policy in (own, builtin)):
        yield shape.row("slug", "slug_taken")


def _taken(slug, keys, organisation):
    for row in taken_kinds(organisation, keys, besides=slug):
        yield shape.row("event_types", "event_type_taken", name=row.event_type.key, policy=row.version.policy.slug)


def taken_kinds(organisation, keys, besides):
    """Rows of kinds for which another own protocol is in force, or waits to come into force."""
    versions = PolicyVersion.objects.lasting().filter(policy__organisation=organisation).exclude(policy__slug=besides)
    rows = ProtocolKind.objects.filter(version__in=versions, event_type__key__in=keys)
    return rows.select_related("event_type", "version__policy")


def _related(document, organisation):
    clauses = [clause for clause in _list(document.get("clauses")) if isinstance(clause, dict)]
    keys = {clause.get("key") for clause in clauses if isinstance(clause.get("key"), str)}
    named = [(n, name) for n, clause in enumerate(clauses, start=1) for name in _keys(clause.get("related"))]
    wanted = {name for _n, name in named} - keys
    own = Q(organisation=organisation) | Q(organisation=None)
    known = set(Policy.objects.filter(own, slug__in=wanted).values_list("slug", flat=True)) if wanted else set()
    for number, name in named:
        if name in wanted - known:
            yield shape.row(f"clauses.{number}.related", "related_unknown", name=name[: shape.MOST_NAME])
