"""One printed sheet: the questions of its protocol, where to hand it in, whom to call, and its code on every page."""

import hashlib

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from boundaries.paper.questions import Question, paper_form
from policies.kinds import kind_of
from policies.models import DirectoryEntry
from supervision.exports import words
from supervision.exports.printable import printable_line
from supervision.exports.render import renderer

MOST_NUMBERS = 6


def sheet_pdf(sheet) -> bytes:
    """The same bytes for the same sheet. Raises CannotRender."""
    markup = sheet_markup(sheet)
    digest = hashlib.sha256(markup.encode()).hexdigest()
    return renderer().pdf(markup, identifier=digest[:32], record=None)


def sheet_markup(sheet) -> str:
    with translation.override(sheet.language):
        return render_to_string("pdf/paper.html", _context(sheet))


def _context(sheet):
    directory = list(DirectoryEntry.objects.offered_to(sheet.organisation))
    form = paper_form(sheet.organisation, sheet.protocol_version, sheet.event_type, directory)
    return {
        "language": sheet.language,
        "organisation": printable_line(sheet.organisation.name),
        "code": sheet.code,
        "title": kind_of(sheet.event_type, sheet.organisation).label_in() if sheet.event_type_id else _("Report of an event"),
        "subtitle": _subtitle(sheet),
        "no_name": _("Do not write the client’s name, use the code."),
        "before": _before(directory),
        "sections": [
            {"title": _("What happened"), "questions": form.basics, "steps": ()},
            {"title": _("What you did, step by step"), "questions": (), "steps": form.steps},
            {"title": _("What you hope for"), "questions": form.hopes, "steps": ()},
            {"title": _("Who wrote this"), "questions": _signing(), "steps": ()},
        ],
        "print": words.furniture(sheet.language),
    }


def _subtitle(sheet):
    version = sheet.protocol_version
    values = {"title": version.title_in(sheet.language), "number": version.number, "code": sheet.code}
    return _("%(title)s, version %(number)s · paper form %(code)s") % values


def _before(directory):
    """What counts before the first answer: danger first, then names, then where this sheet goes."""
    emergency = [entry for entry in directory if entry.kind == DirectoryEntry.Kind.EMERGENCY]
    channels = [entry for entry in directory if entry.kind == DirectoryEntry.Kind.CHANNEL]
    lines = [
        (_("Someone is in danger? Call first: %(numbers)s") % {"numbers": _numbers(emergency)}, "alarm") if emergency else None,
        (_("Do not write the client’s name, use the code."), "alarm"),
        (_("Write in your own words. What you leave open can be asked later."), ""),
        (_("Hand it in only to your supervisor or your lead, in an envelope. If they are part of it, give it to somebody "
           "else who answers for the service."), ""),
        (_("To reach us: %(numbers)s") % {"numbers": _numbers(channels)}, "") if channels else None,
    ]  # fmt: skip
    return [{"text": text, "tone": tone} for text, tone in filter(None, lines)]


def _numbers(entries):
    return " · ".join(f"{printable_line(entry.name_in())} {entry.phone}" for entry in entries[:MOST_NUMBERS])


def _signing():
    """Who experienced it: whoever types it in chooses her by this line."""
    return [Question("name", _("Your name or staff number"), "line"), Question("date", _("Date"), "line")]
