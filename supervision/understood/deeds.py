"""“Not quite” where a result stands comes back to it, as a message of hers would (SV.3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.door import perform
from boundaries.choices import Status
from supervision.doing import Deed
from supervision.notices import telling_once
from supervision.understood.forms import UnderstoodForm
from supervision.understood.standing import Answer

NAME = "understood"


class Saying(Deed):
    def is_done(self, reader, form) -> bool:
        if not form.is_valid():
            return False
        is_back = form.cleaned_data["answer"] == Answer.NOT_QUITE and reader.incident.status == Status.RESOLVED
        if not is_back:
            return super().is_done(reader, form)
        with transaction.atomic(), telling_once("not_understood"):
            done = super().is_done(reader, form)
            if done:
                # her reason is the tap: she is asked for words, and owes none
                perform(reader.incident, "reopen", by=reader.user, reason=_("I do not feel quite understood yet."))
        return done


def saying() -> Saying:
    return Saying(NAME, UnderstoodForm, is_verb=False)
