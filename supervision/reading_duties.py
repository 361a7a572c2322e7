"""What follows for readers when a version is published: tasks, duties and notices for everybody at once, and their end."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from audit.door import declare_consequences, record
from policies import reading
from policies.models import PolicyVersion, ReadTask, ServiceStandard
from supervision import clock, duties
from supervision.models import Deadline
from supervision.telling_many import notify_many, settle_page

READING = Deadline.Kind.READING
TASK = ReadTask._meta.label_lower


def page_of(version_id) -> str:
    return reverse("reading", args=[version_id])


def ask_at_publishing(draft, happening):
    """In the transaction in which it is published: everybody who works by it is asked to read it."""
    if draft.version_id is None:
        return
    version = PolicyVersion.objects.select_related("policy").get(pk=draft.version_id)
    people = reading.not_asked(draft.organisation, version)
    tasks = reading.open_tasks(draft.organisation, version, people)
    happening.prove(*tasks)  # also that nobody has read it yet
    _owe(draft.organisation, version, tasks)
    _replace_former(draft.organisation, version, happening)


def owe_what_was_asked(organisation, happening):
    """After somebody asked for a version that nobody published just now, or somebody came later."""
    version = PolicyVersion.objects.select_related("policy").get(pk=happening.details["version"])
    asked = {key.split(":")[1] for key in happening.digests if key.startswith(f"{TASK}:")}
    tasks = ReadTask.objects.select_related("user").filter(version=version, organisation=organisation)
    opened = [task for task in tasks if str(task.pk) in asked]
    happening.data |= {"version": str(version.pk), "people": len(opened)}
    _owe(organisation, version, opened)
    _replace_former(organisation, version, happening)


def end_for_all(organisation, happening):
    """A policy that holds no more is read no more."""
    tasks = ReadTask.objects.filter(version__policy=happening.details["policy"], organisation=organisation)
    _end(organisation, tasks, happening)


def end_for_reader(organisation, happening):
    task = ReadTask.objects.get(pk=happening.details["task"])
    happening.data |= {"version": str(task.version_id)}
    duties.meet(READING, task)
    settle_page(page_of(task.version_id), user=task.user_id)


def _replace_former(organisation, version, happening):
    """Earlier ones: whoever is asked for the one in force goes on being asked for the one to come."""
    former = PolicyVersion.objects.filter(policy_id=version.policy_id, number__lt=version.number)
    _end(organisation, ReadTask.objects.filter(version__in=former, organisation=organisation), happening)


def _end(organisation, tasks, happening):
    """In this organisation: a built-in wording is read in others, too."""
    for task in (ended := reading.end_unread(tasks)):
        happening.digests.update(task.digests("state"))
    for version_id in {task.version_id for task in ended}:
        settle_page(page_of(version_id), user__organisation=organisation)
        subjects = ReadTask.objects.filter(version=version_id, organisation=organisation).values("pk")
        rows = Deadline.objects.open().filter(kind=READING, subject_type=TASK, subject_id__in=subjects)
        rows.update(cancelled_at=timezone.now())


def _owe(organisation, version, tasks):
    now = timezone.now()
    share = ServiceStandard.at(organisation.pk, now).reminder_percent
    Deadline.objects.bulk_create(
        Deadline(
            organisation_id=organisation.pk, kind=READING, subject_type=TASK, subject_id=task.pk, owner=task.user,
            opened_at=now, remind_at=now + (task.due_at - now) * share / 100, due_at=task.due_at,
        )
        for task in tasks
    )  # fmt: skip
    notify_many(organisation, [task.user for task in tasks], "to_read", page_of(version.pk))


# -- the clock --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Newcomers:
    """People of an organisation who came after a version was given to everybody to read."""

    organisation: Organisation
    version: PolicyVersion

    @property
    def pk(self):
        return self.version.pk


def _newcomers(now):
    for version in reading.asked_versions(now):
        for organisation in _askers(version):
            if reading.not_asked(organisation, version):
                yield Newcomers(organisation, version)


def _askers(version):
    if version.policy.organisation_id:
        return [version.policy.organisation]
    asked = ReadTask.objects.filter(version=version, superseded_at=None).order_by().values("organisation").distinct()
    return list(Organisation.objects.filter(pk__in=asked))


def _ask(row):
    record(row.organisation, "ask_newcomers", by=None, version=row.version.pk)


def _left(now):
    """Duties of people who do not work here any more."""
    return clock.in_batches(Deadline.objects.open().filter(kind=READING, owner__is_active=False), "due_at")


def _let_go(row):
    Deadline.objects.open().filter(pk=row.pk).update(cancelled_at=timezone.now())


def _address(deadline):
    return page_of(ReadTask.objects.values_list("version", flat=True).get(pk=deadline.subject_id))


def declare():
    duties.declare_topic(READING, duties.Topic("reading_due", "reading_late", _address))
    declare_consequences({
        "version_approved": [ask_at_publishing],
        "version_took_effect": [ask_at_publishing],
        "reading_asked": [owe_what_was_asked],
        "newcomers_asked": [owe_what_was_asked],
        "version_read": [end_for_reader],
        "policy_retired": [end_for_all],
    })  # fmt: skip
    clock.declare_step("newcomers asked to read", _newcomers, _ask)
    clock.declare_step("reading of those who left ended", _left, _let_go)
