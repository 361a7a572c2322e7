"""The client's voice as each reader may see it: on the record's page and beside the composer, in the story, by API, in print."""

from django.utils import formats
from django.utils.translation import gettext as _

from boundaries import guards
from supervision.buttons import is_possible
from supervision.exports.teller import REPORTER
from supervision.models import ClientVoice
from supervision.voices import standing
from supervision.voices.words import ENDINGS, NEUTRAL, WHOM, WISHES, words_of

Ending = ClientVoice.Ending


def card(reader) -> dict | None:
    """None where there is nothing to see or to do for this reader."""
    incident = reader.incident
    found = {
        "lines": [line(reader, row) for row in standing.voices_of(incident)],
        "may_ask": is_possible("ask_client", reader),
        "may_end": is_possible("end_client_voice", reader),
        "may_wish": is_possible("wish_client_voice", reader),
        "may_judge": is_possible("judge_client_voice_safe", reader),
        "unsafe": _unsafe(reader),
        "for_reporter": reader.is_reporter,
    }
    if not any(found[name] for name in ("lines", "may_ask", "may_wish", "unsafe")):
        return None
    wish = standing.wish_of(incident) if reader.sees_names else ""
    safety = standing.safety_of(incident) if not reader.is_reporter else None
    return found | {"wish": str(WISHES[wish]) if wish else "", "safety": _safety(reader, safety)}


def _unsafe(reader) -> list[str]:
    """Why it is not offered now, for those who answer; nothing where there is nobody to ask anyway."""
    incident = reader.incident
    if not reader.answers or incident.status not in standing.ASKED_IN or incident.client_id is None:
        return []
    return [guards.reason_text(code, incident) for code in standing.unsafe(incident)]


def _safety(reader, row):
    return {"reason": reader.text(row.reason), "by": _by(reader, row.said_by, row.said_at)} if row else None


def line(reader, row) -> dict:
    """The reporter reads what was said, and neither what was kept back nor why; the question only where she asks it."""
    asks = not reader.is_reporter or row.asker_id == reader.user.pk
    told = row.addendum
    kept = row.is_withheld and not reader.is_reporter
    words = told.text if told else row.withheld_words if kept else ""
    return {
        "id": row.pk,
        "whom": row.whom,
        "whom_in_words": whom_in_words(row, reader.text),
        "asker": reader.name(row.asker),
        "until": formats.date_format(row.due_on, "SHORT_DATE_FORMAT"),
        "due_on": row.due_on,
        "how": reader.text(row.how) if asks else "",
        "question": reader.text(row.question) if asks else "",
        "lang": reader.lang(row.language),
        "language": row.language,
        "planned": _by(reader, row.planned_by, row.planned_at),
        "is_ended": row.is_ended,
        "ending": row.ending,
        "standing": str(ENDINGS[row.ending]) if row.is_ended else _("to be asked"),
        "neutral": str(NEUTRAL) if row.ending == Ending.NOTHING else "",
        "words": reader.text(words),
        "words_language": row.words_language if words else "",
        "words_lang": reader.lang(row.words_language) if words else "",
        "beside": reader.beside(told.pk, "text", told.language) if told else {},
        "is_withheld": row.is_withheld,
        "why": reader.text(row.withheld_reason if row.is_withheld else row.not_asked_reason)
        if not reader.is_reporter
        else "",
        "ended": _by(reader, row.ended_by, row.ended_at) if row.is_ended else "",
        "ended_at": row.ended_at,
    }


def whom_in_words(row, masked) -> str:
    return masked(row.representative) if row.representative else str(WHOM[row.whom])


def _by(reader, person, at) -> str:
    return _("%(who)s, %(when)s") % {"who": reader.name(person), "when": reader.clock.short(at)}


def of_addendum(row, reader) -> str:
    """Above an addendum in the story: whose words these are."""
    return words_of(row, reader.name(row.addendum.author), reader.text(row.representative))


def story(reader) -> list[dict]:
    """That the client was to be asked, and its end where no addendum tells it."""
    found = []
    for row in standing.voices_of(reader.incident):
        found.append(_planned(reader, row))
        if row.is_ended and row.addendum_id is None:
            found.append(_ended(reader, row))
    return found


def _planned(reader, row):
    told = line(reader, row)
    what = _("%(who)s planned to ask the client") % {"who": reader.name(row.planned_by)}
    who = _("%(asker)s asks, by %(day)s") % {"asker": told["asker"], "day": told["until"]}
    return {"at": row.planned_at, "what": what, "lines": [told["whom_in_words"], who], "body": told["question"],
            "lang": told["lang"]}  # fmt: skip


def _ended(reader, row):
    told = line(reader, row)
    what = _("%(who)s wrote down what came of asking the client") % {"who": reader.name(row.ended_by)}
    lines = [told["standing"], told["neutral"], _("Not shown to the reporter") if row.is_withheld else "", told["why"]]
    return {
        "at": row.ended_at, "what": what, "lines": [part for part in lines if part], "body": told["words"],
        "lang": told["words_lang"],
    }  # fmt: skip


# -- in print --------------------------------------------------------------------------------------------------------


def printed(told) -> list[dict]:
    """Entries of the chapter on the plan; the words themselves stand with what was added to the report."""
    rows = sorted(told.incident.client_voices.all(), key=lambda row: (row.planned_at, str(row.pk)))
    return [entry for row in rows for entry in (_asked(told, row), _came_of_it(told, row)) if entry]


def _asked(told, row):
    day = formats.date_format(row.due_on, "SHORT_DATE_FORMAT")
    what = _("The client’s voice: %(whom)s, asked by %(asker)s, by %(day)s") % {
        "whom": whom_in_words(row, told.masked), "asker": told.person(row.asker), "day": day,
    }  # fmt: skip
    asks = told.profile != REPORTER or row.asker_id == told.incident.reporter_id
    parts = [told.said(row.question, row.language), told.said(row.how, told.language)] if asks else []
    return {"when": told.moment(row.planned_at), "who": told.person(row.planned_by), "what": what, "parts": parts}


def _came_of_it(told, row):
    if not row.is_ended:
        return None
    is_reporters = told.profile == REPORTER
    parts = [{"text": str(NEUTRAL)}] if row.ending == Ending.NOTHING else []
    if row.addendum_id:
        parts.append({"text": _("The words stand with what was added to the report.")})
    if row.is_withheld:
        parts.append({"text": _("Not shown to the reporter")})
        parts += [] if is_reporters else [told.said(row.withheld_words, row.words_language)]
    parts.append(told.reason(row.withheld_reason or row.not_asked_reason))
    what = str(ENDINGS[row.ending])
    return {"when": told.moment(row.ended_at), "who": told.person(row.ended_by), "what": what, "parts": parts}
