"""Everything that an auditor under a mandate opens by her right is an event; records note their openings themselves."""

import datetime

from django.utils import timezone

from accounts import access
from audit.door import record
from audit.models import AuditEvent
from supervision.mandates.acts import PAGE_OPENED

# somebody who reads goes back and forth: one look at a page is one event
ONE_LOOK = datetime.timedelta(minutes=5)


def note(request) -> None:
    """Called with each request that a right admitted; pages and lists of the API alike, by the name of the address."""
    user, page = request.user, request.resolver_match.view_name
    if user.scope is None or request.method not in ("GET", "HEAD"):
        return
    looks = AuditEvent.objects.filter(actor_id=user.pk, at__gt=timezone.now() - ONE_LOOK, act=PAGE_OPENED)
    if page not in {look.data.get("page") for look in looks}:
        record(user.organisation, "open_page", by=user, page=page)


def declare():
    access.WATCHERS.append(note)
