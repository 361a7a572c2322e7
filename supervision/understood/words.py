"""What she taps, and how it reads to whoever wrote the reply."""

from django.utils.translation import gettext_lazy as _

from supervision.understood.standing import Answer

SAY = {Answer.YES: _("You understood me"), Answer.NOT_QUITE: _("Not quite")}
SAID = {
    Answer.YES: _("%(who)s feels understood, %(when)s"),
    Answer.NOT_QUITE: _("%(who)s does not feel quite understood, %(when)s"),
}
SAID_BY_ME = {
    Answer.YES: _("You said: you understood me, %(when)s"),
    Answer.NOT_QUITE: _("You said: not quite, %(when)s"),
}
