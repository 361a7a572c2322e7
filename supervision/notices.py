"""Who is told what: event -> people -> kind of notice, by which way and how soon. Never what was said.

By which way: everybody in the inbox of the interface; on her phone, where she asked for it, what a reporter waits for
(supervision/push); everything else by mail, in her own language, who has an address. How soon: kinds in NOW and what
goes to a phone at once; mails as often as the person chose, by themselves or in a digest (supervision/digests.py).
Beside it stand why she is told (supervision/told_because.py) and when it is done with (supervision/settling.py). What
rings until somebody answers is an alarm, by more ways than this one.
"""

import contextlib
from contextvars import ContextVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import places, sessions
from accounts.models import Cadence, StaffProfile, User
from audit.inserting import insert
from audit.models import OutboxItem
from audit.prepared import Prepared
from boundaries import rights
from boundaries.choices import Route
from boundaries.models import Incident
from supervision import assignment
from supervision.absences import told as present
from supervision.cadence import next_digest
from supervision.holding import leads_of_second
from supervision.models import Deadline, Notice
from supervision.push.choosing import goes_by_push
from supervision.reveals import told as reveals
from supervision.settling import settle
from supervision.told_because import FILED_BY, reason_for
from supervision.translating import told as translating

MOST = 50  # on one page of a list
MOST_COUNTED = 99  # beyond it the bar says 99+

# kind of notice -> its line in the inbox and the subject of its mail
WORDS = {
    "report_received": _("A report waits for your answer"),
    "urgent_report": _("An urgent report waits for you now"),
    "filed_for_you": _("A report was filed for you"),
    "answered": _("You have an answer"),
    "reporter_wrote": _("Somebody you support wrote to you"),
    "information_added": _("Information was added to a report"),
    "decision_needed": _("A decision is asked of you"),
    "decided": _("A decision was made on a report that is with you"),
    "result": _("We have come to a result"),
    "agreed": _("A result was agreed"),
    "handed_to_you": _("A report was handed over to you"),
    "handed_on": _("A report that was with you is with somebody else now"),
    "reopened": _("A report was reopened"),
    "withdrawn": _("A report was withdrawn"),
    "closed": _("A report of yours is finished"),
    "sign": _("What you wrote was read"),
    "gentle": _("Somebody thinks of you; nothing has to be answered"),
    "corrected": _("A message was corrected"),
    "note_added": _("A colleague left a note on a report"),
    "second_holding": _("Somebody asked for more time a second time"),
    "quiet": _("Somebody you support has not written for a while"),
    "reminder": _("An answer is due soon"),
    "late": _("An answer is late"),
    "covered": _("Somebody else answers you for a while"),
    "back": _("Whoever answers you is there again"),
    "standing_in": _("You stand in here for somebody who is away"),
    "cover_gone": _("Somebody who stood in is gone; another person has it now"),
    "given_back": _("This is with you again"),
    "passed_to_you": _("This is with you now"),
    "cover_asked": _("You stand in for a colleague"),
    "cover_called_off": _("You need not stand in for a colleague"),
    "translation_needed": _("A report waits for your translation"),
    "translated": _("Something was translated for you"),
    "name_asked": _("Somebody asks to learn a reporter’s name"),
    "name_opened": _("A name behind a pseudonym was opened"),
    "name_refused": _("A name behind a pseudonym was not opened"),
    "entry_to_check": _("An entry of the directory is due to be checked"),
    "entry_overdue": _("An entry of the directory was not checked in time"),
    "entry_doubted": _("A reader says that something in the directory is not right"),
    "to_read": _("Something new is there for you to read"),
    "reading_due": _("Something that you were asked to read is due soon"),
    "reading_late": _("Something that you were asked to read is still unread"),
    "draft_waits": _("A report that you began waits"),
    "draft_old": _("A report that you began has waited for days: send it, or throw it away"),
}

# what cannot wait for a digest, whatever somebody chose
NOW = frozenset({
    "urgent_report", "decision_needed", "name_asked", "name_opened", "reminder", "late",
    "hearing_asked", "hearing_over", "session_moved", "session_called_off",
    "consulted", "consultation_due", "consultation_late", "consultation_waits", "consultation_overdue",
})  # fmt: skip
URGENT = frozenset({"urgent_report", "alarm_urgent"})  # stand out in the inbox


# obligations whose topic tells of them: supervision/referrals/telling.py, supervision/consultations/telling.py
IN_THEIR_OWN_WORDS = (Deadline.Kind.REFERRAL_CHECK, Deadline.Kind.CONSULTATION)


def _reporter(incident, happening):
    return [incident.reporter]


def _reporter_of_other(incident, happening):
    """Whoever experienced what a colleague wrote down: she hears of it at once."""
    return [] if happening.by is None or happening.by.pk == incident.reporter_id else [incident.reporter]


def _other_side(incident, happening):
    """Whoever did not act: the reporter hears of the supervisor's act, the assignee of the reporter's."""
    by_reporter = happening.by is not None and happening.by.pk == incident.reporter_id
    return present.answering(incident, happening) if by_reporter else [incident.reporter]


def _owner(incident, happening):
    if happening.data.get("kind") in IN_THEIR_OWN_WORDS:
        return []
    return [Deadline.objects.select_related("owner").get(pk=happening.data["deadline"]).owner]


def _owner_and_leads(incident, happening):
    if happening.data.get("kind") in IN_THEIR_OWN_WORDS:
        return []
    team_lead = incident.team.lead if incident.team and incident.route != Route.INDEPENDENT else None
    return [*_owner(incident, happening), team_lead, *assignment.deciders(incident)[:1]]


def _handed(incident):
    return "urgent_report" if incident.urgent else "handed_to_you"


def _received(incident):
    return "urgent_report" if incident.urgent else "report_received"


TOLD = {
    "incident_submitted": [(present.answering, _received), (_reporter_of_other, "filed_for_you")],
    "incident_acknowledged": [(_reporter, "answered")],
    "message_sent": [(_reporter, "answered"), (leads_of_second, "second_holding")],
    "sign_sent": [(_reporter, "sign")],
    "follow_up_sent": [(_reporter, "gentle")],
    "message_corrected": [(_other_side, "corrected")],
    "note_added": [(present.answering, "note_added")],
    "reporter_wrote": [(present.answering, "reporter_wrote")],
    "information_added": [(_other_side, "information_added")],
    "attachment_added": [(_other_side, "information_added")],
    "answer_added": [(_other_side, "information_added")],
    "incident_escalated": [(present.deciding, "decision_needed")],
    "incident_decided": [(_reporter, "answered"), (present.answering, "decided")],
    "incident_resolved": [(_reporter, "result")],
    "result_agreed": [(present.answering, "agreed")],
    "closing_questions_answered": [(present.answering, "how_it_was")],
    "incident_reopened": [(_other_side, "reopened")],
    "incident_assigned": [(present.answering, _handed)],
    "other_person_asked": [(present.answering, _handed)],
    "incident_withdrawn": [(present.answering, "withdrawn")],
    "incident_closed": [(_reporter, "closed")],
    "silence_noticed": [(_owner, "quiet")],
    "deadline_reminded": [(_owner, "reminder")],
    "deadline_breached": [(_owner_and_leads, "late")],
    "cover_arranged": [
        (_reporter, "covered"), (present.new_owners, "standing_in"), (present.leads_of_the_gone, "cover_gone"),
    ],
    "owner_changed": [(present.new_owners, "passed_to_you"), (present.leads_of_the_gone, "cover_gone")],
    "text_translated": [(translating.waiting, "translated")],
    "name_asked": [(reveals.deciding, "name_asked")],
    "name_opened": [(reveals.asking, "name_opened"), (_reporter, "name_opened")],
    "name_refused": [(reveals.asking, "name_refused"), (_reporter, "name_refused")],
    "cover_ended": [(present.told_of_return, "back"), (present.given_back, "given_back")],
}


# looked at, handed out, or done by the one person whom it concerns: nobody has to be told
TELLS_NOBODY = frozenset({
    "alarm_acknowledged", "assessment_written", "attachment_opened", "care_record_entered", "client_name_seen",
    "client_voice_judged_safe", "closing_questions_unanswered", "draft_discarded", "external_duty_decided",
    "hearing_waived", "identities_read", "ladder_ended",
    "observation_noted", "record_exported", "record_linked", "record_opened", "reply_shared", "reporter_name_seen",
})  # fmt: skip
# told by the topic itself, by ways or to people of its own
TOLD_ELSEWHERE = {
    "client_referred": "supervision/referrals/telling.py",
    "referral_checked": "supervision/referrals/telling.py",
    "alarm_raised": "supervision/ladder/telling.py",
    "alarm_climbed": "supervision/ladder/telling.py",
    "person_asked": "supervision/hearings/telling.py",
    "person_heard": "supervision/hearings/telling.py",
    "hearing_over": "supervision/hearings/telling.py",
    "exception_asked": "supervision/exceptions/telling.py",
    "exception_approved": "supervision/exceptions/telling.py",
    "exception_refused": "supervision/exceptions/telling.py",
    "gift_entered": "supervision/gifts/telling.py",
    "gift_approved": "supervision/gifts/telling.py",
    "gift_not_approved": "supervision/gifts/telling.py",
    "colleague_consulted": "supervision/consultations/telling.py",
    "colleague_answered": "supervision/consultations/telling.py",
    "consultation_withdrawn": "supervision/consultations/telling.py",
    "authority_consulted": "supervision/consultations/telling.py",
    "authority_answered": "supervision/consultations/telling.py",
    "plan_item_proposed": "supervision/plans/telling.py",
    "plan_item_agreed": "supervision/plans/telling.py",
    "plan_item_declined": "supervision/plans/telling.py",
    "plan_item_reworded": "supervision/plans/telling.py",
    "plan_item_ended": "supervision/plans/telling.py",
    "exercise_asked": "supervision/plans/telling.py",
    "reflection_shared": "supervision/plans/telling.py",
    "support_not_needed": "supervision/plans/telling.py",
    "client_voice_planned": "supervision/voices/telling.py",
    "client_voice_ended": "supervision/voices/telling.py",
    "client_voice_wished": "supervision/voices/telling.py",
    "identities_asked": "supervision/identities/telling.py",
    "identities_opened": "supervision/identities/telling.py",
    "identities_refused": "supervision/identities/telling.py",
    "report_sealed": "supervision/independent/mailing.py",
    "sealed_report_read": "supervision/independent/acts.py",
    "contact_answered": "supervision/independent/mailing.py",
}


_only: ContextVar[str] = ContextVar("only", default="")


@contextlib.contextmanager
def telling_once(kind):
    """Several acts that are one to whoever hears of them: of their notices only this kind is written."""
    token = _only.set(kind)
    try:
        yield
    finally:
        _only.reset(token)


def tell(incident, happening):
    """Write the notices of this event, and a mail for each person who has an address; nobody twice, walls first."""
    settle(incident, happening)
    for people, kind in TOLD[happening.act]:
        kind = kind(incident) if callable(kind) else kind
        if _only.get() not in ("", kind):
            continue
        told = {person.pk: person for person in people(incident, happening) if person is not None}
        for person in told.values():
            if person != happening.by and may_hear(incident, person):
                notify(incident, person, kind, **_because(incident, happening, kind))


def _because(incident, happening, kind):
    """Why, where the event says more than the person's part in the record: by whom, unless she is part of the event."""
    if kind != "filed_for_you":
        return {}
    return {"why": FILED_BY, "why_person": None if rights.is_named(incident, happening.by) else happening.by}


def notify(incident, person, kind, *, address="", why="", why_person=None) -> Notice:
    """One line in the inbox, about a record or else about the page at this address; and the way by mail."""
    if incident is not None and not why:
        why, why_person = reason_for(incident, person)
    notice = Notice(user=person, incident=incident, address=address, kind=kind, why=why, why_person=why_person)
    by_push = goes_by_push(incident, person, kind)
    if person.email and not by_push:
        notice.digest_due_at = _waits_until(person, kind)
    insert(notice)
    if by_push or (person.email and notice.digest_due_at is None):
        reference = {"reference": incident.reference} if incident is not None else {}
        payload = {"notice": str(notice.pk), "kind": kind} | reference
        channel = "push" if by_push else "mail"
        insert(OutboxItem(organisation_id=person.organisation_id, channel=channel, recipient_id=person.pk, payload=payload))
    return notice


def tell_each(incident, happening, people, kind) -> None:
    """Once each, only who may hear of the record, and never whoever did it."""
    told = {person.pk: person for person in people if person is not None and person != happening.by}
    for person in told.values():
        if may_hear(incident, person):
            notify(incident, person, kind)


def _waits_until(person, kind):
    """When the digest is due that will tell it; None where a mail of its own goes at once."""
    if kind in NOW:
        return None
    profile = _CADENCE.first(user=person.pk)
    if profile is None or profile.cadence == Cadence.AT_ONCE:
        return None
    return next_digest(profile.cadence, person.organisation.time_zone, timezone.now())


def _cadence(user):
    return StaffProfile.objects.filter(user_id=user)


_CADENCE = Prepared(_cadence, user=(User._meta.pk, UUID(int=1)))


def may_hear(incident, person) -> bool:
    """Only who may see a record hears of it; walls included. Whoever it is assigned to sees it unless walled off."""
    if person.pk == incident.assignee_id and rights.belongs(incident, person):
        return True
    return rights.reads(incident, person)


def inbox(user, *, newest=100, only_unread=False) -> list[Notice]:
    """This person's newest notices about records that she may still see; unread ones without what is done with."""
    rows = _of(user).order_by("-created_at")
    if only_unread:
        rows = rows.filter(read_at=None, settled_at=None)
    return still_visible(user, rows[: newest * 2])[:newest]


def inbox_page(user, after) -> tuple[list[Notice], str]:
    """The same one page at a time; a page may be shorter where a record has gone out of sight."""
    found, place = places.page(_of(user), "-created_at", after, MOST)
    return still_visible(user, found), place


def _of(user):
    return Notice.objects.filter(user=user).select_related("incident", "why_person")


def count_unread(user) -> int:
    """What is new and not done with, at most MOST_COUNTED + 1: one look at an index, and at each record in it."""
    in_sight = Exists(Incident.objects.visible_to(user).filter(pk=OuterRef("incident_id")))
    rows = Notice.objects.filter(user=user, read_at=None, settled_at=None)
    return rows.filter(Q(incident=None) | in_sight).order_by()[: MOST_COUNTED + 1].count()


def declare():
    """Whether counting is worth while, every request asks together with its person."""
    sessions.ask_with("has_unread", _has_unread)


def _has_unread(owner):
    return Exists(Notice.objects.filter(user_id=owner, read_at=None, settled_at=None))


def mark_all_read(user) -> int:
    return _mark(Notice.objects.filter(user=user))


def mark_read(user, incident) -> None:
    _mark(Notice.objects.filter(user=user, incident=incident))


def mark_one_read(user, notice_id) -> int:
    return _mark(Notice.objects.filter(user=user, pk=notice_id))


def _mark(rows) -> int:
    """What was read needs no digest."""
    return rows.filter(read_at=None).update(read_at=timezone.now(), digest_due_at=None)


def url_of(notice) -> str:
    """The page that this notice leads to."""
    return notice.address or (f"/incidents/{notice.incident.reference}/" if notice.incident_id else "/notices/")


def still_visible(user, rows) -> list:
    """Those rows whose incident this person may see: a few are looked up, never everything visible listed."""
    rows = list(rows)
    wanted = {row.incident_id for row in rows} - {None}
    keys = set(Incident.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return [row for row in rows if row.incident_id is None or row.incident_id in keys]
