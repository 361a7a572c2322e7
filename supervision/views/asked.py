"""What somebody else's request puts on the first page beside the queue, and the list of what one is asked in person."""

from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import open_to
from supervision.consultations.asked import done_lines, open_lines
from supervision.identities.deciding import waiting_for as identities_waiting_for
from supervision.reveals.deciding import waiting_for
from supervision.translating.tasks import tasks_of

MOST_AT_HOME = 3


def asked_of(user) -> dict:
    """Sentences, empty where nothing waits; and what is asked of her in person, the most pressing first."""
    return _sentences(user) | {"asked_lines": open_lines(user)[:MOST_AT_HOME]}


def _sentences(user):
    names, texts = len(waiting_for(user)) + len(identities_waiting_for(user)), len(tasks_of(user))
    return {
        "names_asked": names
        and ngettext("%(count)s name is asked for", "%(count)s names are asked for", names) % {"count": names},
        "to_translate": texts
        and ngettext(
            "%(count)s report waits for your translation", "%(count)s reports wait for your translation", texts
        )
        % {"count": texts},
    }


@open_to()
@require_safe
def asked(request):
    """Open first with its clock, what was answered below."""
    context = _sentences(request.user) | {"open": open_lines(request.user), "done": done_lines(request.user)}
    return render(request, "supervision/asked.html", context)
