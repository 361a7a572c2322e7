"""A client sent to the right place in a story, and what became of it."""

from audit.door import record
from boundaries.referrals import acts
from tests.directory import service


def referred(incident, by, **more):
    return acts.give(incident, by, entry=service(incident.organisation).pk, explained_procedure="yes", **more)


def reached(incident, by):
    """Given, and the client got there: nothing is owed for it any more."""
    referral = referred(incident, by, reason="Somebody at night", unblocks="Sleep")
    record(incident, "check_referral", by=by, referral=referral.pk, reached="yes", note="She rang.")
    return referral
