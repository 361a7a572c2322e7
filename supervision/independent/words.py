"""What is said of and by the independent contact: to the reporter, in the record's history, and as a refusal."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import independent
from supervision.exports import words

HANDED_OVER = _(
    "Nobody inside of the line may answer this report. It is on its way, locked with a key of her own, to our "
    "independent contact: %(contact)s."
)
HANDED_ON = _(
    "Our contact who answered you is no longer there. What you wrote since is on its way, locked with a key of her own, to "
    "our independent contact: %(contact)s. Your report itself was not handed over."
)
TAKEN = _("Your report is with %(contact)s, outside of the line.")
FROM = _("From our independent contact (%(contact)s):")
REASONS = {
    "contact_finished": _("This invitation is finished. Load the page again to see where it stands."),
    "contact_at_work": _("The present contact is still needed. She alone can hand over to somebody else, by her own link."),
    "key_not_used": _("Open the report with your passphrase first."),
}
ACTS = {
    "report_sealed": _("Handed to the independent contact"),
    "sealed_report_read": _("Read by the independent contact"),
    "contact_answered": _("Message from the independent contact"),
}


def signed(body, contact, language) -> str:
    """With a first line, in the reporter's language, that says whose words these are."""
    with translation.override(language):
        return f"{FROM % {'contact': independent.kind_in_words(contact)}}\n\n{body}"


def declare():
    words.ACTS.update(ACTS)
