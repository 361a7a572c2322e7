"""How webhooks stand, in words, for the page and the API."""

from django.utils.translation import gettext_lazy, ngettext

from supervision.exports.words import act_word
from supervision.models import Webhook
from supervision.webhooks import acts, faults

MOST_COUNTED = 500
PAUSED_WORDS = {
    Webhook.Because.FAILURES: gettext_lazy(
        "Paused, because it failed too often. What happens meanwhile is kept for it."
    ),
    Webhook.Because.GONE: gettext_lazy("Switched off, because the receiver said that it wants nothing more."),
}


def webhooks_of(organisation) -> list[Webhook]:
    return list(Webhook.objects.kept().filter(organisation=organisation).order_by("id"))


def line(webhook, clock) -> dict:
    """One webhook as the page shows it."""
    parked = count(acts.parked(webhook))
    return {
        "id": webhook.pk,
        "address": webhook.address,
        "events": [act_word(event) for event in webhook.events],
        "paused": str(PAUSED_WORDS[webhook.paused_because]) if webhook.paused_at else "",
        "delivered": clock.short(webhook.delivered_at) if webhook.delivered_at else "",
        "failed": clock.short(webhook.failed_at) if webhook.failures or webhook.paused_at else "",
        "fault": fault_in_words(webhook) if webhook.failures else "",
        "failures": _failures(webhook.failures) if webhook.failures else "",
        "parked": _parked(parked) if parked else "",
    }


def count(rows) -> int:
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


def fault_in_words(webhook) -> str:
    said = str(faults.WORDS.get(webhook.fault, ""))
    return f"{said} (HTTP {webhook.answered})" if webhook.answered else said


def _failures(count):
    return ngettext("%(count)s failure in a row", "%(count)s failures in a row", count) % {"count": count}


def _parked(count):
    words = ngettext("%(count)s event was not delivered", "%(count)s events were not delivered", count)
    return words % {"count": f"{MOST_COUNTED}+" if count > MOST_COUNTED else count}
