"""What was proposed, agreed and ended, as the story of the record tells it."""

from django.utils.translation import gettext as _

from supervision.models import Reflection
from supervision.plans import standing, words


def turns(reader) -> list[dict]:
    """What was proposed, agreed and ended, each at its moment, with its words."""
    incident = reader.incident
    rows = standing.items_of(incident).select_related("proposed_by__profile", "ended_by__profile")
    shown = [row for row in rows if not reader.is_reporter or standing.is_for_reporter(incident, row)]
    found = [turn for row in shown for turn in _turns(reader, row)]
    return [*found, *_shared(reader)]


def _turns(reader, item):
    said = {"body": reader.text(item.text), "lang": reader.lang(item.language)}
    kind = str(words.KINDS[item.kind])
    who = {"who": reader.name(item.proposed_by)}
    what = _("%(who)s put it in other words") if item.supersedes_id else _("%(who)s put something into the plan")
    yield {"at": item.proposed_at, "what": what % who, "lines": [kind], **said}
    reporter = {"who": reader.name(reader.incident.reporter)}
    if item.agreed_at and item.agreed_at > item.proposed_at:
        yield {"at": item.agreed_at, "what": _("%(who)s agreed") % reporter, "lines": [kind], **said}
    if item.is_ended:
        what = _("%(who)s said what came of a part of the plan") % {"who": reader.name(item.ended_by)}
        lines = [f"{kind}: {words.standing(item)}"]
        yield {"at": item.ended_at, "what": what, "lines": lines, "body": reader.text(item.result_note)}


def _shared(reader):
    rows = (
        Reflection.objects.filter(item__incident=reader.incident)
        .exclude(shared_at=None)
        .select_related("author__profile")
    )
    for row in rows:
        what = _("%(who)s shared a reflection on an exercise") % {"who": reader.name(row.author)}
        yield {"at": row.shared_at, "what": what, "body": reader.text(row.text), "lang": reader.lang(row.language)}
