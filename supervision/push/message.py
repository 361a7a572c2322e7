"""What a phone shows: that there is something, and which page to open. No reference, no name, not a word of what it says."""

import base64
import hashlib
import json
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

HOUR = 60 * 60
TITLE = "Doorstep"


@dataclass(frozen=True)
class Push:
    """`about` is the id of what it is about: told again, it replaces what was told before."""

    about: str
    language: str
    address: str = "/notices/"
    is_pressing: bool = False

    @property
    def topic(self) -> str:
        """At most 32 letters, which tell the push service nothing but that two messages are about the same."""
        return base64.urlsafe_b64encode(hashlib.sha256(f"push:{self.about}".encode()).digest()[:18]).decode()

    @property
    def headers(self) -> dict:
        """How long it is worth keeping for a phone that is off, and whether it may wake one."""
        seconds, urgency = (HOUR, "high") if self.is_pressing else (72 * HOUR, "normal")
        return {"TTL": str(seconds), "Urgency": urgency, "Topic": self.topic}

    @property
    def content(self) -> bytes:
        with translation.override(self.language):
            words = _("You are needed now. Please sign in.") if self.is_pressing else _("There is something new for you.")
        said = {"title": TITLE, "body": words, "lang": self.language, "tag": self.topic, "url": self.address}
        return json.dumps(said, ensure_ascii=False).encode()
