"""Who has read what, for whoever owns policies (everybody) and for a lead (her teams' people)."""

from uuid import UUID

from django.db.models import Count, F, Q
from django.utils import timezone

from accounts.roles import Right
from policies.models import PolicyVersion, ReadTask
from policies.reading import within_reach

MOST = 200  # names on one page; the table for a spreadsheet has all
MOST_VERSIONS = 100
# of a task for the table, without what is the same for many
IN_TABLE = (
    "version_id", "asked_at", "due_at", "read_at", "user__given_name", "user__family_name", "user__profile__team__name"
)
# whose wording a newer one replaced before she read it is asked no more
ASKED = Q(superseded_at=None) | Q(read_at__isnull=False)


class Overview:
    """Tasks of active people that this person may look at. Whoever left is counted nowhere."""

    def __init__(self, user):
        self.user, self.organisation = user, user.organisation
        self.of_all = user.has_right(Right.OWN_POLICIES)

    @property
    def tasks(self):
        tasks = ReadTask.objects.filter(organisation=self.organisation, user__is_active=True)
        return tasks if self.of_all else tasks.filter(user__profile__team__lead=self.user)

    def rows(self) -> list[dict]:
        """Versions that are to be read, the newest first, with how many have."""
        now = timezone.now()
        unread = Q(read_at=None, superseded_at=None)
        counted = self.tasks.values("version").annotate(
            asked=Count("pk", filter=ASKED), read=Count("read_at"), waiting=Count("pk", filter=unread),
            late=Count("pk", filter=unread & Q(due_at__lte=now)),
        )  # fmt: skip
        counts = {row["version"]: row for row in counted if row["asked"]}
        versions = PolicyVersion.objects.filter(pk__in=counts).select_related("policy").order_by("-in_force_from", "-id")
        return [counts[version.pk] | {"version": version, "title": version.title_in()} for version in versions[:MOST_VERSIONS]]

    def one(self, version_id) -> dict | None:
        """Who has not read it yet, late ones first; None where nobody that one may look at was asked."""
        tasks = self.tasks.filter(version_id=version_id)
        version = PolicyVersion.objects.select_related("policy").filter(pk=version_id).first()
        if version is None or not tasks.exists():
            return None
        waiting = tasks.filter(read_at=None, superseded_at=None)
        rows = waiting.select_related("user", "user__profile__team").order_by("due_at", "user__given_name", "user_id")
        people = [_person(task) for task in rows[: MOST + 1]]
        counted = {"read": tasks.filter(read_at__isnull=False).count(), "asked": tasks.filter(ASKED).count()}
        return {"version": version, "people": people[:MOST], "has_more": len(people) > MOST} | counted

    def table(self):
        """One row per person and version: title, number, person, team, asked, due, read."""
        versions = {version.pk: (version.title_in(), version.number) for version in self._versions()}
        rows = self.tasks.select_related("user__profile__team").only(*IN_TABLE)
        for task in rows.order_by("version__in_force_from", "version_id", "user__given_name", "user_id").iterator(500):
            yield (*versions[task.version_id], str(task.user), _team(task.user), task.asked_at, task.due_at, task.read_at)

    def _versions(self):
        """Each read once: its words are many, and the same for everybody who was asked."""
        return PolicyVersion.objects.filter(pk__in=self.tasks.values("version")).only("title", "number")

    # -- asking ---------------------------------------------------------------------------------------------------

    def to_ask(self) -> list[PolicyVersion]:
        """In force and not given to everybody yet."""
        asked = ReadTask.objects.filter(organisation=self.organisation).values("version")
        rows = PolicyVersion.objects.in_force().filter(within_reach(self.organisation)).exclude(pk__in=asked)
        return list(rows.select_related("policy").order_by(F("policy__organisation").asc(nulls_last=True), "policy__slug"))

    def askable(self, key) -> PolicyVersion | None:
        try:
            key = UUID(key)
        except ValueError:
            return None
        return PolicyVersion.objects.in_force().filter(within_reach(self.organisation), pk=key).first()


def _person(task) -> dict:
    return {"name": str(task.user), "team": _team(task.user), "due": task.due_at, "is_late": task.due_at <= timezone.now()}


def _team(user) -> str:
    profile = getattr(user, "profile", None)
    return profile.team.name if profile is not None and profile.team_id else ""
