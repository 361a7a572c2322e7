"""Every model: each text classified, times with their people, nothing pending, every trigger in the database."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from boundaries.models import Incident
from tests import tampering

ROOMS = ("audit", "accounts", "policies", "boundaries", "supervision")
MODELS = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
TEXTS = (models.TextField, models.CharField, models.BinaryField, models.JSONField)

# Free text, data and bytes that say nothing about a person: names of things, codes, wording of policies, evidence.
HARMLESS = {
    "AuditEvent": "chain role act object_type from_status to_status data prev_hash hash",
    "OutboxItem": "channel payload last_error",
    "Checkpoint": "statement signature changed",
    "SigningKey": "statement vouched public private_sealed",
    "Organisation": "name code country time_zone",
    "Team": "name",
    "User": "roles",
    "StaffProfile": "languages event_types reply_windows calendar_digest",
    "SentRequest": "key route digest",
    "DifferentRequest": "route digest",
    "ApiToken": "scopes prefix",
    "Mandate": "teams kinds",
    "Policy": "slug",
    "PolicyVersion": "title closing principles change_note audience content_digest retired_reason",
    "Clause": "key conditions related texts",
    "VersionDraft": "slug document document_digest sent_back_reason",
    "ReadTask": "language",
    "EventRule": "label question raising reason",
    "LibraryItem": "key topic step_keys contact_types event_types texts related source",
    "EventType": "key code group label question route register",
    "DirectoryEntry": "country name what_for phone email address area opening_hours head_name specialist_name "
    "specialist_phone procedure documents languages external_key source",
    "IndependentContact": "public_key",
    "ComplaintsPerson": "name phone hours words",
    "InternalNote": "language",
    "Hearing": "language",
    "Consultation": "authority_key language answer_language",
    "Observation": "language",
    "ClientVoice": "language words_language",
    "VoiceSafety": "against",
    "Incident": "reference responses grading",
    "Referral": "snapshot",
    "ExternalDuty": "duty edition",
    "Translation": "subject_type field",
    "PushSubscription": "browser",
    "PaperSheet": "code",
    "Message": "language",
    "Likeness": "language",
    "ReplyDraft": "language",
    "Preparation": "looked_up",
    "Addendum": "language",
    "Attachment": "media_type sha256 sent_sha256 stored_as",
    "Upload": "sha256 parts refused found",
    "PlanItem": "language",
    "Assessment": "language",
    "Reflection": "language",
    "Export": "language record_digest",
    "Deadline": "subject_type",
    "Notice": "kind why address",
    "Alarm": "sent",
    "Webhook": "events fault",
    "SupervisionSession": "areas",
    "InterestDeclaration": "language",
    "SessionRule": "after_kinds after_gravities",
}


def texts(model):
    """Fields that can hold somebody's words or identity: no fixed choices, no salt."""
    own = [f for f in model._meta.concrete_fields if isinstance(f, TEXTS) and not f.choices and f.name != "salt"]
    return [field.name for field in own]


def unclassified(model):
    harmless = HARMLESS.get(model.__name__, "").split()
    return [name for name in texts(model) if name not in model.SENSITIVE and name not in harmless]


def test_every_text_of_every_model_is_sensitive_or_known_to_be_harmless():
    missing = {model.__name__: unclassified(model) for model in MODELS}
    assert {name: fields for name, fields in missing.items() if fields} == {}
    assert len(MODELS) >= 20
    assert sum(len(texts(model)) for model in MODELS) >= 80


def test_the_classification_names_only_fields_that_are_there():
    for model in MODELS:
        names = {field.name for field in model._meta.concrete_fields}
        assert set(model.SENSITIVE) <= names, model
        assert set(HARMLESS.get(model.__name__, "").split()) <= names - set(model.SENSITIVE), model
    assert set(HARMLESS) <= {model.__name__ for model in MODELS}


def test_a_decision_never_has_a_time_without_its_person():
    """`x_at` that somebody decides has `x_by`; what the reporter or the clock alone can do needs none."""
    of_the_reporter_or_the_clock = {"submitted_at", "started_at", "occurred_at", "agreed_at", "withdrawn_at", "due_at"}
    names = {field.name for field in Incident._meta.concrete_fields}
    times = {name for name in names if name.endswith("_at")} - of_the_reporter_or_the_clock
    assert {name for name in times if f"{name[:-3]}_by" not in names} == set()
    assert len(times) >= 6
    assert {name for name in names if name.endswith("_by") and f"{name[:-3]}_at" not in names} == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_times_are_named_at_and_days_on(model):
    for field in model._meta.concrete_fields:
        if isinstance(field, models.DateTimeField):
            known = ("at", "since", "until", "valid_from", "in_force_from", "in_force_until", "last_login")
            assert field.name.endswith("_at") or field.name in known or field.name.endswith("_until"), field
        elif isinstance(field, models.DateField):
            assert field.name.endswith("_on"), field


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_says_what_a_manager_would_recognise(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert type(model).__str__ is not models.Model.__str__


def test_no_score_diagnosis_or_private_phone_number_is_kept():
    """CS.4b, HU.3: limits that hold by absence."""
    forbidden = ("diagnosis", "risk", "score", "private_phone", "mobile", "home_address")
    fields = [f"{model.__name__}.{field.name}" for model in MODELS for field in model._meta.concrete_fields]
    assert [name for name in fields if any(word in name.lower() for word in forbidden)] == []
    assert len(fields) > 200


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_every_trigger_of_the_migrations_stands_in_the_database_and_no_other():
    statement = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        standing = {name for (name,) in cursor.fetchall()}
    assert standing == tampering.trigger_names()
    assert len(standing) >= 3 * len(tampering.operations())


def test_everything_that_is_evidence_is_frozen_by_a_trigger():
    frozen = {operation.table for operation in tampering.operations()}
    evidence = {model._meta.db_table for model in MODELS if getattr(model, "EVIDENCE", None)}
    assert evidence <= frozen
    assert len(evidence) >= 6


def test_every_field_of_evidence_is_a_frozen_column():
    """What is proven is also refused: the columns of a freeze and the fields of a part are the same list."""
    for model in (model for model in MODELS if getattr(model, "EVIDENCE", None)):
        operations = [op for op in tampering.operations() if op.table == model._meta.db_table]
        columns = {column for op in operations for column in (*getattr(op, "columns", ()), *getattr(op, "once", ()))}
        proven = {model._meta.get_field(name).column for names in model.EVIDENCE.values() for name in names}
        if columns:
            assert proven <= columns, model
            assert "salt" in columns, model
