"""Opening, meeting and cancelling what is owed, and keeping the incident's own clock in step.

RULES is the one table that says what each kind of obligation means.
"""

from dataclasses import dataclass

from django.utils import timezone

from audit.inserting import insert
from policies.models import ServiceStandard
from supervision import presence
from supervision.absences import doors
from supervision.models import Deadline

Kind = Deadline.Kind
# whoever is asked to speak about herself, or for her own view, is asked in person, wherever she is
ASKED_IN_PERSON = (Kind.HEARING, Kind.CONSULTATION)


@dataclass(frozen=True)
class Rule:
    """What an obligation of this kind means for the record that it is about.

    `counts`: it is owed to the reporter, so the queue is ordered by it. `resolve`, `close`: forbidden while it is open
    (R8, C2). `told`: the reporter hears when it is broken. `moves`: it follows whoever is responsible for the record.
    How long it may take stands in the service standard, under the same name.
    """

    counts: bool
    resolve: bool
    close: bool
    told: bool
    moves: bool


RULES = {
    #                          counts resolve close  told  moves
    Kind.REPLY:           Rule(True,  True,  True,  True,  True),
    Kind.URGENT:          Rule(True,  True,  True,  True,  True),
    Kind.PROMISE:         Rule(True,  True,  True,  True,  True),
    Kind.DECISION:        Rule(True,  True,  True,  False, False),
    # the person concerned has until then to speak; until when nothing may be decided about her fairness says itself
    Kind.HEARING:         Rule(False, False, True,  False, False),
    # R9: the colleague owes it to whoever asked, and the reporter is neither told nor made to wait for it
    Kind.CONSULTATION:    Rule(False, True,  True,  False, False),
    # the client is asked by whoever was named for it; her silence is nobody's to wait for, and a closed record asks nobody
    Kind.CLIENT_VOICE:    Rule(False, False, True,  False, False),
    Kind.TRANSLATION:     Rule(False, False, False, False, False),
    Kind.REFERRAL_CHECK:  Rule(False, False, True,  False, True),
    Kind.FOLLOW_UP:       Rule(False, False, True,  False, True),
    # of no record (supervision/duties.py)
    Kind.DIRECTORY_REVIEW: Rule(False, False, False, False, False),
    Kind.READING:         Rule(False, False, False, False, False),
}  # fmt: skip


def kinds_that(what) -> tuple:
    """The kinds of which RULES says so, e.g. kinds_that("counts")."""
    return tuple(kind for kind, rule in RULES.items() if getattr(rule, what))


# what a guard of its own says in its own words (supervision/consultations/acts.py, supervision/voices/acts.py)
WITH_A_GUARD = (Kind.CONSULTATION, Kind.CLIENT_VOICE)
ANSWERS_OWED = (Kind.REPLY, Kind.URGENT, Kind.PROMISE)
COUNTED, MOVING, TOLD = kinds_that("counts"), kinds_that("moves"), kinds_that("told")
# what she may read to be owed: answers, and the decision that one waits for; whom we ask or what we check is ours
TOLD_TO_REPORTER = (*TOLD, Kind.DECISION)


def open_deadline(incident, kind, owner, *, due_at=None, remind_at=None, subject=None) -> Deadline:
    """Open an obligation unless one of its kind is open: the oldest unanswered message rules (B-SV-01).

    A kind that may be open several times says about what: any row, by default the incident itself.
    """
    about = incident if subject is None else subject
    rows = Deadline.objects.open().filter(subject_type=about._meta.label_lower, subject_id=about.pk)
    existing = rows.filter(kind=kind).first()
    return existing or open_first(incident, kind, owner, due_at=due_at, remind_at=remind_at, subject=about)


def open_first(incident, kind, owner, *, due_at=None, remind_at=None, subject=None) -> Deadline:
    """Open an obligation of which none is open: the database refuses a second one.

    Where its owner is away, or will be when it falls due, it is whoever's stands in.
    """
    now = timezone.now()
    about = incident if subject is None else subject
    standard = ServiceStandard.at(incident.organisation_id, now)
    due_at = due_at or now + standard.within(kind, incident.gravity)
    deadline = Deadline(
        organisation_id=incident.organisation_id,
        kind=kind,
        subject_type=about._meta.label_lower,
        subject_id=about.pk,
        incident=incident,
        owner=present_owner(incident, owner, kind, due_at),
        opened_at=now,
        remind_at=remind_at or now + (due_at - now) * standard.reminder_percent / 100,
        due_at=due_at,
    )
    return insert(deadline)


def meet(incident, *kinds, subject=None) -> int:
    """Mark open obligations of these kinds as met, about this row where one is given; returns how many."""
    return _open(incident, kinds, subject).update(met_at=timezone.now())


def cancel(incident, *kinds, subject=None) -> int:
    return _open(incident, kinds, subject).update(cancelled_at=timezone.now())


def _open(incident, kinds, subject):
    rows = incident.deadlines.open().filter(kind__in=kinds)
    if subject is None:
        return rows
    return rows.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


def cancel_all(incident) -> int:
    return incident.deadlines.open().update(cancelled_at=timezone.now())


def present_owner(incident, person, kind, due_at):
    """Who owes what would be this person's; a stand-in is let in."""
    if kind in ASKED_IN_PERSON:
        return person
    owner = presence.owner_for(incident, person, due_at, kind=kind)
    if owner is not None and person is not None and owner.pk != person.pk:
        doors.let_in(incident, owner, instead_of=person, due_at=due_at)
    return owner


def hand_over(incident, owner) -> None:
    """Open obligations follow the person who is responsible now; a decision stays with its addressee."""
    for row in incident.deadlines.open().filter(kind__in=MOVING):
        give(incident, row, incident.reporter if _is_reporters(incident, row) else owner)


def give(incident, row, person) -> bool:
    """Make an open obligation this person's, or whoever's stands in for her; whether that changed its owner."""
    owner = present_owner(incident, person, row.kind, row.due_at)
    if owner is None or owner.pk == row.owner_id:
        return False
    row.owner = owner
    row.save(update_fields=["owner"])
    return True


def rightful(incident, row):
    """Whose an obligation is when everybody is there: of whoever was asked to decide, else of the assignee."""
    if row.kind == Kind.DECISION:
        return incident.escalated_to
    if _is_reporters(incident, row):
        return incident.reporter
    return incident.assignee if row.kind in MOVING else None


def _is_reporters(incident, row) -> bool:
    """Whoever gave a referral asks whether her client got there, whoever answers her meanwhile."""
    if row.kind != Kind.REFERRAL_CHECK:
        return False
    return incident.referrals.filter(pk=row.subject_id, given_by=incident.reporter_id).exists()


def keep_owners_there(incident) -> None:
    """Nobody who is away, left, or has become part of the event goes on owing anything."""
    for row in incident.deadlines.open().exclude(kind__in=ASKED_IN_PERSON).select_related("owner"):
        if row.owner is not None and presence.owner_for(incident, row.owner, kind=row.kind) != row.owner:
            give(incident, row, rightful(incident, row) or row.owner)


def keep_in_step(incident) -> None:
    """The incident's due time and urgency, as its open obligations say."""
    set_clock(incident, list(incident.deadlines.open().values_list("kind", "due_at")))
    save_clock(incident)


def set_clock(incident, rows) -> None:
    """From (kind, due time) of all its open obligations; the caller saves the incident."""
    counted = [(kind, due_at) for kind, due_at in rows if kind in COUNTED]
    incident.due_at = min((due_at for _kind, due_at in counted), default=None)
    incident.urgent = any(kind == Kind.URGENT for kind, _due_at in counted)


def save_clock(incident) -> None:
    incident.save_held(["due_at", "urgent", "assignee"])


def owes_answer(incident) -> bool:
    return incident.deadlines.open().filter(kind__in=ANSWERS_OWED).exists()


def is_owed(incident, what) -> bool:
    """Whether something is open of which RULES says so, and no guard of its own: is_owed(incident, "resolve")."""
    kinds = [kind for kind in kinds_that(what) if kind not in WITH_A_GUARD]
    return incident.deadlines.open().filter(kind__in=kinds).exists()
