"""The canonical record: everything that an incident's document says, as plain data in one language.

Neither who asked for it nor when is part of it: equal content gives equal bytes, and one digest.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from audit.canonical import canonical_json
from boundaries.choices import Kind
from policies.builtin import label
from supervision.exports import handling, report, words
from supervision.exports.gathered import gathered
from supervision.exports.teller import Teller
from supervision.models import Export

__all__ = ["TEMPLATE_VERSION", "canonical_json", "record_document"]

SCHEMA = "doorstep-record/1"
# Rises with every change of template or styles, so that a stored print is never served for another look.
TEMPLATE_VERSION = 2

SECTIONS = (
    ("informing", report.informing),
    ("contact", report.contact),
    ("intake", report.intake),
    ("assessment", handling.assessment),
    ("planning", handling.planning),
    ("delivery", handling.delivery),
    ("result", handling.result),
    ("close", handling.close),
)


def record_document(incident, *, language, profile=Export.Profile.PSEUDONYMISED):
    """The record of a submitted incident, told in `language`; quotations stay in theirs."""
    return tell(gathered(incident), language=language, profile=profile)


def tell(incident, *, language, profile):
    """The document of an incident that was gathered."""
    told = Teller(incident, language, Export.Profile(profile))
    with translation.override(language):
        return {
            "schema": SCHEMA,
            "template": TEMPLATE_VERSION,
            "language": language,
            "profile": str(told.profile),
            "reference": incident.reference,
            "organisation": incident.organisation.name,
            "title": _title(incident, language),
            "subtitle": _subtitle(told),
            "summary": _summary(told),
            "sections": [*_sections(told), *_internal(told)],
            "print": words.furniture(language),
        }


def _title(incident, language):
    if incident.kind == Kind.QUESTION or incident.event_type is None:
        return _("Question before acting")
    return incident.event_kind.label_in(language)


def _subtitle(told):
    names = _("with names") if told.identified else _("pseudonymised, known names replaced")
    return " · ".join((_("Record %(reference)s") % {"reference": told.incident.reference}, names))


def _summary(told):
    incident = told.incident
    pairs = (
        (_("Status"), label("states", incident.status)),
        (_("Outcome"), label("outcomes", incident.outcome)),
        (_("When"), told.moment(incident.occurred_at)),
        (_("First answered"), told.moment(incident.acknowledged_at)),
        (_("Client"), told.client),
        (_("Reported by"), told.reporter),
        (_("Languages"), _languages(told)),
    )
    return [{"label": name, "value": value} for name, value in pairs if value]


def _languages(told):
    printed, reported = words.language_name(told.language), words.language_name(told.incident.language)
    return _("print: %(printed)s; report: %(reported)s") % {"printed": printed, "reported": reported}


def _sections(told):
    return [_section(told, number, key, build) for number, (key, build) in enumerate(SECTIONS, start=1)]


def _internal(told):
    """After the eight elements, and only with names: the line's own copy."""
    found = handling.internal(told) if told.profile == Export.Profile.IDENTIFIED else []
    title = _("Notes for colleagues")
    return [{"number": len(SECTIONS) + 1, "key": "internal", "title": title, "blocks": found}] if found else []


def _section(told, number, key, build):
    return {"number": number, "key": key, "title": label("service_phases", key), "blocks": build(told)}
