"""The answer: messages, obligations, assignments, notices, exports, webhooks."""

from supervision.models.assignment import Assignment
from supervision.models.deadline import Deadline
from supervision.models.export import Export
from supervision.models.message import Message
from supervision.models.notice import Notice
from supervision.models.webhook import Webhook

__all__ = ["Assignment", "Deadline", "Export", "Message", "Notice", "Webhook"]
