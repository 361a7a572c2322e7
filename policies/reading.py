"""Who is asked to read which version, who has read it and when; reading never keeps anybody from reporting (BG.14.1)."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act
from audit.errors import NotNow, NotPermitted
from policies.builtin import in_language
from policies.models import PolicyVersion, ReadTask, ServiceStandard

READERS = frozenset({Right.REPORT, Right.ANSWER})


def is_reader(user) -> bool:
    """Whoever reports or answers works by what is published; an auditor or administrator alone does not."""
    return bool(READERS & user.rights)


def within_reach(organisation) -> Q:
    """Versions of this organisation's own policies, and the built-in ones."""
    return Q(policy__organisation=organisation) | Q(policy__organisation=None)


def open_tasks(organisation, version, people, *, now=None) -> list[ReadTask]:
    """One task for each of these people; the caller has seen to it that none of them has one."""
    now = now or timezone.now()
    days = ServiceStandard.at(organisation.pk, now).read_days
    due = max(version.in_force_from, now) + datetime.timedelta(days=days)
    rows = [ReadTask(organisation=organisation, version=version, user=user, asked_at=now, due_at=due) for user in people]
    return ReadTask.objects.bulk_create(rows)


def not_asked(organisation, version) -> list[User]:
    """Active people who work by this version and were not asked to read it yet; staff are few: rights are a matter of code."""
    asked = ReadTask.objects.filter(version=version, user=OuterRef("pk"))
    people = User.objects.filter(organisation=organisation, is_active=True).exclude(Exists(asked)).order_by("id")
    return [person for person in people if is_reader(person)]


def end_unread(tasks) -> list[ReadTask]:
    """Mark the unread ones among these as superseded."""
    now, unread = timezone.now(), tasks.filter(read_at=None, superseded_at=None)
    rows = list(unread.select_for_update(of=("self",)))
    unread.update(superseded_at=now)
    for row in rows:
        row.superseded_at = now
    return rows


def asked_versions(now):
    """Wordings in force, or to come, that somebody was asked to read."""
    asked = ReadTask.objects.filter(version=OuterRef("pk"), superseded_at=None)
    return PolicyVersion.objects.lasting(now).filter(Exists(asked)).select_related("policy__organisation")


# -- one person -----------------------------------------------------------------------------------------------------


def to_read(user):
    """What she is still asked to read, the most pressing first."""
    rows = ReadTask.objects.filter(user=user, read_at=None, superseded_at=None)
    return rows.select_related("version__policy").order_by("due_at", "id")


def line(task, language=None) -> dict:
    """One thing to read, as a list shows it."""
    version = task.version
    return {
        "version": version,
        "title": version.title_in(language),
        "change": in_language(version.change_note, language),
        "due": task.due_at,
        "is_late": task.due_at <= timezone.now(),
    }


def task_of(user, version_id) -> ReadTask | None:
    """Hers, read or not; None as for a version that is not there."""
    rows = ReadTask.objects.select_related("version__policy").filter(organisation_id=user.organisation_id)
    return rows.filter(user=user, version_id=version_id).first()


def read_before(version, user_id, moment) -> tuple[bool, datetime.datetime | None]:
    """(whether it counts, when she read it before this moment). Of a built-in wording only where she was asked by then."""
    task = ReadTask.objects.filter(version=version, user_id=user_id).first()
    if task is not None and task.read_at is not None and task.read_at <= moment:
        return True, task.read_at
    return version.policy.organisation_id is not None or (task is not None and task.asked_at <= moment), None


def in_force_before(version) -> PolicyVersion | None:
    """The wording that this one took the place of."""
    return PolicyVersion.objects.filter(policy_id=version.policy_id, number__lt=version.number).order_by("-number").first()


# -- acts -----------------------------------------------------------------------------------------------------------


def _is_reader(organisation, user):
    return user is not None and user.is_active and user.organisation_id == organisation.pk and is_reader(user)


def _owns(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.OWN_POLICIES)


def _read(organisation, by, task, language):
    row = ReadTask.objects.select_for_update().filter(pk=task, organisation=organisation).first()
    if row is None or row.user_id != by.pk:
        raise NotPermitted("read_version")
    if row.read_at is not None or row.superseded_at is not None:
        raise NotNow(["read_already" if row.read_at else "newer_wording"])
    row.read_at, row.language = timezone.now(), language
    row.save(update_fields=["read_at", "language"])
    return [row]


def _in_force(organisation, version):
    return PolicyVersion.objects.lasting().filter(within_reach(organisation), pk=version).select_related("policy").first()


def _may_be_asked(organisation, version):
    """In force or to come, in reach, and somebody is left who was not asked."""
    found = _in_force(organisation, version)
    if found is None:
        return ["not_in_force"]
    return [] if not_asked(organisation, found) else ["asked_already"]


def _newcomers_wait(organisation, version):
    return ["not_due"] if _may_be_asked(organisation, version) else []


def _ask(organisation, by, version):
    found = _in_force(organisation, version)
    return open_tasks(organisation, found, not_asked(organisation, found))


def _is_system(organisation, user):
    return user is None


ACTS = {
    "read_version": Act("version_read", _is_reader, _read, kind=chain.ACCESS),
    "ask_to_read": Act("reading_asked", _owns, _ask, _may_be_asked, chain.ACCESS),
    # whoever came later, by the clock
    "ask_newcomers": Act("newcomers_asked", _is_system, _ask, _newcomers_wait, chain.ACCESS),
}


def declare():
    for name, act in ACTS.items():
        declare_act(Organisation, name, act)
