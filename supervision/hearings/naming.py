"""A question to the person concerned must not say who reported it or which client it is about."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from boundaries import pseudonyms

SHORTEST = 3


def check(incident, question, by) -> None:
    """Raises ValidationError where a name stands in it that she must not read.

    Where the asker does not know the reporter, her name is not asked for: a refusal would tell that it was guessed.
    """
    names = [] if pseudonyms.hides(incident, by) else [incident.reporter.given_name, incident.reporter.family_name]
    if identity := getattr(incident.client, "identity", None):
        names += [identity.given_name, identity.family_name]
    names += [incident.client.code] if incident.client_id else []
    if any(stands_in(name, question) for name in names):
        raise ValidationError({"question": _("This names the reporter or the client. Ask without it.")})


def stands_in(name, text):
    """As a word or the beginning of one: languages put endings to names."""
    return len(name) >= SHORTEST and re.search(rf"(?<!\w){re.escape(name)}", text, re.IGNORECASE) is not None
