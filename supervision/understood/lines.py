"""Beside each reply: what the reporter said of it, and what she may still say; the same in print."""

from supervision.exports.teller import REPORTER
from supervision.models import Message, Understanding
from supervision.understood.standing import Answer, last_words, open_replies
from supervision.understood.words import SAID, SAID_BY_ME, SAY


def beside_replies(reader) -> dict:
    """{key of a reply: {said, offers, asks_words}}, for the thread; auditors and those who answer only read."""
    words, is_hers = last_words(reader.incident), reader.is_reporter
    replies = set(open_replies(reader.incident).values_list("pk", flat=True)) if is_hers else set()
    written = _last_written(reader.incident) if is_hers else None
    return {key: _beside(reader, key, words.get(key), key in replies, written) for key in {*words, *replies}}


def _beside(reader, key, last, may_say, written):
    when = reader.clock.short(last.at) if last else ""
    told = SAID_BY_ME if reader.is_reporter else SAID
    said = told[last.answer] % {"who": reader.reporter, "when": when} if last else ""
    offers = [
        {"answer": str(answer), "label": str(word)} for answer, word in SAY.items() if not last or last.answer != answer
    ]
    not_quite = last is not None and last.answer == Answer.NOT_QUITE
    return {
        "key": str(key),
        "said": said,
        "offers": offers if may_say else [],
        "asks_words": may_say and not_quite and (written is None or written < last.at),
    }


def _last_written(incident):
    """When something was last written by anybody: what came after her word is the answer to it."""
    rows = incident.messages.filter(author__isnull=False)
    return rows.order_by("-sent_at").values_list("sent_at", flat=True).first()


def word_on(message) -> str:
    """`yes`, `not_quite`, or nothing."""
    rows = list(message.understandings.all())
    return rows[-1].answer if rows else ""


# -- in print ----------------------------------------------------------------------------------------------------


def printed(told, message) -> list[dict]:
    """Each word after its reply, in the order in which they were said."""
    if message.kind != Message.Kind.REPLY:
        return []
    return [_entry(told, row) for row in message.understandings.all()]


def _entry(told, row: Understanding):
    who = told.reporter if told.profile != REPORTER else told.person(told.incident.reporter)
    return {"when": told.moment(row.at), "who": who, "what": str(SAY[row.answer]), "parts": []}
