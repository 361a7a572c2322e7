"""What somebody else's request puts on the first page beside the queue: names to decide about, texts to translate."""

from django.utils.translation import ngettext

from supervision.reveals.deciding import waiting_for
from supervision.translating.tasks import tasks_of


def asked_of(user) -> dict:
    """Sentences, empty where nothing waits."""
    names, texts = len(waiting_for(user)), len(tasks_of(user))
    return {
        "names_asked": names
        and ngettext("%(count)s name is asked for", "%(count)s names are asked for", names) % {"count": names},
        "to_translate": texts
        and ngettext("%(count)s report waits for your translation", "%(count)s reports wait for your translation", texts)
        % {"count": texts},
    }
