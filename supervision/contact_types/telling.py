"""The words of it: the event in the history, and the notice that something has become urgent."""

from django.utils.translation import gettext_lazy as _

from boundaries.choices import ContactType
from supervision import notices
from supervision.absences import told as present
from supervision.exports import words

ACTS = {"contact_type_set": _("Kind of contact said")}
# it describes the contact for the line; the reporter is told in answers
NOT_FOR_REPORTER = frozenset(ACTS)


def _where_urgent(incident, happening):
    return present.answering(incident, happening) if incident.contact_type == ContactType.URGENT else []


def declare():
    notices.TOLD["contact_type_set"] = [(_where_urgent, "urgent_report")]
    words.ACTS.update(ACTS)
