"""Every published version that holds or held here, newest first, with what stands beside it, in a fixed number of questions."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from accounts import places
from boundaries.models import Incident, ReasonedException
from policies.editing.counting import counted
from policies.models import PolicyVersion, ReadTask
from policies.reading import within_reach

PAGE = 50
RELATED = ("policy", "author", "approved_by", "retired_by", "draft__proposed_by")
# who left before she read it is asked no more; who read it has, wherever she is now
ASKED = Q(user__is_active=True) | Q(read_at__isnull=False)


def versions(organisation):
    """Its own and the built-in ones: both are what people work by."""
    return PolicyVersion.objects.filter(within_reach(organisation))


def listed(user, filters: Q):
    return versions(user.organisation).filter(filters)


def page(user, filters: Q, after: places.Place | None, most: int = 0) -> tuple[list[PolicyVersion], str]:
    """At most PAGE rows (or so many), each with `counted`, `is_first`, `asked`, `read`, `unread`, `exceptions`, `own_instead`."""
    rows = listed(user, filters).select_related(*RELATED).prefetch_related("clauses", "kinds")
    found, place = places.page(rows, "-in_force_from", after, most or PAGE)
    _compare(found)
    _count_readers(user.organisation, found)
    _count_exceptions(user, found)
    own = _own_in_force(user.organisation)
    for row in found:
        row.own_instead = row.policy.organisation_id is None and row.policy.slug in own
    return found, place


def every_page(user, filters: Q, most: int) -> Iterator[list[PolicyVersion]]:
    after = None
    while True:
        found, place = page(user, filters, after, most)
        yield found
        if not place:
            return
        after = places.read(place)


def _compare(found):
    """Each against the one that it took the place of, wherever in the list that one stands."""
    numbers = {}
    keys = PolicyVersion.objects.filter(policy__in={row.policy_id for row in found}).order_by("number")
    for key, policy, number in keys.values_list("pk", "policy", "number"):
        numbers.setdefault(policy, []).append((number, key))
    before = {row.pk: _before(row, numbers[row.policy_id]) for row in found}
    former = PolicyVersion.objects.filter(pk__in=set(before.values()) - {None}).prefetch_related("clauses", "kinds")
    former = {row.pk: row for row in former}
    for row in found:
        row.is_first = before[row.pk] is None
        row.counted = counted(former.get(before[row.pk]), row)


def _before(row, numbers):
    """The key of the version before; `numbers` are those of its policy, ascending."""
    return next((key for number, key in reversed(numbers) if number < row.number), None)


def _count_readers(organisation, found):
    tasks = ReadTask.objects.filter(organisation=organisation, version__in=found).order_by().values("version")
    counts = tasks.annotate(asked=Count("pk", filter=ASKED), read=Count("read_at"))
    counts = {row["version"]: row for row in counts}
    for row in found:
        told = counts.get(row.pk, {"asked": 0, "read": 0})
        row.asked, row.read = told["asked"], told["read"]


def _count_exceptions(user, found):
    """Approved ones from clauses of this version, of records that this reader may see: walls and mandates hold here too."""
    seen = Incident.objects.visible_to(user).sent().filter(organisation=user.organisation_id)
    rows = ReasonedException.objects.filter(is_approved=True, clause__version__in=found, incident__in=seen.values("pk"))
    counts = rows.order_by().values(version=F("clause__version")).annotate(number=Count("pk"))
    counts = {row["version"]: row["number"] for row in counts}
    for row in found:
        row.exceptions = counts.get(row.pk, 0)


def _own_in_force(organisation) -> set[str]:
    """Names under which the organisation's own wording holds, so that the built-in one does not."""
    own = PolicyVersion.objects.in_force().filter(policy__organisation=organisation)
    return set(own.values_list("policy__slug", flat=True))
