"""Drafts that wait (B-CS-05): a line to whoever began one after a day, and one more when it has become old.

Nothing is ever sent or thrown away by itself: both are hers. The notice is the mark by which each is said once. What
somebody writes down for a colleague is not looked at here, nor is a draft on which she worked within the last day.
"""

import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from audit.errors import NotNow
from boundaries.answers import hold_draft
from boundaries.choices import Kind, Status
from boundaries.models import Incident, StepAnswer
from policies.models import ServiceStandard
from supervision import clock
from supervision.models import Notice
from supervision.notices import notify
from supervision.settling import DRAFT_OLD, DRAFT_WAITS, OF_DRAFTS, REMIND_DRAFT_AFTER


def _waiting(organisations, before):
    """Found by the index over what was never sent."""
    rows = Incident.objects.filter(organisation__in=organisations, submitted_at=None, status=Status.DRAFT)
    rows = rows.filter(kind=Kind.INCIDENT, on_behalf=None, reporter__is_active=True, started_at__lte=before)
    return rows.select_related("reporter__organisation")


def _told(*kinds):
    return Exists(Notice.objects.filter(incident=OuterRef("pk"), kind__in=kinds))


def _days(now) -> dict:
    """After so many days a draft is old, with the organisations that say so."""
    standards = ServiceStandard.objects.filter(valid_from__lte=now).order_by("valid_from")
    said, found = dict(standards.values_list("organisation", "draft_days")), {}
    for organisation in Organisation.objects.values_list("pk", flat=True):
        found.setdefault(said.get(organisation, ServiceStandard().draft_days), []).append(organisation)
    return found


def _to_offer(now):
    for days, organisations in _days(now).items():
        rows = _waiting(organisations, now - datetime.timedelta(days=days)).exclude(_told(DRAFT_OLD))
        yield from clock.in_batches(rows, "started_at")


def _to_remind(now):
    day_ago = now - REMIND_DRAFT_AFTER
    touched = Exists(StepAnswer.objects.filter(incident=OuterRef("pk"), answered_at__gt=day_ago))
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    return clock.in_batches(_waiting(organisations, day_ago).exclude(touched | Q(_told(*OF_DRAFTS))), "started_at")


@transaction.atomic
def _tell(draft, kind):
    """Under the draft's lock: sent, thrown away or told meanwhile, it is not told again."""
    hold_draft(draft)
    if Notice.objects.filter(incident=draft, kind=kind).exists():
        raise NotNow(["not_due"])
    Notice.objects.filter(incident=draft, kind__in=OF_DRAFTS, settled_at=None).update(
        settled_at=timezone.now(), digest_due_at=None
    )
    notify(draft, draft.reporter, kind, address=reverse("draft", args=[draft.pk]))


def declare():
    clock.declare_step("old draft offered", _to_offer, partial(_tell, kind=DRAFT_OLD))
    clock.declare_step("draft remembered", _to_remind, partial(_tell, kind=DRAFT_WAITS))
