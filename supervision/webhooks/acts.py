"""What is done with webhooks: every act an event of the organisation's chain, without address or secret."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.models import OutboxItem
from supervision.models import Webhook
from supervision.webhooks import announcing, signing

MOST = 20
FORMER_SECRET_LASTS = datetime.timedelta(days=1)
SYSTEM_ACTS = {"pause_webhook"}


def add(organisation, by, *, address, events) -> Webhook:
    """The new webhook; its `secret` is shown this once. Raises ValidationError, NotPermitted."""
    webhook = Webhook(organisation=organisation, created_by=by, events=sorted(events))
    webhook.address, webhook.secret = address, signing.new_secret()
    record(organisation, "add_webhook", by=by, webhook=webhook)
    return webhook


def act_on(webhook, name, by) -> Webhook:
    """`remove`, `renew`, `test` or `resume`, by somebody; the webhook as it is afterwards."""
    record(webhook.organisation, f"{name}_webhook", by=by, webhook=webhook)
    return webhook


def parked(webhook):
    """What could not be delivered, or was not tried since it is paused. The index holds what is parked alone."""
    of_it = {"organisation_id": webhook.organisation_id, "recipient_id": webhook.pk, "channel": announcing.CHANNEL}
    return OutboxItem.objects.filter(parked_at__isnull=False, **of_it)


def waiting(webhook):
    return OutboxItem.objects.filter(channel=announcing.CHANNEL, recipient_id=webhook.pk, sent_at=None, parked_at=None)


def _may(name):
    def may(organisation, user):
        if name in SYSTEM_ACTS:
            return user is None
        belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
        return belongs and user.has_right(Right.MANAGE_PEOPLE)

    return may


def _still_there(organisation, webhook, **details):
    """Somebody else may have removed it while this page was open."""
    there = Webhook.objects.kept().filter(pk=webhook.pk, organisation=organisation)
    return [] if there.exists() else ["webhook_removed"]


def _add(organisation, by, webhook):
    others = list(Webhook.objects.kept().filter(organisation=organisation))
    if len(others) >= MOST:
        raise ValidationError(_("At most %(most)s webhooks at a time. Remove one first.") % {"most": MOST})
    if any(other.address == webhook.address for other in others):
        raise ValidationError({"address": _("This address is there already.")})
    webhook.save(force_insert=True)


def _remove(organisation, by, webhook):
    """Its secrets go with it; the row stays, so that the events keep their meaning."""
    webhook.secret = webhook.former_secret = ""
    webhook.removed_at = timezone.now()
    webhook.save()


def _renew(organisation, by, webhook):
    webhook.former_secret, webhook.former_until_at = webhook.secret, timezone.now() + FORMER_SECRET_LASTS
    webhook.secret = signing.new_secret()
    webhook.save(update_fields=["secret_encrypted", "former_secret_encrypted", "former_until_at"])


def _test(organisation, by, webhook):
    announcing.write(webhook, announcing.TEST)


def _resume(organisation, by, webhook):
    """From here on as if nothing had failed; what was parked goes again at once."""
    webhook.paused_at = webhook.failing_since_at = None
    webhook.paused_because, webhook.failures = "", 0
    webhook.save(update_fields=["paused_at", "paused_because", "failures", "failing_since_at"])
    parked(webhook).update(parked_at=None, attempts=0, due_at=timezone.now(), last_error="")


def _pause(organisation, by, webhook, because):
    """What waits is parked with it: nothing of it is tried again and again."""
    webhook.paused_at, webhook.paused_because = timezone.now(), because
    webhook.save(update_fields=["paused_at", "paused_because"])
    waiting(webhook).filter(claimed_until=None).update(parked_at=webhook.paused_at, last_error="paused")


def _name_webhook(organisation, happening):
    """The event says which webhook, what it listens to, and why it was paused."""
    webhook = happening.details["webhook"]
    happening.data |= {"webhook": str(webhook.pk), "events": webhook.events}
    if "because" in happening.details:
        happening.data["because"] = str(happening.details["because"])


# act -> its event and what it does
ACTS = {
    "add_webhook": ("webhook_added", _add),
    "remove_webhook": ("webhook_removed", _remove),
    "renew_webhook": ("webhook_secret_renewed", _renew),
    "test_webhook": ("webhook_tested", _test),
    "resume_webhook": ("webhook_resumed", _resume),
    "pause_webhook": ("webhook_paused", _pause),
}


def declare():
    """Register these acts with the one door, and what webhooks are told with the events."""
    for name, (event, effect) in ACTS.items():
        reasons = {} if name == "add_webhook" else {"reasons": _still_there}
        declare_act(Organisation, name, Act(event, _may(name), effect, kind=chain.ACCESS, **reasons))
        declare_consequences({event: [_name_webhook]})
    announcing.declare()
