"""Which act a full answer is: the first one acknowledges, a later one answers."""

from boundaries.choices import Status
from supervision.composer.forms import ComposeForm, FirstComposeForm
from supervision.doing import Deed


class Composing(Deed):
    """The same acts as the short answer's page does, with a form of its own."""

    @property
    def act(self) -> str:
        return self.form_class.name


def composing(reader) -> Composing:
    is_first = reader.incident.status == Status.SUBMITTED
    return Composing("compose", FirstComposeForm if is_first else ComposeForm, is_verb=is_first)
