"""Every way in which a bundle can be wrong, each with what the verifier must say."""

from tests.audit import forged_events, forged_files
from tests.audit.forgery import CASES, made, run

__all__ = ["CASES", "forged_events", "forged_files", "made", "run"]
