"""The consultations of a record in words: on its page, in its story and in the printed record.

The reporter is told that somebody was asked, and neither whom nor what was said.
"""

from django.utils.translation import gettext as _

from supervision.consultations import standing
from supervision.consultations.standing import Kind
from supervision.exports.teller import REPORTER


def consultations(reader) -> list[dict]:
    """For those who answer, and without names for those who read so."""
    if reader.is_reporter:
        return []
    rows = standing.consultations_of(reader.incident)
    due = standing.due_times(rows)
    return [_line(reader, row, due.get(row.pk)) for row in rows]


def _line(reader, row, due_at):
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "who": reader.name(row.asked_by),
        "whom": _whom(reader, row),
        "at": row.asked_at,
        "when": reader.clock.short(row.asked_at),
        "question": reader.text(row.question),
        "extract": reader.text(row.extract),
        "ground": reader.text(row.ground),
        "client_told": row.client_told,
        "not_told_reason": reader.text(row.not_told_reason),
        "lang": reader.lang(row.language),
        "due_at": due_at,
        "is_late": reader.clock.is_late(due_at),
        "standing": _standing(reader, row, due_at),
        "answer": reader.text(row.answer),
        "answer_lang": reader.lang(row.answer_language) if row.answer_language else "",
        "answered_at": row.answered_at,
        "withdrawn_at": row.withdrawn_at,
        "reason": reader.text(row.withdrawn_reason),
        "is_for_me": row.asked_of_id == reader.user.pk and standing.awaits_answer(row),
        "is_awaited": row.kind == Kind.COLLEAGUE and not standing.is_done(row),
        "is_undecided": row.kind == Kind.AUTHORITY and not standing.is_done(row),
    }


def _whom(reader, row):
    return reader.name(row.asked_of) if row.kind == Kind.COLLEAGUE else reader.text(row.authority_name)


def _standing(reader, row, due_at):
    if row.withdrawn_at:
        words = {"who": reader.name(row.withdrawn_by), "when": reader.clock.short(row.withdrawn_at)}
        return _("Taken back by %(who)s, %(when)s") % words
    if row.kind == Kind.AUTHORITY:
        return _said_by_authority(reader, row)
    if row.answered_at:
        return _("Answered on %(when)s") % {"when": reader.clock.short(row.answered_at)}
    if not standing.may_be_consulted(row.asked_of):
        return _("Does not answer here any more: take the question back and ask somebody else")
    return _("Answer awaited by %(when)s") % {"when": reader.clock.short(due_at)} if due_at else _("Not answered")


def _said_by_authority(reader, row):
    if not row.answered_at:
        return _("No decision recorded yet")
    words = {"who": reader.name(row.answered_by), "when": reader.clock.short(row.answered_at)}
    return _("Decision recorded by %(who)s, %(when)s") % words


# -- in the story ------------------------------------------------------------------------------------------------


def story(reader):
    """What stands in the timeline, as keywords of its entries."""
    rows = standing.consultations_of(reader.incident)
    if reader.is_reporter:
        return [{"at": row.asked_at, "what": _fact(row)} for row in rows]
    return [entry for row in rows for entry in _told(reader, row)]


def _fact(row):
    return _("A colleague was asked for advice") if row.kind == Kind.COLLEAGUE else _("An authority was told of it")


def _told(reader, row):
    names = {"who": reader.name(row.asked_by), "whom": _whom(reader, row)}
    lang = reader.lang(row.language)
    if row.kind == Kind.AUTHORITY:
        yield {
            "at": row.asked_at,
            "what": _("%(who)s told an authority: %(whom)s") % names,
            "body": reader.text(row.extract),
            "lang": lang,
        }
    else:
        yield {
            "at": row.asked_at,
            "what": _("%(who)s asked %(whom)s for advice") % names,
            "body": reader.text(row.question),
            "lang": lang,
        }
    if row.answered_at:
        what = _("%(whom)s gave advice") if row.kind == Kind.COLLEAGUE else _("%(whom)s decided")
        lang = reader.lang(row.answer_language)
        yield {"at": row.answered_at, "what": what % names, "body": reader.text(row.answer), "lang": lang}
    if row.withdrawn_at:
        what = _("%(who)s took the question to %(whom)s back") % (names | {"who": reader.name(row.withdrawn_by)})
        yield {"at": row.withdrawn_at, "what": what, "body": reader.text(row.withdrawn_reason)}


# -- on paper ----------------------------------------------------------------------------------------------------


def printed(told) -> list[dict]:
    """Entries of the record's chapter on assessment; the reporter's own document knows only that somebody was asked."""
    rows = sorted(told.incident.consultations.all(), key=lambda row: (row.asked_at, row.pk))
    if told.profile == REPORTER:
        return [_entry(told, row.asked_at, row.asked_by, _fact(row), []) for row in rows]
    return [entry for row in rows for entry in _printed(told, row)]


def _entry(told, at, person, what, parts):
    return {"when": told.moment(at), "who": told.person(person), "what": what, "parts": parts}


def _printed(told, row):
    is_colleague = row.kind == Kind.COLLEAGUE
    whom = told.person(row.asked_of) if is_colleague else told.masked(row.authority_name)
    words = _("Asked for advice: %(whom)s") if is_colleague else _("Told an authority: %(whom)s")
    texts = [told.said(text, row.language) for text in (row.question, row.extract, row.ground) if text]
    yield _entry(told, row.asked_at, row.asked_by, words % {"whom": whom}, [*texts, *_whether_told(told, row)])
    if row.answered_at:
        what = _("Advice given") if is_colleague else _("Decision of %(whom)s") % {"whom": whom}
        yield _entry(told, row.answered_at, row.answered_by, what, [told.said(row.answer, row.answer_language)])
    if row.withdrawn_at:
        yield _entry(
            told, row.withdrawn_at, row.withdrawn_by, _("Question taken back"), [told.reason(row.withdrawn_reason)]
        )


def _whether_told(told, row):
    if row.client_told is None:
        return []
    if row.client_told:
        return [{"text": _("The client was told.")}]
    return [{"text": _("The client was not told.")}, told.said(row.not_told_reason, row.language)]
