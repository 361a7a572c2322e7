"""Every act of and for the independent contact: invited, accepted, handed a report, read, answered, ended."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import independent
from accounts.models import IndependentContact, Organisation
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.inserting import insert
from boundaries import guards
from boundaries.acts import SENT
from boundaries.models import Incident
from supervision import assignment, clock, obligations
from supervision.conversation import say, tell_reporter
from supervision.independent import mailing, words
from supervision.independent.handing import (
    LEFT,
    has_nobody,
    has_not_left,
    has_unfinished,
    is_with_another,
    left_unheard_since,
    to_hand_over,
    waiting_contact,
)
from supervision.independent.keys import proves, seal_with_proof, thumbprint
from supervision.independent.letter import letter
from supervision.models import Message, SealedReport

# -- the contact herself ---------------------------------------------------------------------------------------------


def _administers(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.MANAGE_PEOPLE)


def _is_herself(row, user):
    """No account: who opened the link acts through the system."""
    return user is None


def _is_open_invitation(organisation, contact, **details):
    waits = IndependentContact.objects.filter(pk=contact.pk, accepted_at=None, ended_at=None)
    if not waits.exists():
        return ["contact_finished"]
    present = independent.accepted(organisation.pk)
    return ["contact_at_work"] if present and has_unfinished(present) else []


def _may_end(organisation, contact, **details):
    """Nobody takes a report from her that waits for her answer: she alone lets it go (_leave)."""
    return _has_not_ended(organisation, contact) or (["contact_at_work"] if has_unfinished(contact) else [])


def _has_not_left(organisation, contact, **details):
    """Also after her end: what she has is hers until she lets it go."""
    was_there = IndependentContact.objects.filter(pk=contact.pk, accepted_at__isnull=False).exists()
    return [] if was_there and has_not_left(contact) else ["contact_finished"]


def _has_not_ended(organisation, contact, **details):
    return [] if IndependentContact.objects.filter(pk=contact.pk, ended_at=None).exists() else ["contact_finished"]


def _invite(organisation, by, contact):
    """One invitation at a time; who was asked before and has not accepted is asked no more."""
    IndependentContact.objects.filter(organisation=organisation, accepted_at=None, ended_at=None).update(
        ended_at=timezone.now()
    )
    independent.invite(contact)
    contact.save(force_insert=True)
    mailing.write(contact, "invited")


def _renew(organisation, by, contact):
    independent.invite(contact)
    contact.save(update_fields=["invited_at", "token_digest"])
    mailing.write(contact, "renewed" if contact.accepted_at else "invited")


def _accept(organisation, by, contact, public_key, wrapped_key):
    """Whoever was the contact until now is it no more, and is told so; what she was given stays hers."""
    now = timezone.now()
    former = IndependentContact.objects.filter(organisation=organisation, ended_at=None, accepted_at__isnull=False)
    for row in former:
        _end(organisation, by, row)
    contact.public_key, contact.wrapped_key, contact.accepted_at = public_key, wrapped_key, now
    contact.save(update_fields=["public_key", "wrapped_key", "accepted_at"])


def _end(organisation, by, contact):
    contact.ended_at = timezone.now()
    contact.save(update_fields=["ended_at"])
    if contact.accepted_at:
        mailing.write(contact, "ended")


def _leave(organisation, by, contact):
    """By her own link: the clock hands what she has to whoever is the contact next."""
    if contact.ended_at is None:
        _end(organisation, by, contact)


def _name_contact(organisation, happening):
    contact = happening.details["contact"]
    happening.data |= {"contact": str(contact.pk), "kind": contact.kind}


def _name_key(organisation, happening):
    """So that a key that was put in the place of hers does not agree with the chain."""
    happening.data["public_key_sha256"] = thumbprint(happening.details["public_key"])


# -- a report that nobody inside may answer ----------------------------------------------------------------------------


def _sealed(incident, contact) -> SealedReport:
    since = left_unheard_since(incident)
    sealed = seal_with_proof(contact.public_key, lambda proof: letter(incident, contact, proof, since), str(incident.pk))
    return insert(SealedReport(incident=incident, contact=contact, sealed=sealed))


def hand_over_at_once(incident, happening):
    """At submit: a report without anybody inside goes to the contact in the same transaction."""
    if incident.assignee_id is None and (contact := waiting_contact(incident)) and has_nobody(incident):
        happening.prove(_sealed(incident, contact))
        say_handed_over(incident, happening)


def _still_nobody(incident, **details):
    is_due = incident.status in SENT and has_nobody(incident) and waiting_contact(incident)
    return [] if is_due else ["not_due"]


def _hand_over(incident, by):
    """Whoever had it inside may not have it any more, and is told nothing."""
    assignment.assign(incident, None, "")
    incident.save_held(["assignee"])
    incident.deadlines.open().filter(kind__in=obligations.MOVING).update(owner=None)
    return [_sealed(incident, waiting_contact(incident))]


def say_handed_over(incident, happening):
    contact = independent.accepted(incident.organisation_id)
    mailing.write(contact, "report")
    happening.data["contact"] = str(contact.pk)
    said = words.HANDED_ON if is_with_another(incident, contact) else words.HANDED_OVER
    tell_reporter(incident, happening, lambda: said % {"contact": independent.kind_in_words(contact)})


def _waits_unread(incident, sealed, proof, **details):
    row = _hers(incident, sealed)
    if row is None or row.opened_at:
        return ["not_due"]
    return [] if proves(row.sealed, proof) else ["key_not_used"]


def _hers(incident, sealed):
    return SealedReport.objects.filter(pk=sealed, incident=incident, contact__ended_at=None).first()


def _take(incident, by, sealed, proof):
    """SealedReport.opened_at is a mark beside what is proven."""
    SealedReport.objects.filter(pk=sealed).update(opened_at=timezone.now())


def say_taken(incident, happening):
    contact = SealedReport.objects.select_related("contact").get(pk=happening.details["sealed"]).contact
    happening.data["contact"] = str(contact.pk)
    tell_reporter(incident, happening, lambda: words.TAKEN % {"contact": independent.kind_in_words(contact)})


def _may_still_answer(incident, sealed, proof, **details):
    """As long as she is the contact and nobody inside has it again."""
    row = _hers(incident, sealed)
    if row is None or incident.assignee_id is not None or incident.status not in SENT:
        return ["conversation_over"]
    return [] if proves(row.sealed, proof) else ["key_not_used"]


def send_answer(incident, happening):
    """A reply that keeps the promise to answer; it says from whom it comes, since it has no author here."""
    contact = SealedReport.objects.select_related("contact").get(pk=happening.details["sealed"]).contact
    body, language = happening.details["body"], happening.details["language"]
    if not body.strip():
        raise ValidationError({"body": _("Please write something here.")})
    signed = words.signed(body.strip(), contact, incident.language)
    say(incident, happening, kind=Message.Kind.REPLY, body=signed, language=language, author=None)
    obligations.meet(incident, *obligations.ANSWERS_OWED)
    obligations.keep_in_step(incident)
    happening.data["contact"] = str(contact.pk)


def tell_contact(incident, happening):
    """The reporter wrote again where nobody inside has it."""
    contact = independent.accepted(incident.organisation_id) if incident.assignee_id is None else None
    if contact and SealedReport.objects.filter(incident=incident, contact=contact).exists():
        mailing.write(contact, "report")


# -- the clock ---------------------------------------------------------------------------------------------------------


def _hand_it_over(row):
    record(row, "hand_outside", by=None)


OF_THE_ORGANISATION = {
    "invite_contact": Act("contact_invited", _administers, _invite, kind=chain.ACCESS),
    "renew_contact": Act("contact_invited_again", _administers, _renew, _has_not_ended, chain.ACCESS),
    "end_contact": Act("contact_ended", _administers, _end, _may_end, chain.ACCESS),
    "accept_as_contact": Act("contact_accepted", _is_herself, _accept, _is_open_invitation, chain.ACCESS),
    "leave_as_contact": Act(LEFT, _is_herself, _leave, _has_not_left, chain.ACCESS),
}
OF_A_REPORT = {
    "hand_outside": Act("report_sealed", _is_herself, _hand_over, _still_nobody),
    "take_outside": Act("sealed_report_read", _is_herself, _take, _waits_unread),
    "answer_from_outside": Act("contact_answered", _is_herself, reasons=_may_still_answer),
}


def declare():
    for name, act in OF_THE_ORGANISATION.items():
        declare_act(Organisation, name, act)
        declare_consequences({act.event: [_name_contact]})
    for name, act in OF_A_REPORT.items():
        declare_act(Incident, name, act)
    declare_consequences(
        {
            "contact_accepted": [_name_key],
            "incident_submitted": [hand_over_at_once],
            "report_sealed": [say_handed_over],
            "sealed_report_read": [say_taken],
            "contact_answered": [send_answer, mailing.tell_reporter_of_answer],
            "reporter_wrote": [tell_contact],
        }
    )
    guards.REASONS.update(words.REASONS)
    clock.declare_step("handed to the independent contact", to_hand_over, _hand_it_over)
    words.declare()


