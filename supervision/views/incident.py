"""An incident's page: where it stands, what was said, what came before, what is missing, the one next act."""

import datetime

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import open_to
from accounts.roles import Right
from audit import chain
from audit.door import record
from audit.errors import NotPermitted
from audit.models import AuditEvent
from boundaries import rights
from boundaries.attachments.listing import listed
from boundaries.choices import OPEN, Status
from boundaries.models import Incident
from boundaries.words import kind_in_words
from policies import promise
from policies.builtin import label
from supervision import stations, thread, weeks_after
from supervision.buttons import buttons, is_possible, missing
from supervision.consultations.lines import consultations
from supervision.documents import documents
from supervision.exceptions.lines import exceptions
from supervision.exports.report import informing
from supervision.exports.steps import step_rows
from supervision.exports.words import language_name
from supervision.external_duties.standing import card as outside
from supervision.gifts.lines import card as gift
from supervision.graded import graded
from supervision.hearings.lines import hearings
from supervision.history import history
from supervision.ladder.proof import lines as alarm_lines
from supervision.ladder.proof import sees_proof
from supervision.matching.standing import who_has_it
from supervision.notices import mark_read
from supervision.observations import standing as observing
from supervision.observations.lines import card as observations
from supervision.paper.words import filed_by
from supervision.patterns.lines import badges
from supervision.patterns.standing import of_record
from supervision.plans import lines as plans
from supervision.referrals import lines as referrals
from supervision.reveals.looking import note_name
from supervision.reveals.looking import standing as behind
from supervision.said import key_answers, passages, quotations
from supervision.sessions import in_timeline as sessions
from supervision.similar.sharing import shareable
from supervision.timeline import entries, events_of
from supervision.views.found import with_incident
from supervision.views.thread import beside_the_thread
from supervision.voices.lines import card as voice

TABS = {
    "timeline": gettext_lazy("Timeline"),
    "steps": gettext_lazy("Fifteen steps"),
    "history": gettext_lazy("History"),
}
EARLIER = 5
# somebody who reads a record goes back and forth: one look is one event
ONE_LOOK = datetime.timedelta(minutes=5)


@open_to()
@require_safe
@with_incident
def incident(request, reader):
    note_opening(reader)
    mark_read(request.user, reader.incident)
    thread.mark_read(reader)
    return _page(request, reader)


@open_to(Right.SEE_CLIENT_NAMES)
@require_POST
@with_incident
def client_name(request, reader):
    """The page with the client's name, once; each look is recorded (UK.14)."""
    try:
        record(reader.incident, "see_client_name", by=request.user)
    except NotPermitted:
        raise PermissionDenied
    return _page(request, reader, client_name=reader.incident.client.identity.full_name)


def note_opening(reader) -> None:
    """Opening by anybody but the reporter goes to the access chain, once per person and five minutes."""
    if reader.is_reporter:
        return
    note_name(reader)
    looks = AuditEvent.objects.filter(
        chain=chain.chain_name(reader.incident, chain.ACCESS),
        actor_id=reader.user.pk,
        act="record_opened",
        at__gt=timezone.now() - ONE_LOOK,
    )
    if not looks.exists():
        record(reader.incident, "open", by=reader.user)


def _page(request, reader, *, client_name=""):
    row = reader.incident
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "timeline"
    context = {
        "reader": reader,
        "incident": row,
        "title": kind_in_words(row),
        "stations": stations.of(row),
        "quotations": quotations(reader),
        "passages": passages(reader),
        "key_answers": key_answers(reader),
        "tabs": [{"key": key, "label": word, "is_here": key == tab} for key, word in TABS.items()],
        "tab": tab,
        "buttons": buttons(reader),
        "missing": missing(reader),
        "earlier": _earlier(reader),
        "client_name": client_name,
        "facts": _facts(reader),
        "standing": _standing(reader) if reader.is_reporter else None,
        "graded": graded(reader),
        "hearings": hearings(reader),
        "consultations": consultations(reader),
        "may_consult": is_possible("consult", reader),
        "may_record_authority": is_possible("record_authority", reader),
        "may_withdraw_consultation": is_possible("withdraw_consultation", reader),
        "exceptions": exceptions(reader),
        "may_ask_exception": is_possible("ask_exception", reader),
        "patterns": badges(of_record(reader), reader.user, reader.clock),
        "may_share": bool(reader.answers and is_possible("share_reply", reader) and shareable(row, reader.user)),
        "behind": behind(reader),
        "outside": outside(reader),
        "session_address": sessions.address(reader),
        "observations": observations(reader),
        "gift": gift(reader),
        "voice": voice(reader),
        "documents": documents(reader),
        "after": weeks_after.card(reader),
        "alarms": alarm_lines(reader) if sees_proof(reader) else [],
    }
    context |= who_has_it(reader) | referrals.of_page(reader) | plans.of_page(reader)
    context |= _of_tab(reader, tab) | beside_the_thread(reader) | _people(reader) | listed(row, request.user)
    return render(request, "supervision/incident.html", context)


def _of_tab(reader, tab):
    if tab == "steps":
        has_protocol = reader.incident.protocol_version_id
        return {"steps": step_rows(reader.teller), "informing": informing(reader.teller)} if has_protocol else {"steps": []}
    if tab == "history":
        return {"history": history(reader)}
    return {"entries": entries(reader, events_of(reader.incident))}


def _people(reader):
    """Who is part of it is told to those who answer; the client's name waits behind a button that is recorded."""
    row = reader.incident
    named = row.named.select_related("user") if reader.answers else ()
    has_name = row.client_id is not None and hasattr(row.client, "identity")
    return {
        "named": [str(person.user) if person.user_id else person.name for person in named],
        "may_see_name": has_name and rights.names_clients(row, reader.user),
        "reach_safely": reader.reach if reader.answers else "",
        "may_export": reader.user.has_right(Right.EXPORT_RECORD),
        "audits": reader.user.has_right(Right.READ_PSEUDONYMISED) and not (reader.answers or reader.is_reporter),
        "may_confirm_entry": _waits_for_entry(reader),
        "contact_type": _contact_type(reader),
    }


def _waits_for_entry(reader):
    row = reader.incident
    return row.status == Status.RESOLVED and not row.care_record_at and is_possible("enter_in_care_record", reader)


def _contact_type(reader):
    """A word about the one contact, for those who answer."""
    if not reader.answers:
        return None
    name = "contact-type"
    url = reverse("act", args=[reader.incident.reference, name]) if is_possible("set_contact_type", reader) else ""
    return {"label": label("contact_types", reader.incident.contact_type), "url": url}


def _facts(reader):
    """The line under the heading: client, reporter and language, when it came; the reporter knows most of it."""
    row = reader.incident
    by_whom = filed_by(row, reader.name)
    filed = _("written down by %(how)s") % {"how": by_whom} if by_whom else ""
    if reader.is_reporter:
        return [part for part in (reader.clock.short(row.submitted_at), filed) if part]
    client = _("client %(code)s") % {"code": row.client.code} if row.client_id else ""
    words = {"who": reader.reporter, "language": language_name(row.language)}
    reported = _("reported by %(who)s in %(language)s") % words
    return [part for part in (client, reported, filed, reader.clock.short(row.submitted_at)) if part]


def _standing(reader):
    """The reporter's card: where it stands in her words, by when she hears, and from whom."""
    row = reader.incident
    return {
        "sentence": label("states_for_reporter", row.status),
        "due": reader.clock.short(row.due_at) if row.due_at and row.status in OPEN else "",
        "is_late": reader.clock.is_late(row.due_at),
        "promise": _promise(row) if row.status in OPEN else "",
        "who": row.assignee.short_name if row.assignee_id else "",
        "reopen_until": reader.clock.full(row.reopen_until) if row.status == Status.RESOLVED else "",
        "later": _is_incomplete(row),
        "how_was_it": [row] if observing.waits_for(row, reader.user) else [],
        "may_say_how": observing.is_open(row),
    }


def _promise(row):
    """Until the first answer the one that was given at sending, afterwards the one for what she writes next."""
    at = row.submitted_at if row.status == Status.SUBMITTED else None
    return promise.in_words(row.organisation_id, at, row.gravity)


def _is_incomplete(row):
    if row.protocol_version_id is None or row.status not in OPEN:
        return False
    clauses = row.protocol_version.clauses.exclude(answer_kind="document")
    return clauses.exclude(pk__in=row.answers.values("clause")).exists()


def _earlier(reader):
    """Earlier contacts of this client that this person may see: neutral kind, when, how it ended."""
    row = reader.incident
    if row.client_id is None:
        return []
    rows = Incident.objects.visible_to(reader.user).sent().filter(client_id=row.client_id).exclude(pk=row.pk)
    rows = rows.filter(submitted_at__lt=row.submitted_at).select_related("event_type", "event_rule").order_by("-submitted_at")
    return [
        {
            "url": address_of(earlier),
            "reference": earlier.reference,
            "kind": kind_in_words(earlier),
            "when": reader.clock.short(earlier.submitted_at),
            "how": label("states", earlier.status),
        }
        for earlier in rows[:EARLIER]
    ]


def address_of(row) -> str:
    return f"/incidents/{row.reference}/"
