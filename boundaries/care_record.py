"""The entry for the client's care record: a short neutral text for that other system (B-HU-13)."""

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from boundaries import words
from boundaries.reading import quoted
from policies.builtin import label
from policies.directory.phrase import given_in


def entry(incident) -> str:
    """Date, contact, request and response; nothing of the reporter's feelings or of the conversation with us."""
    with translation.override(incident.language):
        return "\n".join(line for line in _lines(incident) if line)


def _lines(incident):
    yield _moment(incident)
    if incident.contact_channel:
        yield _("Contact: %(channel)s") % {"channel": label("contact_channels", incident.contact_channel)}
    if incident.request_verbatim:
        yield _("Request, in the client’s words: %(words)s") % {"words": quoted(incident.request_verbatim)}
    if incident.stated_reason:
        yield _("Reason given: %(words)s") % {"words": quoted(incident.stated_reason)}
    response = [str(words.RESPONSES_ON_RECORD[code]) for code in incident.responses]
    if response or incident.response_given:
        yield _("Response: %(response)s") % {"response": ". ".join([*response, incident.response_given]).strip(". ")}
    if incident.client_decision:
        yield _("Client’s decision: %(decision)s") % {"decision": label("client_decisions", incident.client_decision)}
    for referral in incident.referrals.order_by("given_at", "pk"):
        place = given_in(referral.snapshot["name"], incident.language)
        yield _("Told where to turn: %(place)s, %(phone)s") % {"place": place, "phone": referral.snapshot["phone"]}


def _moment(incident):
    if not incident.occurred_at:
        return ""
    return formats.date_format(timezone.localtime(incident.occurred_at), "DATETIME_FORMAT")
