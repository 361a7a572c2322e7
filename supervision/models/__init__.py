"""The answer: messages, obligations, assignments, absences, alarms, notices, exports, webhooks."""

from supervision.models.absence import Absence
from supervision.models.assignment import Assignment, OtherPersonAsked
from supervision.models.deadline import Deadline
from supervision.models.export import Export
from supervision.models.fairness import Hearing, ProtectedChange, SealedReport
from supervision.models.internal_note import InternalNote
from supervision.models.library_use import LibraryUse
from supervision.models.message import Message
from supervision.models.notice import Notice
from supervision.models.on_call import Alarm, OnCallShift
from supervision.models.reply_draft import ReplyDraft
from supervision.models.rota import Rota, RotaGap
from supervision.models.silence import Silence
from supervision.models.webhook import Webhook

__all__ = [
    "Absence",
    "Alarm",
    "Assignment",
    "Deadline",
    "Export",
    "Hearing",
    "InternalNote",
    "LibraryUse",
    "Message",
    "Notice",
    "OnCallShift",
    "OtherPersonAsked",
    "ProtectedChange",
    "ReplyDraft",
    "Rota",
    "RotaGap",
    "SealedReport",
    "Silence",
    "Webhook",
]
