"""When a report is sent: it joins the open tasks about the like, or opens one where it is the one too many."""

from uuid import UUID

from django.db import IntegrityError, connection, transaction

from accounts.models import Organisation, Team, User
from accounts.roles import Right, Role
from audit.inserting import insert
from audit.prepared import Prepared
from boundaries.models import Client, Incident
from policies.models import ServiceStandard
from supervision import presence
from supervision.models import PatternReport, PatternTask
from supervision.patterns.counting import Before, without_settled
from supervision.patterns.rules import RULES, is_counted, key_of
from supervision.patterns.telling import tell_owner


def look(incident, happening):
    """In the transaction of the report, so that it and its task stand or fall together."""
    if not is_counted(incident):
        return
    _hold(Client, incident.client_id)
    before = Before(incident)
    if not before:
        return
    standard = ServiceStandard.at(incident.organisation_id, incident.submitted_at)
    for rule in RULES:
        subject = rule.subject(incident)
        if subject is not None:
            _apply(rule, subject, before, standard, happening)


def _apply(rule, subject, before, standard, happening):
    incident = before.incident
    found = before.like(rule, standard)
    if not found:
        return
    task = _open_task(incident, rule, subject)
    if task is None and rule.of_team and len(found) + 1 == standard.repetition_count - 1:
        _hold(Team, incident.team_id)  # many send at once here, so only where the next report would open a task
        found = Before(incident).like(rule, standard)
        task = _open_task(incident, rule, subject)
    if task is not None:
        _join(task, [incident.pk], happening)
    elif len(found) + 1 >= standard.repetition_count:
        found = without_settled(found, rule.of, key_of(subject))
        if len(found) + 1 >= standard.repetition_count:
            _open(rule, subject, incident, standard, [*found, incident.pk], happening)


def _open_task(incident, rule, subject):
    """At most one: the database watches over it."""
    return _OPEN.first(organisation=incident.organisation_id, rule=rule.of, subject=key_of(subject))


def _held(organisation, rule, subject):
    rows = PatternTask.objects.select_for_update(no_key=True).open()
    return rows.filter(organisation_id=organisation, rule=rule, subject=subject)


def _hold(model, key):
    """Until the end of this report: whoever sends the like at this moment is counted before it, or counts it."""
    if key is not None and connection.features.has_select_for_update:
        model.objects.select_for_update(no_key=True).filter(pk=key).values_list("pk").first()


def _open(rule, subject, incident, standard, keys, happening):
    task = PatternTask(
        organisation_id=incident.organisation_id,
        rule=rule.of,
        subject=key_of(subject),
        **({"team_id": incident.team_id} | subject),
        standard=standard if standard.valid_from else None,
        event_rule_id=incident.event_rule_id if "event_type_id" in subject else None,
        many=standard.repetition_count,
        days=standard.repetition_days,
        owner=_owner(incident, keys),
    )
    try:
        with transaction.atomic():
            task.save(force_insert=True)
    except IntegrityError:  # somebody who sent the like at once opened it: the constraint has the last word
        task = _open_task(incident, rule, subject)
        if task is not None:
            _join(task, [incident.pk], happening)
        return
    happening.prove(task)
    _join(task, keys, happening)
    tell_owner(task)


def _join(task, keys, happening):
    rows = [PatternReport(task_id=task.pk, incident_id=key) for key in keys]
    insert(*rows)
    happening.prove(*rows)
    happening.data.setdefault("patterns", []).append(str(task.pk))


def _owner(incident, keys):
    """The team's supervisor, or whoever stands in for her, else a lead; never whoever wrote one of the reports."""
    writers = set(Incident.objects.filter(pk__in=keys).values_list("reporter_id", flat=True))
    for person in _line(incident):
        there = presence.stand_in(person)
        if there is not None and _may_own(there, incident, writers):
            return there
    return None


def _line(incident):
    team = incident.team
    if team is not None:
        yield from (person for person in (team.supervisor, team.lead) if person is not None)
    for role in (Role.LEAD, Role.SAFEGUARDING_LEAD):
        yield from User.objects.with_role(incident.organisation, role)


def _may_own(person, incident, writers) -> bool:
    belongs = person.is_active and person.organisation_id == incident.organisation_id
    return belongs and person.has_right(Right.ANSWER) and person.pk not in writers


_OPEN = Prepared(
    _held,
    organisation=(Organisation._meta.pk, UUID(int=1)),
    rule=(PatternTask._meta.get_field("rule"), "any rule"),
    subject=(PatternTask._meta.get_field("subject"), "any subject"),
)
