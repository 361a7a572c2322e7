"""Mandates for tests: given by somebody to an auditor, as the page gives them."""

import datetime

from django.utils import timezone

from accounts.models import Mandate
from audit.door import record


def mandated(auditor, by, *, days=30, purpose="The second quarter", **scope) -> Mandate:
    """`scope`: since, until (moments), teams (ids as text), kinds (keys)."""
    mandate = Mandate(
        organisation=auditor.organisation, auditor=auditor, given_by=by, purpose=purpose,
        ends_at=timezone.now() + datetime.timedelta(days=days), **scope,
    )  # fmt: skip
    record(auditor.organisation, "give_mandate", by=by, mandate=mandate)
    forget(auditor)
    return mandate


def told_names(mandate, incident) -> Mandate:
    """The auditor of this mandate learns who is who in a record; whoever gave it decides."""
    auditor, by = mandate.auditor, mandate.given_by
    record(incident, "ask_identities", by=auditor, reason="The payslips are compared.")
    record(incident, "open_identities", by=by, reveal=incident.identity_reveals.get(auditor=auditor).pk)
    return mandate


def forget(auditor):
    """What this instance has read of its mandates, as the next request would."""
    for name in ("mandates_given", "rights"):
        auditor.__dict__.pop(name, None)
