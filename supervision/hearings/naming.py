"""A question to the person concerned must not say who reported it or which client it is about."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 3


def check(incident, question) -> None:
    """Raises ValidationError where a name stands in it that she must not read.

    Of a reporter behind a pseudonym the name is not asked for: a refusal would tell the asker that she guessed it.
    """
    names = [] if incident.behind_pseudonym else [incident.reporter.given_name, incident.reporter.family_name]
    if identity := getattr(incident.client, "identity", None):
        names += [identity.given_name, identity.family_name]
    names += [incident.client.code] if incident.client_id else []
    if any(_stands_in(name, question) for name in names):
        raise ValidationError({"question": _("This names the reporter or the client. Ask without it.")})


def _stands_in(name, text):
    """As a word or the beginning of one: languages put endings to names."""
    return len(name) >= SHORTEST and re.search(rf"(?<!\w){re.escape(name)}", text, re.IGNORECASE) is not None
