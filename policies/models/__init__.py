"""What we promise: policies, kinds of event, the directory, the library, the service standard."""

from policies.models.directory import DirectoryEntry
from policies.models.draft import VersionDraft
from policies.models.event_rule import EventRule
from policies.models.event_type import EventType
from policies.models.feedback import PolicyFeedback
from policies.models.library import LibraryItem
from policies.models.policy import Clause, Policy, PolicyVersion, ProtocolKind
from policies.models.reading import ReadTask
from policies.models.standard import ServiceStandard

__all__ = [
    "Clause",
    "DirectoryEntry",
    "EventRule",
    "EventType",
    "LibraryItem",
    "Policy",
    "PolicyFeedback",
    "PolicyVersion",
    "ProtocolKind",
    "ReadTask",
    "ServiceStandard",
    "VersionDraft",
]
