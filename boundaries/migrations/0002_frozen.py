"""What was reported is frozen when it is sent, what was decided when it is closed; addenda are append-only."""

from django.db import migrations

from audit.triggers import AppendOnly, FrozenColumns

REPORT = (
        "reference", "kind", "organisation_id", "reporter_id", "language", "started_at", "client_id",
        "client_missing_reason", "event_type_id", "protocol_version_id", "gravity", "route",
        "condition_answer", "started_by", "occurred_at", "contact_channel", "staff_part",
        "not_present_reason", "what_happened", "request_verbatim", "own_observations", "feelings",
        "reason_given", "stated_reason", "responses", "response_given", "safety_concern", "danger_for",
        "discomfort", "support_wanted", "client_decision", "understood", "expectation", "expectation_text",
        "reach_safely", "question", "submitted_at", "salt",
    )
STATE = (
        "status", "assignee_id", "team_id", "acknowledged_at", "acknowledged_by_id", "escalated_at",
        "escalated_by_id", "escalated_to_id", "escalated_reason", "decided_at", "decided_by_id",
        "decided_reason", "resolved_at", "resolved_by_id", "resolved_reason", "contact_type", "outcome",
        "need_served", "reopen_until", "agreed_at", "reopened_at", "reopened_by_id", "reopened_reason",
        "withdrawn_at", "withdrawn_reason", "closed_at", "closed_by_id", "closed_reason", "care_record_ref",
        "care_record_note", "care_record_at", "care_record_by_id",
    )
ANSWER = (
        "incident_id", "clause_id", "outcome", "note", "data", "confirmed_together", "answered_at", "salt",
    )
NAMED = ("incident_id", "user_id", "name_encrypted", "part", "salt")
# By the time of sending, not by the status: a status set back to draft must not thaw the report
IS_SENT = "OLD.submitted_at IS NOT NULL"
INCIDENT_IS_SENT = "(SELECT submitted_at FROM boundaries_incident WHERE id = OLD.incident_id) IS NOT NULL"
REFERENCE = (("reference",),)


class Migration(migrations.Migration):
    dependencies = [("boundaries", "0001_initial")]
    operations = [
        FrozenColumns("boundaries_incident", REPORT, IS_SENT, unique=REFERENCE),
        FrozenColumns(
            "boundaries_incident", STATE, "OLD.status IN ('closed', 'withdrawn')", label="ended_", unique=REFERENCE
        ),
        FrozenColumns("boundaries_stepanswer", ANSWER, INCIDENT_IS_SENT, unique=(("incident_id", "clause_id"),)),
        FrozenColumns("boundaries_namedperson", NAMED, INCIDENT_IS_SENT, unique=(("incident_id", "user_id"),)),
        AppendOnly("boundaries_addendum"),
    ]
