"""A synthetic service of any size for measuring: people, teams, clients, and incidents that prove like real ones."""

import datetime
import random
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from accounts.models import Organisation, StaffProfile, Team, User
from accounts.roles import Role
from audit.chain import RECORD, chain_name
from audit.ids import REFERENCE_ALPHABET, uuid7
from audit.models import AuditEvent
from boundaries.choices import Kind, Status
from boundaries.models import Access, Client, Incident, SearchEntry, StepAnswer
from boundaries.search.words import stored
from policies.kinds import kinds_for
from policies.protocols import protocols_by_kind
from policies.search.folding import words_of
from supervision.models import Assignment, Deadline, Likeness, Message, RegisterEntry
from supervision.moulds import Mould, Writer
from supervision.similar.entries import reason_of

LANGUAGES = ("hu", "cs", "sv", "bg", "uk", "en")
OPEN_SHARE = 0.08
CAREGIVERS, CLIENTS = 10, 25  # in each team
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
# among the open ones: status, whether an answer or a decision is owed, share
STAGES = (
    (Status.SUBMITTED, True, 0.50),
    (Status.ACKNOWLEDGED, True, 0.22),
    (Status.ACKNOWLEDGED, False, 0.11),
    (Status.ESCALATED, True, 0.05),
    (Status.RESOLVED, False, 0.12),
)

# which decisions a status brings, and by whom
DECIDED_BY = {
    Status.SUBMITTED: {},
    Status.WITHDRAWN: {},
    Status.ACKNOWLEDGED: {"acknowledged": "supervisor"},
    Status.ESCALATED: {"acknowledged": "supervisor", "escalated": "supervisor"},
    Status.RESOLVED: {"acknowledged": "supervisor", "resolved": "supervisor"},
    Status.CLOSED: {"acknowledged": "supervisor", "resolved": "supervisor", "closed": "supervisor"},
}


@dataclass
class Service:
    """The people: every team with its supervisor, caregivers and clients; leads and an auditor above them."""

    organisation: Organisation
    teams: list[Team] = field(default_factory=list)
    supervisors: list[User] = field(default_factory=list)
    caregivers: list[list[User]] = field(default_factory=list)
    clients: list[list[Client]] = field(default_factory=list)
    lead: User = None
    auditor: User = None


def make_service(teams: int) -> Service:
    """A new organisation of this many teams. Nobody in it can sign in: there is no passphrase."""
    code = f"load-{uuid7().hex[-6:]}"
    organisation = Organisation.objects.create(name="Synthetic Home Care", code=code, country="HU")
    service = Service(organisation)
    service.lead = _person(organisation, None, "Lead", 1, Role.LEAD)
    service.auditor = _person(organisation, None, "Auditor", 2, Role.AUDITOR)
    for number in range(1, teams + 1):
        team = Team.objects.create(organisation=organisation, name=f"Team {number:03d}", lead=service.lead)
        people = [_person(organisation, team, "Caregiver", number * 100 + n, Role.CAREGIVER) for n in range(CAREGIVERS)]
        team.supervisor = _person(organisation, team, "Supervisor", number * 100 + 99, Role.SUPERVISOR)
        team.save()
        service.teams.append(team)
        service.supervisors.append(team.supervisor)
        service.caregivers.append(people)
        service.clients.append(_clients(team, number))
    return service


def _person(organisation, team, name, number, role):
    user = User(
        organisation=organisation, username=f"{organisation.code}-{number}", given_name=name,
        family_name=f"N{number}", roles=[str(role)],
    )  # fmt: skip
    user.set_unusable_password()
    user.save()
    StaffProfile.objects.create(user=user, team=team, staff_number=str(number), pseudonym=f"P-{number}")
    return user


def _clients(team, number):
    rows = [
        Client(organisation=team.organisation, team=team, code=f"K-{number:02d}{n:02d}", preferred_language=LANGUAGES[n % 6])
        for n in range(CLIENTS)
    ]
    return Client.objects.bulk_create(rows)


def _next_number(model):
    return (model.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1


class Load:
    """Incidents in the order of their time, the newest of them open, each with its evidence."""

    def __init__(self, service, incidents, *, full=False, seed=7):
        self.service, self.total, self.full = service, incidents, full
        self.random = random.Random(seed)
        self.now = timezone.now()
        self.kinds = kinds_for(service.organisation)
        searched = (SearchEntry, RegisterEntry, Likeness)
        self.writer = Writer(Incident, StepAnswer, Message, Deadline, Assignment, Access, AuditEvent, *searched)
        self.moulds: dict[tuple, Mould] = {}
        self.references = set()
        self.entries, self.register_entries = _next_number(SearchEntry), _next_number(RegisterEntry)

    def write(self, progress=lambda done: None) -> None:
        first_open = self.total - round(self.total * OPEN_SHARE)
        for number in range(self.total):
            self._write_one(number, is_open=number >= first_open)
            if self.writer.is_full:
                self.writer.flush()
                progress(number + 1)
        self.writer.flush()
        with connection.cursor() as cursor:  # the entries were numbered here
            for statement in connection.ops.sequence_reset_sql(no_style(), [SearchEntry, RegisterEntry]):
                cursor.execute(statement)
        progress(self.total)

    # -- one incident ---------------------------------------------------------------------------------------

    def _write_one(self, number, *, is_open):
        status, owed = self._stage(is_open)
        sent_at = self._moment(number, is_open)
        mould, team = self._mould(status), self.random.randrange(len(self.service.teams))
        changes = self._incident(mould.instance, status, owed, sent_at, team)
        row = mould.copy(**changes)
        incident = mould.instance
        self.writer.add(Incident, row)
        digests = mould.digests()
        is_told = self.full or number >= self.total * 0.99
        if is_told:
            digests |= self._conversation(incident, sent_at)
        self._obligation(incident, owed, sent_at)
        self._event(incident, status, sent_at, digests)
        self._entry(number, incident)
        self._like(incident, incident.acknowledged_at if is_told else None)

    def _stage(self, is_open):
        if not is_open:
            return (Status.WITHDRAWN if self.random.random() < 0.03 else Status.CLOSED), False
        status, owed, _share = self.random.choices(STAGES, [share for *_rest, share in STAGES])[0]
        return status, owed

    def _moment(self, number, is_open):
        """Finished ones over three years, open ones over the last thirty days."""
        if is_open:
            return self.now - 30 * DAY * (self.total - number) / (self.total * OPEN_SHARE + 1) - HOUR
        return self.now - 31 * DAY - 3 * 365 * DAY * (1 - number / self.total)

    def _incident(self, template, status, owed, sent_at, team):
        urgent = owed and status != Status.ESCALATED and self.random.random() < 0.02
        due_at = self.now + HOUR * self.random.uniform(-2, 24) if owed else None
        changes = {
            "id": self._id(sent_at), "salt": f"{self.random.getrandbits(128):032x}", "reference": self._reference(),
            "team_id": self.service.teams[team].pk, "assignee_id": self.service.supervisors[team].pk,
            "reporter_id": self.random.choice(self.service.caregivers[team]).pk,
            "client_id": self.random.choice(self.service.clients[team]).pk,
            "language": self.random.choice(LANGUAGES), "urgent": urgent, "due_at": due_at,
            "started_at": sent_at - HOUR / 10, "occurred_at": sent_at - HOUR, "submitted_at": sent_at,
            "safety_concern": "yes" if urgent else "no",
        }  # fmt: skip
        for decision, person in DECIDED_BY[status].items():
            by = self.service.lead if person == "lead" else self.service.supervisors[team]
            changes |= {f"{decision}_at": sent_at + HOUR, f"{decision}_by_id": by.pk}
        if status == Status.WITHDRAWN:
            changes["withdrawn_at"] = sent_at + HOUR
        if status == Status.RESOLVED:
            changes["reopen_until"] = sent_at + 14 * DAY
        return changes

    def _mould(self, status):
        event_kind = self.random.choice(self.kinds)
        key = (status, event_kind.key)
        if key not in self.moulds:
            self.moulds[key] = Mould(self._template(status, event_kind))
        return self.moulds[key]

    def _template(self, status, event_kind):
        reasons = {f"{decision}_reason": "Synthetic." for decision in DECIDED_BY[status] if decision != "acknowledged"}
        if status == Status.WITHDRAWN:
            reasons["withdrawn_reason"] = "Synthetic."
        if status == Status.ESCALATED:
            reasons["escalated_to"] = self.service.lead
        if status in (Status.RESOLVED, Status.CLOSED):
            reasons |= {"outcome": "boundary_kept_declined", "contact_type": "counselling", "need_served": "Synthetic."}
        return Incident(
            organisation=self.service.organisation, kind=Kind.INCIDENT, status=status,
            event_type=event_kind.event_type, event_rule=event_kind.rule,
            protocol_version=self._protocols[event_kind.key], gravity=event_kind.gravity, started_by="client",
            contact_channel="in_person", staff_part="no", condition_answer="no" if event_kind.question else "",
            request_verbatim="Synthetic request.", responses=["declined"], discomfort=False, support_wanted="none",
            client_decision="declined", understood="yes", expectation="advice", **reasons,
        )  # fmt: skip

    @cached_property
    def _protocols(self):
        return protocols_by_kind(self.kinds, self.service.organisation)

    @cached_property
    def _clauses(self):
        return {
            version.pk: list(version.clauses.exclude(answer_kind="document"))
            for version in self._protocols.values()
        }

    # -- what belongs to it ---------------------------------------------------------------------------------

    def _conversation(self, incident, sent_at):
        """Every step answered, the receipt, and where there was one the first answer."""
        digests = {}
        for clause in self._clauses[incident.protocol_version_id]:
            digests |= self._proven(StepAnswer, incident, sent_at, {"clause_id": clause.pk, "answered_at": sent_at})
        changes = {"sent_at": sent_at, "kind": "receipt", "author_id": None}
        digests |= self._proven(Message, incident, sent_at, changes)
        if incident.acknowledged_at:
            changes = {"sent_at": incident.acknowledged_at, "kind": "reply", "author_id": incident.acknowledged_by_id}
            digests |= self._proven(Message, incident, sent_at, changes)
        return digests

    def _proven(self, model, incident, at, changes):
        mould = self._plain(model)
        row = mould.copy(id=self._id(at), salt=f"{self.random.getrandbits(128):032x}", incident_id=incident.pk, **changes)
        self.writer.add(model, row)
        return mould.digests()

    def _obligation(self, incident, owed, sent_at):
        kind = Deadline.Kind.REPLY
        if incident.status == Status.ESCALATED:
            kind = Deadline.Kind.DECISION
            door = {"user_id": incident.escalated_to_id, "basis": Access.Basis.ESCALATION}
            self._add(Access, incident, sent_at, since=sent_at, **door)
        elif incident.urgent:
            kind = Deadline.Kind.URGENT
        due_at = incident.due_at or sent_at + DAY
        self._add(
            Deadline, incident, sent_at, kind=kind, subject_id=incident.pk, owner_id=incident.assignee_id,
            opened_at=sent_at, remind_at=due_at - 6 * HOUR, due_at=due_at, met_at=None if owed else sent_at + HOUR,
        )  # fmt: skip
        self._add(Assignment, incident, sent_at, user_id=incident.assignee_id, since=sent_at)

    def _event(self, incident, status, at, digests):
        mould = self._plain(AuditEvent)
        changes = {
            "id": self._id(at), "chain": chain_name(incident, RECORD), "at": at, "actor_id": incident.reporter_id,
            "object_id": incident.pk, "to_status": str(status), "data": {"digests": digests},
        }  # fmt: skip
        row = mould.copy(**changes)
        self.writer.add(AuditEvent, mould.copy(row, hash=mould.instance.computed_hash()))

    def _entry(self, number, incident):
        """Found by its reference, its client and what stands in all of them."""
        words = stored(words_of(incident.reference, incident.reference[3:], *self._said(incident)))
        columns = ("organisation_id", "team_id", "reporter_id", "assignee_id")
        changes = {name: getattr(incident, name) for name in columns}
        row = self._plain(SearchEntry).copy(id=self.entries + number, incident_id=incident.pk, words=words, **changes)
        self.writer.add(SearchEntry, row)
        row = self._plain(RegisterEntry).copy(id=self.register_entries + number, incident_id=incident.pk, words=words)
        self.writer.add(RegisterEntry, row)

    def _like(self, incident, answered_at):
        """By which what came before it is counted, and how the like was answered is found."""
        columns = ("organisation_id", "team_id", "client_id", "event_type_id", "language", "submitted_at")
        changes = {name: getattr(incident, name) for name in columns}
        changes |= {"reason": reason_of(incident), "answered_at": answered_at}
        self.writer.add(Likeness, self._plain(Likeness).copy(incident_id=incident.pk, **changes))

    def _said(self, incident):
        return [self._codes[incident.client_id], incident.what_happened, incident.request_verbatim]

    @cached_property
    def _codes(self):
        return {client.pk: client.code for clients in self.service.clients for client in clients}

    def _add(self, model, incident, at, **changes):
        self.writer.add(model, self._plain(model).copy(id=self._id(at), incident_id=incident.pk, **changes))

    def _plain(self, model):
        if model not in self.moulds:
            self.moulds[model] = Mould(self._plain_instance(model))
        return self.moulds[model]

    def _plain_instance(self, model):
        return {
            StepAnswer: lambda: StepAnswer(outcome="done", note="Synthetic note."),
            Message: lambda: Message(kind="reply", body="Synthetic words.", language="en"),
            Deadline: lambda: Deadline(organisation=self.service.organisation, subject_type=Incident._meta.label_lower),
            Assignment: lambda: Assignment(basis=Assignment.Basis.TEAM_SUPERVISOR),
            Access: lambda: Access(),
            SearchEntry: lambda: SearchEntry(),
            RegisterEntry: lambda: RegisterEntry(),
            Likeness: lambda: Likeness(),
            AuditEvent: lambda: AuditEvent(
                organisation_id=self.service.organisation.pk, seq=1, role="reporter", act="record_loaded",
                object_type=Incident._meta.label_lower, data={},
            ),
        }[model]()  # fmt: skip

    def _id(self, moment) -> UUID:
        """Time-ordered as audit.ids.uuid7, of the moment given and of this seed."""
        value = int(moment.timestamp() * 1000) << 80 | self.random.getrandbits(80)
        value = value & ~(0xF << 76) | 0x7 << 76
        return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)

    def _reference(self):
        while True:
            symbols = "".join(self.random.choices(REFERENCE_ALPHABET, k=8))
            if symbols not in self.references:
                self.references.add(symbols)
                return f"DS-{symbols[:4]}-{symbols[4:]}"
