"""Sections one to three of the record: what people were told, what happened, what was reported."""

from django.utils.translation import gettext as _

from boundaries.choices import Kind
from policies import reading
from policies.builtin import in_language, label
from supervision.exports import blocks, words
from supervision.exports.gathered import protocol
from supervision.exports.steps import step_rows
from supervision.paper.words import filed_by
from supervision.voices.words import words_of


def informing(told):
    version = told.incident.protocol_version
    if version is None:
        return blocks.remark(_("No protocol belongs to this record."))
    return blocks.facts(
        (_("Protocol"), version.title_in(told.language)),
        (_("Version"), version.number),
        (_("In force since"), told.day(version.in_force_from)),
        (_("Steps"), len(protocol(version.pk)[1])),
        (_("Read by the reporter"), read_before(told)),
    )


def read_before(told):
    """Whether she had read it when it happened (BG.14.1): what she read afterwards changes nothing here."""
    incident = told.incident
    moment = incident.occurred_at or incident.submitted_at or incident.started_at
    counts, at = reading.read_before(incident.protocol_version, incident.reporter_id, moment)
    if not counts:
        return ""
    return told.moment(at) if at else _("not yet, at the time of the event")


def contact(told):
    incident = told.incident
    return blocks.facts(
        (_("When"), told.moment(incident.occurred_at)),
        (_("How"), label("contact_channels", incident.contact_channel)),
        (_("Started by"), words.choice("started_by", incident.started_by)),
        (_("Client"), told.client),
        (_("Reported by"), told.reporter),
        (_("Written down by"), filed_by(incident, told.person)),
        (_("Staff involved"), words.choice("staff_part", incident.staff_part)),
        (_("Named in the report"), told.named),
        (_("Not present because"), told.masked(incident.not_present_reason)),
    )


def intake(told):
    return [*_received(told), *_in_their_words(told), *_steps(told), *_added_later(told), *_files(told)]


def _received(told):
    incident = told.incident
    question = incident.event_kind.question_in(told.language) if incident.event_type_id else ""
    return blocks.facts(
        (_("Received"), told.moment(incident.submitted_at)),
        (_("Language of the report"), words.language_name(incident.language)),
        (_("Safety concern"), words.choice("yes_no_unsure", incident.safety_concern)),
        (_("In danger"), words.choice("danger_for", incident.danger_for)),
        (_("Further question"), f"{question} {words.choice('yes_no_unsure', incident.condition_answer)}".strip()),
        (_("Hoped for"), label("expectations", incident.expectation)),
        (_("Support wanted"), label("support_wanted", incident.support_wanted)),
    )


def _in_their_words(told):
    incident = told.incident
    responses = ", ".join(words.choice("responses", key) for key in incident.responses)
    kept_back = _own(told, "feelings") if told.identified else told.said("")
    return [
        *blocks.quote(_own(told, "question")),
        *blocks.quote(_own(told, "request_verbatim")),
        *blocks.prose(_("Reason given"), _own(told, "stated_reason")),
        *blocks.facts((_("Reason given"), _("None") if incident.reason_given is False else "")),
        *blocks.prose(_("What happened"), _own(told, "what_happened")),
        *blocks.prose(_("Own observations"), _own(told, "own_observations")),
        *blocks.prose(_("How it felt"), kept_back),
        *blocks.facts((_("What the reporter did"), responses)),
        *blocks.prose(_("Response"), _own(told, "response_given")),
        *blocks.prose(_("Hopes, in own words"), _own(told, "expectation_text")),
    ]


def _own(told, field):
    """A text of the report itself."""
    return told.said(getattr(told.incident, field), of=(told.incident.pk, field))


def _steps(told):
    version = told.incident.protocol_version
    if version is None or told.incident.kind == Kind.QUESTION:
        return []
    closing = {"text": in_language(version.closing, told.language)}
    return [*blocks.steps(step_rows(told)), *blocks.prose("", closing)]


def _added_later(told):
    of_clients = {row.addendum_id: row for row in told.incident.client_voices.all() if row.addendum_id}
    return blocks.entries([_addendum(told, row, of_clients.get(row.pk)) for row in told.incident.addenda.all()])


def _addendum(told, row, voice=None):
    what = _("Information added")
    if row.corrects_id:
        what = _("Corrects step %(number)s") % {"number": row.corrects.clause.number}
    if voice is not None:
        what = words_of(voice, told.person(row.author), told.masked(voice.representative))
    return {
        "when": told.moment(row.at),
        "who": told.person(row.author),
        "what": what,
        "parts": [told.said(row.text, row.language, of=(row.pk, "text"))],
    }


def _files(told):
    """Every photo and PDF by its digest, which the kept file can be compared with; its name may tell who somebody is."""
    return blocks.facts(*((_file_label(number, row), _file(told, row)) for number, row in _numbered(told)))


def _numbered(told):
    return enumerate(told.incident.attachments.all(), start=1)


def _file_label(number, row):
    return _("%(kind)s %(number)s") % {"kind": words.choice("files", row.kind), "number": number}


def _file(told, row):
    digest = " ".join(row.sha256[start : start + 16] for start in range(0, len(row.sha256), 16))
    size = _("%(count)s bytes") % {"count": row.size}
    is_told = told.identified and not (told.hides_reporter and row.author_id == told.incident.reporter_id)
    parts = (row.name if is_told else "", size, told.moment(row.at), told.person(row.author), f"SHA-256 {digest}")
    return " · ".join(part for part in parts if part)
