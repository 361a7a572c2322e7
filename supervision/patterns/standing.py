"""Which patterns somebody may know of: hers to look at, those that a record stands in, and what the queue marks."""

from django.db.models import Exists, OuterRef

from accounts.roles import Right
from supervision.models import PatternReport, PatternTask

RELATED = (
    "organisation", "team", "client", "event_type", "event_rule", "reporter__profile", "standard", "owner", "settled_by",
)  # fmt: skip


def open_for(user):
    """What waits for this person, oldest first: whatever is in her reach, her own before a colleague's."""
    if not user.has_right(Right.ANSWER):
        return PatternTask.objects.none()
    return PatternTask.objects.visible_to(user).open().select_related(*RELATED).order_by("opened_at", "id")


def all_for(user):
    """With those that are settled: what was dismissed stays to be seen (for a lead and the auditor, of the service)."""
    return PatternTask.objects.visible_to(user).select_related(*RELATED)


def may_settle(task, user) -> bool:
    """Whoever it fell to, who answers for the team, or for the service: as far as she may know of it."""
    return task.is_open and user.has_right(Right.ANSWER)


def of_record(reader):
    """The tasks that count this record, for those who answer it."""
    if not reader.answers:
        return []
    rows = PatternTask.objects.visible_to(reader.user).filter(reports__incident=reader.incident)
    return list(rows.select_related(*RELATED).order_by("opened_at", "id"))


def marked(user):
    """Whether a row of the queue stands in an open task, as an annotation of its query."""
    tasks = PatternTask.objects.visible_to(user).open()
    return Exists(PatternReport.objects.filter(incident=OuterRef("pk"), task__in=tasks.values("pk")))
