"""What a session has to speak about, filled in by itself; each person sees in it only what she may see anyway."""

from dataclasses import dataclass, field, replace

from boundaries.models import Incident
from boundaries.repetition import repetition_for
from boundaries.words import kind_in_words
from policies import reading
from supervision.models import SessionAgreement, SkillNote, SupervisionSession
from supervision.moments import Clock
from supervision.sessions import reach, standing

MOST_OPEN = 10


@dataclass
class Agenda:
    """The parts in the order in which they are spoken about."""

    topics: list = field(default_factory=list)
    linked: list[dict] = field(default_factory=list)
    open_records: list[dict] = field(default_factory=list)
    patterns: list[dict] = field(default_factory=list)
    reflections: list[SkillNote] = field(default_factory=list)
    agreements: list[SessionAgreement] = field(default_factory=list)
    unread: list[dict] = field(default_factory=list)

    @property
    def has_anything(self) -> bool:
        return any(vars(self).values())


def agenda(session, reader) -> Agenda:
    """`reader` takes part. Of a record that she may not see nothing is said, not even that there is one."""
    clock = Clock(session.organisation)
    people = [row.person for row in session.people.select_related("person__organisation", "person__profile__team")]
    linked = list(reach.linked_for(session, reader))
    own = people if reader.pk == session.supervisor_id else [reader]
    records = _open_records(session, reader, own, {incident.pk for incident in linked})
    return Agenda(
        topics=list(session.topics.select_related("author").order_by("at", "pk")),
        linked=[_line(incident, clock) for incident in linked],
        open_records=[_line(incident, clock) for incident in records],
        patterns=_patterns([*linked, *records], None if reader.pk == session.supervisor_id else reader),
        reflections=list(reach.reflections_in(session, reader)),
        agreements=list(standing.earlier_agreements(session)) if standing.is_open(session) else [],
        unread=_unread(own) if standing.is_open(session) else [],
    )


def _open_records(session, reader, people, known):
    """Open records of these people that are with this supervisor, as far as both of them see them.

    A report behind a pseudonym is not among them: the agenda would say who wrote it.
    """
    if not standing.is_open(session) or session.form == SupervisionSession.Form.GROUP:
        return []  # what is one person's own is spoken about with her alone
    rows = Incident.objects.visible_to(reader).open().filter(reporter__in=people, assignee=session.supervisor_id)
    rows = reach.may_be_linked(rows.filter(behind_pseudonym=False), [session.supervisor_id, *people])
    return list(
        rows.exclude(pk__in=known).select_related("event_type", "organisation").order_by("submitted_at")[:MOST_OPEN]
    )


def _line(incident, clock):
    return {
        "reference": incident.reference,
        "kind": kind_in_words(incident),
        "when": clock.short(incident.submitted_at),
    }


def _patterns(incidents, only=None):
    """What comes again and again (boundaries/repetition.py); `only` hers for somebody who must not learn of others' reports."""
    found = []
    for incident in incidents[:MOST_OPEN]:
        repetition = repetition_for(incident)
        if only is not None:
            repetition = replace(
                repetition, earlier=tuple(row for row in repetition.earlier if row.reporter == only.pk)
            )
        if repetition.of_kind(incident):
            words = {"kind": kind_in_words(incident), "count": repetition.count, "days": repetition.days}
            found.append(words | {"reference": incident.reference})
    return list({row["kind"]: row for row in found}.values())


def _unread(people):
    """What each of them was asked to read and has not read; the reader's own, or for the supervisor everybody's."""
    return [
        {"person": person, **reading.line(task)}
        for person in people
        for task in reading.to_read(person).filter(organisation_id=person.organisation_id)
    ]
