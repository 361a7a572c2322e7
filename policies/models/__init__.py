"""What we promise: policies, kinds of event, the directory, the service standard."""

from policies.models.directory import DirectoryEntry
from policies.models.event_type import EventType
from policies.models.policy import Clause, Policy, PolicyVersion
from policies.models.standard import ServiceStandard

__all__ = ["Clause", "DirectoryEntry", "EventType", "Policy", "PolicyVersion", "ServiceStandard"]
