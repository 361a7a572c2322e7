"""The answer: messages, advice, plan, obligations, absences, alarms, sessions, patterns, gifts, notices, webhooks."""

from supervision.models.absence import Absence
from supervision.models.assignment import Assignment, OtherPersonAsked
from supervision.models.client_voice import ClientVoice, VoiceSafety, VoiceWish
from supervision.models.consultation import Consultation
from supervision.models.deadline import Deadline
from supervision.models.export import Export
from supervision.models.fairness import Hearing, ProtectedChange, SealedReport
from supervision.models.gift import GiftEntry, InterestDeclaration
from supervision.models.identity_reveal import IdentityReveal
from supervision.models.internal_note import InternalNote
from supervision.models.library_use import LibraryUse
from supervision.models.likeness import Likeness
from supervision.models.message import Message
from supervision.models.notice import Notice
from supervision.models.observation import Observation
from supervision.models.on_call import Alarm, OnCallShift
from supervision.models.pattern import PatternReport, PatternTask
from supervision.models.plan import Assessment, PlanItem, Reflection, SupportNotNeeded
from supervision.models.preparation import Preparation
from supervision.models.register_entry import RegisterEntry
from supervision.models.reply_draft import ReplyDraft
from supervision.models.rota import Rota, RotaGap
from supervision.models.saved_view import SavedView
from supervision.models.session import (
    FocusArea,
    SessionAgreement,
    SessionIncident,
    SessionPerson,
    SessionPrivateNote,
    SessionTopic,
    SkillNote,
    SupervisionSession,
)
from supervision.models.session_rule import Probation, SessionRule
from supervision.models.shared_reply import SharedReply
from supervision.models.silence import Silence
from supervision.models.understood import Understanding
from supervision.models.webhook import Webhook

__all__ = [
    "Absence",
    "Alarm",
    "Assessment",
    "Assignment",
    "ClientVoice",
    "Consultation",
    "Deadline",
    "Export",
    "FocusArea",
    "GiftEntry",
    "Hearing",
    "IdentityReveal",
    "InterestDeclaration",
    "InternalNote",
    "LibraryUse",
    "Likeness",
    "Message",
    "Notice",
    "Observation",
    "OnCallShift",
    "OtherPersonAsked",
    "PatternReport",
    "PatternTask",
    "PlanItem",
    "Preparation",
    "Probation",
    "ProtectedChange",
    "Reflection",
    "RegisterEntry",
    "ReplyDraft",
    "Rota",
    "RotaGap",
    "SavedView",
    "SealedReport",
    "SessionAgreement",
    "SessionIncident",
    "SessionPerson",
    "SessionPrivateNote",
    "SessionRule",
    "SessionTopic",
    "SharedReply",
    "Silence",
    "SkillNote",
    "SupervisionSession",
    "SupportNotNeeded",
    "Understanding",
    "VoiceSafety",
    "VoiceWish",
    "Webhook",
]
