"""Roles and what each may do: the whole rights model on one page.

A role opens a kind of act; whether this person may do it to this record is asked in boundaries/rights.py,
where walls (being named in an event, being its reporter) come before roles.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CAREGIVER = "caregiver", _("Caregiver")
    SUPERVISOR = "supervisor", _("Supervisor")
    LEAD = "lead", _("Lead")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Safeguarding lead")
    POLICY_OWNER = "policy_owner", _("Policy owner")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Right(StrEnum):
    REPORT = "report"
    READ_TEAM = "read_team"
    READ_SERVICE = "read_service"
    READ_PSEUDONYMISED = "read_pseudonymised"
    ANSWER = "answer"
    DECIDE = "decide"
    SEE_CLIENT_NAMES = "see_client_names"
    EXPORT_RECORD = "export_record"
    EXPORT_IDENTIFIED = "export_identified"
    REGISTER = "register"
    OWN_POLICIES = "own_policies"
    MANAGE_PEOPLE = "manage_people"


RIGHT_LABELS = {
    Right.REPORT: _("Report events, ask for guidance, write in one's own conversations"),
    Right.READ_TEAM: _("Read the reports of one's team, and what is assigned"),
    Right.READ_SERVICE: _("Read the reports of the whole service"),
    Right.READ_PSEUDONYMISED: _("Read all records without the names of clients and reporters"),
    Right.ANSWER: _("Answer, escalate, resolve and close, never one's own report"),
    Right.DECIDE: _("Decide what was escalated"),
    Right.SEE_CLIENT_NAMES: _("See the names of clients within reach, each look recorded"),
    Right.EXPORT_RECORD: _("Export a record as a PDF"),
    Right.EXPORT_IDENTIFIED: _("Export a record with names"),
    Right.REGISTER: _("Use the register and check the integrity of records"),
    Right.OWN_POLICIES: _("Own policies, protocols and the directory"),
    Right.MANAGE_PEOPLE: _("Manage people, teams and roles"),
}

# what opens other people's reports
READING = frozenset({Right.READ_TEAM, Right.READ_SERVICE, Right.READ_PSEUDONYMISED})

_REPORTER = {Right.REPORT, Right.EXPORT_RECORD}
_SUPERVISOR = _REPORTER | {Right.READ_TEAM, Right.ANSWER, Right.SEE_CLIENT_NAMES, Right.EXPORT_IDENTIFIED}
_LEAD = _SUPERVISOR | {Right.READ_SERVICE, Right.DECIDE, Right.REGISTER}

RIGHTS: dict[str, frozenset[Right]] = {
    Role.CAREGIVER: frozenset(_REPORTER | {Right.SEE_CLIENT_NAMES}),
    Role.SUPERVISOR: frozenset(_SUPERVISOR),
    Role.LEAD: frozenset(_LEAD),
    Role.SAFEGUARDING_LEAD: frozenset(_LEAD),
    Role.POLICY_OWNER: frozenset({Right.REPORT, Right.OWN_POLICIES}),
    Role.AUDITOR: frozenset({Right.READ_PSEUDONYMISED, Right.EXPORT_RECORD, Right.REGISTER}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_PEOPLE}),
}


def rights_of(roles) -> frozenset[Right]:
    return frozenset().union(*(RIGHTS[role] for role in roles))
