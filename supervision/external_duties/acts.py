"""The decision about one notice that may be due: added, never changed; the latest counts. Nothing is sent by it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.door import Act, declare_act, declare_consequences
from boundaries import rights
from boundaries.models import ExternalDuty, Incident
from policies.external_duties import duties_for, edition

MOST = ExternalDuty._meta.get_field("reason").max_length


def may(incident, user) -> bool:
    """Those who answer, and whoever was asked to decide; nobody who is part of the event, never its reporter."""
    return rights.answers(incident, user) or rights.decides(incident, user)


def _was_sent(incident, **details):
    """Also after the end: a notice that was planned is given some day."""
    return [] if incident.submitted_at else ["wrong_status"]


def _decide(incident, by, duty, decision, reason="", given_to="", given_at=None, external_reference=""):
    if duty not in {row.key for row in duties_for(incident.organisation.country)}:
        raise ValidationError({"duty": _("Choose one from the list.")})
    row = ExternalDuty(
        incident=incident, duty=duty, edition=edition(), decision=decision, reason=reason.strip(), given_to=given_to.strip(),
        given_at=given_at, external_reference=external_reference.strip(), decided_by=by,
    )  # fmt: skip
    if len(row.reason) > MOST:
        raise ValidationError({"reason": _("This is too long.")})
    row.clean_fields(exclude=["incident", "decided_by"])
    row.validate_constraints()
    row.save(force_insert=True)
    return [row]


def _name_duty(incident, happening):
    """Which one and how, for the auditor; words stay in their digest."""
    happening.data |= {name: happening.details[name] for name in ("duty", "decision")}


def declare():
    declare_act(Incident, "decide_external_duty", Act("external_duty_decided", rights.person(may), _decide, _was_sent))
    declare_consequences({"external_duty_decided": [_name_duty]})
