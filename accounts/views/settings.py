"""One's own settings: who I am here, in which language, how often mails come, and the way to a new passphrase."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import differences, push
from accounts.access import open_to
from accounts.forms import CadenceForm
from accounts.roles import RIGHT_LABELS, Role


@open_to(is_key=True)
@require_safe
def settings(request):
    person = request.user
    profile = getattr(person, "profile", None)
    rights = [label for right, label in RIGHT_LABELS.items() if right in person.rights]
    context = {
        "roles": [Role(role).label for role in person.roles],
        "rights": rights,
        "profile": profile,
        "sent_twice": differences.has_unseen(person),
        "cadence_form": CadenceForm(initial={"cadence": profile.cadence}) if profile else None,
        "push_key": push.public_key(),
        "phones": push.phones_of(person, request.session),
    }
    return render(request, "accounts/settings.html", context)
