"""One shelf for all wording: what is built in, what the organisation published, what a team or one person keeps."""

from policies.library.filling import Unfilled, fill
from policies.library.shelf import shelf

__all__ = ["Unfilled", "fill", "shelf"]
