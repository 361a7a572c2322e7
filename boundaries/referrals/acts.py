"""Giving a referral, in a draft or in a sent report, and saying whether somebody got there."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotNow, NotPermitted
from audit.ids import uuid7
from boundaries import guards, rights, sentences
from boundaries.answers import hold_draft
from boundaries.choices import Status
from boundaries.models import Incident, Referral
from boundaries.referrals.missing import WORDS, missing
from boundaries.referrals.snapshot import LANGUAGES, asks_procedure, snapshot_of
from policies.models import DirectoryEntry

SENT = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED, Status.RESOLVED)
MOST = 20  # of one report
# a phone sends what it kept later; what it says about long ago is a wrong clock, for which nothing is refused
OLDEST = datetime.timedelta(days=60)
# what a referral sent again repeats; its moment and the revision may be other ones by then
SAME = ("language", "reason", "explained_procedure", "card_given", "client_decision", "unblocks", "next_step_on")
REASONS = {
    "entry_changed": gettext_lazy("The directory has changed for this place since. Look at it once more and give it again."),
    "entry_gone": gettext_lazy("This place is not offered any more. Choose another one."),
    "referral_differs": gettext_lazy("A referral was given under this id before, with other content. It stands."),
    "too_many_referrals": gettext_lazy("This report holds as many referrals as it can."),
    "check_over": gettext_lazy("This was answered already."),
    "referral_unknown": gettext_lazy("There is no such referral here."),
}


class EntryChanged(NotNow):
    """`current` is the place as it stands now, to be confirmed; None where it is not offered any more."""

    def __init__(self, current):
        super().__init__(["entry_changed" if current else "entry_gone"])
        self.current = current


def prepared(incident, by, *, entry, revision=None, is_hurried=False, **said) -> Referral:
    """A referral that is complete, not kept yet. Raises ValidationError naming the field, EntryChanged, NotNow.

    `is_hurried`: with a report of somebody in danger, which is never held up by a directory.
    """
    place = _place(incident, entry, is_hurried)
    if revision is not None and revision != place.revision and not is_hurried:
        raise EntryChanged(snapshot_of(place))
    snapshot = snapshot_of(place)
    said = {name: value for name, value in said.items() if value is not None}
    said["given_at"] = _moment(said.get("given_at"))
    said["language"] = said.get("language") or sentences.language_of(incident)
    giver = incident.reporter if incident.status == Status.DRAFT else by
    referral = Referral(incident=incident, entry=place, snapshot=snapshot, given_by=giver, **said)
    _check(referral, is_hurried)
    return referral


def _place(incident, key, is_hurried):
    organisation = incident.organisation
    kinds = DirectoryEntry.objects.exclude(kind=DirectoryEntry.Kind.EMERGENCY)
    known = kinds.filter(pk=key, organisation=organisation) | kinds.filter(
        pk=key, organisation=None, country=organisation.country
    )
    place = known.first()
    if place is None:
        raise ValidationError({"entry": _("Choose one of the answers offered.")})
    if not is_hurried and not DirectoryEntry.objects.offered_to(organisation).filter(pk=place.pk).exists():
        raise EntryChanged(None)
    return place


def _moment(given_at):
    now = timezone.now()
    return given_at if given_at is not None and now - OLDEST <= given_at <= now else now


def _check(referral, is_hurried):
    faults, lacking = {}, missing(referral.snapshot)
    if lacking and not is_hurried:
        faults["entry"] = [WORDS[code] for code in lacking.values()]
    if asks_procedure(referral.snapshot) and not referral.explained_procedure:
        faults["explained_procedure"] = [_("Say whether you explained how it works there.")]
    if referral.language not in LANGUAGES:
        faults["language"] = [_("Choose one of the answers offered.")]
    if faults:
        raise ValidationError(faults)
    referral.clean_fields(exclude={"incident", "entry", "given_by", "checked_by", "language"})


# -- giving it -------------------------------------------------------------------------------------------------


@transaction.atomic
def give(incident, by, *, id=None, **said) -> Referral:
    """The referral, kept: in a draft as part of it, in a sent report by an act of its own. The same id again is the same one.

    Raises NotPermitted, NotNow, ValidationError.
    """
    known = Referral.objects.filter(pk=id).first() if id else None
    if known is not None:
        return _same(known, incident, by, said)
    id = id or uuid7()
    if incident.status != Status.DRAFT:
        return record(incident, "refer", by=by, id=id, **said).details["referral"]
    if not rights.writes(incident, by):
        raise NotPermitted("refer")
    hold_draft(incident)
    if codes := _room(incident):
        raise NotNow(codes)
    return _kept(incident, by, id, said)


def _kept(incident, by, id, said):
    referral = prepared(incident, by, **said)
    referral.pk = id
    referral.save(force_insert=True)
    return referral


def _same(known, incident, by, said) -> Referral:
    if known.incident_id != incident.pk or not rights.person(rights.takes_part)(incident, by):
        raise Http404
    before = {"entry": known.entry_id, **{name: getattr(known, name) for name in SAME}}
    if any(str(value) != str(said[name]) for name, value in before.items() if said.get(name) is not None):
        raise NotNow(["referral_differs"])
    return known


def _room(incident, **details):
    return ["too_many_referrals"] if incident.referrals.count() >= MOST else []


def _may_still(incident, **details):
    return _room(incident) if incident.status in SENT else ["wrong_status"]


def _refer(incident, by, id, **said):
    return [_kept(incident, by, id, said)]


@transaction.atomic
def remove(referral, by) -> None:
    """Out of a draft, as if it had never been given. Raises NotPermitted, and NotNow once the report is sent."""
    if not rights.writes(referral.incident, by):
        raise NotPermitted("refer")
    hold_draft(referral.incident)
    referral.delete()


# -- whether she got there -----------------------------------------------------------------------------------------


def _not_settled(incident, referral, **said):
    row = incident.referrals.filter(pk=referral).first()
    if incident.status not in SENT:
        return ["wrong_status"]
    if row is None:
        return ["referral_unknown"]
    return ["check_over"] if row.is_settled else []


def _check_referral(incident, by, referral, reached, note=""):
    row = incident.referrals.select_for_update().get(pk=referral)
    row.reached, row.checked_note, row.checked_at, row.checked_by = reached, note.strip(), timezone.now(), by
    if not reached:
        raise ValidationError({"reached": _("Choose an answer.")})
    row.clean_fields(exclude={"incident", "entry", "given_by", "checked_by"})
    row.save(update_fields=["reached", "checked_note", "checked_at", "checked_by"])
    return [row]


def name_referral(incident, happening) -> None:
    """What follows finds the row; the event says which one, and what was answered, never who was sent where."""
    if happening.act == "client_referred":
        found = incident.referrals.get(pk=happening.details["id"])
    else:
        found = incident.referrals.get(pk=happening.details["referral"])
        happening.data["reached"] = found.reached
    happening.details["referral"] = found
    happening.data["referral"] = str(found.pk)


def declare():
    partaker = rights.person(rights.takes_part)
    declare_act(Incident, "refer", Act("client_referred", partaker, _refer, _may_still))
    declare_act(Incident, "check_referral", Act("referral_checked", partaker, _check_referral, _not_settled))
    guards.REASONS.update(REASONS)
    declare_consequences({"client_referred": [name_referral], "referral_checked": [name_referral]})
