"""What could not be delivered, or waits for long: shown to whoever can mend it, with two acts and without any content.

Not shown: what nobody has to be told any more, what a paused webhook keeps (its own page says so), and what goes to an
independent contact, because that goes past the very people who look here.
"""

import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotPermitted
from audit.models import OutboxItem
from supervision import outbox_walls, waking

RIGHTS = (Right.READ_SERVICE, Right.MANAGE_PEOPLE)
MOST = 50
LOOKED_AT = 4 * MOST
LONG = datetime.timedelta(minutes=10)
GIVEN_UP = "given up"
CHANNELS = {
    "mail": _("Mail"),
    "text": _("Text message"),
    "voice": _("Phone call"),
    "push": _("Push message"),
    "webhook": _("Webhook"),
    "checkpoint": _("Checkpoint"),
}
# kind of error -> what it means to whoever reads this
FAULTS = {
    "ConnectionRefusedError": _("The server refused the connection."),
    "TimeoutError": _("The server did not answer in time."),
    "gaierror": _("The server’s name is not known."),
    "SMTPRecipientsRefused": _("The mail server refused this person’s address."),
    "SMTPAuthenticationError": _("The mail server refused our user name or password."),
    "SMTPSenderRefused": _("The mail server refused our own address."),
    "SMTPServerDisconnected": _("The mail server ended the connection."),
    "PushNotTakenError": _("The phone’s push service did not take it."),
    "SMTPDataError": _("The mail server did not take it."),
}


def parked(organisation):
    """Tried as often as we try, and given up by nobody yet."""
    rows = OutboxItem.objects.filter(organisation_id=organisation.pk, channel__in=CHANNELS, parked_at__isnull=False)
    return rows.filter(attempts__gt=0).exclude(last_error=GIVEN_UP)


def waiting_long(organisation):
    """Failed before, or its time came long ago."""
    now = timezone.now()
    rows = OutboxItem.objects.filter(organisation_id=organisation.pk, channel__in=CHANNELS, sent_at=None, parked_at=None)
    return rows.filter(Q(attempts__gt=0) | Q(due_at__lte=now - LONG))


def shown(user, pk):
    """One item that this person may act on, or None."""
    return next(iter(outbox_walls.visible(user, list(_shown(user.organisation, pk)))), None)


def _shown(organisation, pk):
    return (parked(organisation) | waiting_long(organisation)).filter(pk=pk)


def may_be_given_up(item) -> bool:
    """An alarm ends when somebody answers, and not because a mail is in the way."""
    return not item.payload.get("alarm")


def count(user) -> int:
    """For the first page: how much somebody should look at, at most MOST."""
    if not user.rights.intersection(RIGHTS):
        return 0
    return min(sum(map(len, _lists(user))), MOST)


def _lists(user):
    """Both lists, the oldest first, without what is about records that she may not know of."""
    for rows in (parked(user.organisation), waiting_long(user.organisation)):
        found = list(rows.order_by("created_at")[:LOOKED_AT])
        yield outbox_walls.visible(user, found)[:MOST]


def lines(user, clock) -> dict:
    """Both lists as the page shows them."""
    lists = list(_lists(user))
    people = User.objects.filter(organisation=user.organisation_id).select_related("profile")
    sight = outbox_walls.Sight(user, [item for rows in lists for item in rows])
    people = people.in_bulk({item.recipient_id for rows in lists for item in rows})
    given_up, waiting = ([_line(item, sight, people, clock) for item in rows] for rows in lists)
    return {"given_up": given_up, "waiting": waiting}


def _line(item, sight, people, clock):
    person = people.get(item.recipient_id) if sight.may_know_receiver(item) else None
    return {
        "id": item.pk,
        "channel": CHANNELS[item.channel],
        "may_give_up": may_be_given_up(item),
        "to": person.short_name if person else "",
        "written": clock.short(item.created_at),
        "attempts": item.attempts,
        "next": clock.short(item.due_at) if item.parked_at is None and item.due_at > clock.now else "",
        "fault": FAULTS.get(item.last_error, item.last_error),
    }


# -- the two acts --------------------------------------------------------------------------------------------


def act_on(item, name, by) -> None:
    """`retry` or `give_up`, by somebody. Raises NotPermitted, NotNow."""
    record(Organisation.objects.get(pk=item.organisation_id), f"{name}_delivery", by=by, item=item.pk)


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and bool(user.rights.intersection(RIGHTS))


def _is_shown(organisation, item):
    return [] if _shown(organisation, item).exists() else ["not_due"]


def _can_be_given_up(organisation, item):
    row = _shown(organisation, item).first()
    return [] if row is not None and may_be_given_up(row) else ["not_due"]


def _check_walls(by, item, act):
    if shown(by, item) is None:
        raise NotPermitted(f"{act}_delivery")


def _retry(organisation, by, item):
    """As if it had been written now; under its former id, so that whoever has it already shows it once."""
    _check_walls(by, item, "retry")
    fresh = {"parked_at": None, "claimed_until": None, "attempts": 0, "due_at": timezone.now(), "last_error": ""}
    OutboxItem.objects.filter(pk=item, sent_at=None).update(**fresh)
    waking.wake_after_commit()


def _give_up(organisation, by, item):
    _check_walls(by, item, "give_up")
    now = timezone.now()
    OutboxItem.objects.filter(pk=item, sent_at=None).update(parked_at=now, claimed_until=None, last_error=GIVEN_UP)


def _name_item(organisation, happening):
    item = OutboxItem.objects.get(pk=happening.details["item"])
    happening.data |= {"item": str(item.pk), "channel": item.channel}


ACTS = {
    "retry": ("delivery_retried", _retry, _is_shown),
    "give_up": ("delivery_given_up", _give_up, _can_be_given_up),
}


def declare():
    for name, (event, effect, reasons) in ACTS.items():
        act = Act(event, _may, effect, reasons, kind=chain.ACCESS)
        declare_act(Organisation, f"{name}_delivery", act)
        declare_consequences({event: [_name_item]})
