"""Sections four to eight of the record: how it was weighed, planned, answered, ended and sealed."""

from django.utils.translation import gettext as _

from boundaries.grounds import reasons
from policies.builtin import label
from policies.external_duties import title_of
from supervision.composer.lines import in_parts, prepared
from supervision.consultations.lines import printed as consultations_printed
from supervision.consultations.telling import is_kept_from_reporter
from supervision.contact_types.telling import NOT_FOR_REPORTER as OF_CONTACT
from supervision.exceptions.lines import printed as exceptions_printed
from supervision.exports import blocks, words
from supervision.exports.teller import REPORTER
from supervision.external_duties.words import DECIDED
from supervision.gifts.lines import printed as gifts_printed
from supervision.hearings.telling import NOT_FOR_REPORTER
from supervision.obligations import TOLD_TO_REPORTER
from supervision.observations.lines import printed as observations_printed
from supervision.observations.telling import NOT_FOR_REPORTER as OBSERVED
from supervision.plans import printing as plans
from supervision.referrals.lines import printed
from supervision.understood.lines import printed as understood
from supervision.voices.lines import printed as voices_printed


def assessment(told):
    incident = told.incident
    contact_type = "" if told.profile == REPORTER else incident.contact_type
    return [
        *blocks.facts(
            (_("Gravity"), label("gravity", incident.gravity)),
            (_("Why"), " ".join(row["text"] for row in _grounds(told))),
            (_("Route"), words.choice("routes", incident.route)),
            (_("Contact type"), label("contact_types", contact_type)),
            (_("Responsible"), told.person(incident.assignee) if incident.assignee_id else ""),
        ),
        *plans.need(told),
        *blocks.entries(list(_escalation(told))),
        *blocks.entries(consultations_printed(told)),
        *blocks.entries(_outside(told)),
    ]


def _grounds(told):
    return reasons(told.incident, told.language, for_reporter=told.profile == REPORTER)


def _escalation(told):
    incident = told.incident
    if incident.escalated_at:
        addressee = told.person(incident.escalated_to) if incident.escalated_to_id else _("the lead")
        yield {
            "when": told.moment(incident.escalated_at),
            "who": told.person(incident.escalated_by),
            "what": _("Passed on for a decision: %(person)s") % {"person": addressee},
            "parts": [told.reason(incident.escalated_reason)],
        }
    if incident.decided_at:
        yield {
            "when": told.moment(incident.decided_at),
            "who": told.person(incident.decided_by),
            "what": _("Decided"),
            "parts": [told.reason(incident.decided_reason)],
        }


def _outside(told):
    """What was decided about notices to somebody outside; the reporter is told no more than that it was noted."""
    rows = [] if told.profile == REPORTER else told.incident.external_duties.all()
    return [_notice(told, row) for row in sorted(rows, key=lambda row: (row.decided_at, row.pk))]


def _notice(told, row):
    reference = row.external_reference if told.identified else ""
    given = ", ".join(part for part in (told.masked(row.given_to), told.moment(row.given_at), reference) if part)
    what = f"{title_of(row.duty, told.language)}: {DECIDED[row.decision]}"
    parts = [{"text": given}, told.reason(row.reason)]
    return {"when": told.moment(row.decided_at), "who": told.person(row.decided_by), "what": what, "parts": parts}


def planning(told):
    return [*plans.plan(told), *blocks.entries(voices_printed(told)), *printed(told)] or blocks.remark(_("No plan was recorded."))


def delivery(told):
    rows = told.incident.messages.all()
    newer = {row.supersedes_id: row for row in rows if row.supersedes_id}
    older = {row.pk: row for row in rows}
    said = []
    for row in rows:
        said.append(_message(told, row, newer.get(row.pk), older.get(row.supersedes_id)))
        said += [*prepared(told, row), *understood(told, row)]
    return [*blocks.facts(*_promises(told)), *blocks.entries(said)]


def _promises(told):
    for deadline in sorted(told.incident.deadlines.all(), key=lambda row: (row.opened_at, row.pk)):
        if told.profile == REPORTER and deadline.kind not in TOLD_TO_REPORTER:
            continue
        due = told.moment(deadline.due_at)
        if deadline.met_at:
            kept = _("due %(due)s, given %(met)s") % {"due": due, "met": told.moment(deadline.met_at)}
        elif deadline.cancelled_at:
            kept = _("due %(due)s, no longer needed") % {"due": due}
        else:
            kept = _("due %(due)s, open") % {"due": due}
        yield words.choice("deadlines", deadline.kind), kept


def internal(told):
    """What those who answer told each other: a chapter for the line, and for nobody else."""
    return blocks.entries([_note(told, row) for row in told.incident.internal_notes.all()])


def _note(told, row):
    said = told.said(row.body, row.language)
    return {"when": told.moment(row.at), "who": told.person(row.author), "what": _("Note"), "parts": [said]}


def _message(told, message, newer, older):
    what = words.choice("messages", message.kind)
    if older is not None:
        what = _("%(what)s, corrects the message of %(moment)s") % {"what": what, "moment": told.moment(older.sent_at)}
    if newer is not None:
        what = _("%(what)s, was corrected on %(moment)s") % {"what": what, "moment": told.moment(newer.sent_at)}
    return {
        "when": told.moment(message.sent_at),
        "who": told.person(message.author),
        "what": what,
        "parts": in_parts(told, message),
    }


def result(told):
    incident = told.incident
    if not incident.outcome and not incident.withdrawn_at:
        said = [*gifts_printed(told), *exceptions_printed(told), *observations_printed(told)]
        return [*blocks.remark(_("No result has been recorded yet.")), *blocks.entries(said)]
    return [
        *blocks.facts(
            (_("Outcome"), label("outcomes", incident.outcome)),
            (_("Reached"), told.moment(incident.resolved_at)),
            (_("Reporter agreed"), told.moment(incident.agreed_at)),
            (_("Withdrawn"), told.moment(incident.withdrawn_at)),
        ),
        *blocks.prose(_("Reason"), told.reason(incident.resolved_reason)),
        *blocks.prose(_("Need that was met"), told.reason(incident.need_served)),
        *blocks.entries(gifts_printed(told)),
        *blocks.entries(exceptions_printed(told)),
        *blocks.entries(observations_printed(told)),
        *blocks.prose(_("Reason"), told.said(incident.withdrawn_reason, of=(incident.pk, "withdrawn_reason"))),
    ]


def close(told):
    incident = told.incident
    reference = incident.care_record_ref if told.identified else ""
    return [
        *blocks.facts(
            (_("Care record"), told.moment(incident.care_record_at) or _("not yet entered")),
            (_("Entered under"), reference),
            (_("Closed"), told.moment(incident.closed_at) or _("still open")),
            (_("Closed by"), told.person(incident.closed_by) if incident.closed_by_id else ""),
        ),
        *blocks.prose(_("Care record"), told.said(incident.care_record_note)),
        *blocks.prose(_("Reason"), told.reason(incident.closed_reason)),
        *_history(told),
    ]


def _history(told):
    """Every event of the record's own chain; its last hash is the seal that the register can check."""
    events = told.incident.history
    if not events:
        return []
    seal = blocks.facts((_("Events in the chain"), len(events)), (_("Seal"), _grouped(events[-1].hash)))
    shown = [event for event in events if told.profile != REPORTER or _is_told(event)]
    return [*blocks.history([_event(told, event) for event in shown]), *seal]


def _is_told(event):
    """To the reporter, in her own document."""
    return event.act not in NOT_FOR_REPORTER | OBSERVED | OF_CONTACT and not is_kept_from_reporter(event)


def _grouped(seal):
    """In sixteens, so that it can be compared and wraps between groups."""
    return " ".join(seal[start : start + 16] for start in range(0, len(seal), 16))


def _event(told, event):
    what = words.act_word(event.act)
    if event.to_status and event.from_status != event.to_status:
        what = f"{what} ({label('states', event.to_status).lower()})"
    who = "" if event.act in words.WITHOUT_ACTOR else f" · {told.actor(event.role)}"
    return {"when": told.moment(event.at), "act": event.act, "what": what + who}
