"""What an incident's page says of the report: the client's words, facts, observations and feelings, each apart."""

from django.utils.translation import gettext as _

from boundaries.choices import Kind, YesNoUnsure
from policies.builtin import label
from supervision.exports.words import choice


def quotations(reader) -> list[dict]:
    """Words as they were spoken or written, in their language."""
    incident = reader.incident
    words = [(_("The question"), "question"), (_("What was said"), "request_verbatim")]
    return [_said(reader, name, field) for name, field in words if getattr(incident, field).strip()]


def passages(reader) -> list[dict]:
    """The reporter's own text: what happened, what she noticed, how she answered, how it was for her."""
    incident = reader.incident
    texts = [
        (_("What happened"), "what_happened"),
        (_("Own observations"), "own_observations"),
        (_("Response"), "response_given"),
        (_("Hopes, in own words"), "expectation_text"),
    ]
    if reader.sees_names:  # feelings stay between reporter and those who answer
        texts.append((_("How it felt"), "feelings"))
    return [_said(reader, name, field) for name, field in texts if getattr(incident, field).strip()]


def _said(reader, name, field) -> dict:
    """One text of the report in its language, with what stands beside it in others."""
    incident = reader.incident
    said = {"label": name, "text": reader.text(getattr(incident, field)), "lang": reader.lang(incident.language)}
    return said | reader.beside(incident.pk, field, incident.language)


def key_answers(reader) -> list[dict]:
    """The few answers that decide what to do, as label and value; danger is marked."""
    incident = reader.incident
    if incident.kind == Kind.QUESTION:
        return []
    responses = ", ".join(choice("responses", key) for key in incident.responses)
    concern = incident.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE)
    rows = [
        (_("Safety concern"), choice("yes_no_unsure", incident.safety_concern), concern),
        (_("In danger"), choice("danger_for", incident.danger_for), concern),
        (_("Reason given"), _reason(reader), False),
        (_("Response"), responses, False),
        (_("The client’s decision"), label("client_decisions", incident.client_decision), False),
        (_("The client understood"), choice("yes_no_unsure", incident.understood), False),
        (_("Hopes for"), label("expectations", incident.expectation), False),
        (_("Support wanted"), _support(incident), False),
        (_("Started by"), choice("started_by", incident.started_by), False),
        (_("How"), label("contact_channels", incident.contact_channel), False),
        (_("When"), reader.clock.full(incident.occurred_at) if incident.occurred_at else "", False),
    ]
    if not reader.is_reporter:  # a word of the organisation's own order, no judgement on her report
        rows.append((_("Gravity"), label("gravity", incident.gravity), incident.gravity == "S4"))
    return [{"label": name, "value": value, "is_alarm": alarm} for name, value, alarm in rows if value]


def _reason(reader):
    incident = reader.incident
    if incident.reason_given is False:
        return _("None")
    return reader.in_one_line("stated_reason")


def _support(incident):
    return "" if incident.support_wanted == "none" else label("support_wanted", incident.support_wanted)
