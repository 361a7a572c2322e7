"""The story of an incident in the order it happened: report, messages, additions, and the turns it took."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from audit.chain import RECORD, chain_name
from audit.models import AuditEvent
from boundaries.acts import SENT
from boundaries.attachments.finding import name_is_open
from boundaries.models.answer import StepAnswer
from policies.builtin import label
from supervision import library_uses, thread
from supervision.consultations.lines import story as consultations
from supervision.identities.lines import story as identities
from supervision.lateness import in_words as lateness_in_words
from supervision.models import Deadline, Message
from supervision.moments import span
from supervision.observations.telling import NOT_FOR_REPORTER as OBSERVED
from supervision.plans import story
from supervision.reveals.looking import lines as names_asked
from supervision.sessions import in_timeline as sessions
from supervision.understood.lines import beside_replies
from supervision.voices import lines as voices
from supervision.voices.standing import of_addenda

Kind, Due, Outcome = Message.Kind, Deadline.Kind, StepAnswer.Outcome

SAID = {
    Kind.RECEIPT: _("Receipt"),
    Kind.REPORTER: _("%(who)s wrote"),
    Kind.WELCOME: _("%(who)s wrote a welcome"),
    Kind.QUESTION: _("%(who)s asked"),
    Kind.HOLDING: _("%(who)s asked for more time"),
    Kind.REPLY: _("%(who)s answered"),
    Kind.CALL_NOTE: _("%(who)s noted a call"),
    Kind.SIGN: _("%(who)s has read it"),
    Kind.FOLLOW_UP: _("%(who)s wrote into the silence"),
    Kind.NOTICE: _("Notice"),
}
# turns that no message tells, each with the field that holds its reason
TURNS = {
    "incident_escalated": (_("%(who)s escalated it"), "escalated_reason"),
    "incident_decided": (_("%(who)s decided"), "decided_reason"),
    "incident_resolved": (_("%(who)s recorded the result"), "resolved_reason"),
    "incident_reopened": (_("%(who)s reopened it"), "reopened_reason"),
    "incident_withdrawn": (_("%(who)s withdrew it"), "withdrawn_reason"),
    "incident_closed": (_("%(who)s closed it"), "closed_reason"),
    "result_agreed": (_("%(who)s agreed with the result"), ""),
    "care_record_entered": (_("%(who)s confirmed the entry in the care record"), ""),
    "exception_asked": (_("%(who)s asked for an exception from a rule"), ""),
    "exception_approved": (_("%(who)s approved the exception"), ""),
    "exception_refused": (_("%(who)s did not approve the exception"), ""),
    "answer_added": (_("%(who)s answered a step that was still open"), ""),
    "client_voice_wished": (_("%(who)s said whether the client may be asked"), ""),
    "client_voice_judged_safe": (_("%(who)s judged it to be safe to ask the client"), ""),
    "client_referred": (_("%(who)s said where to turn"), ""),
    "referral_checked": (_("%(who)s said whether the client got there"), ""),
    "closing_questions_answered": (_("%(who)s said how it was"), ""),
    "closing_questions_unanswered": (_("%(who)s asked how it was, no answer came"), ""),
    "observation_noted": (_("%(who)s noted how it is"), ""),
    "external_duty_decided": (_("%(who)s noted whether somebody outside has to be told"), ""),
    "assessment_written": (_("%(who)s assessed the need"), ""),
    "support_not_needed": (_("%(who)s needs the support no longer"), ""),
    "deadline_breached": (_("The promised time passed without an answer"), ""),
    "silence_noticed": (_("Nobody has written for a while: a follow-up is asked for"), ""),
}
# a broken obligation of these kinds is nothing that was promised to the reporter
BROKEN = {
    Due.FOLLOW_UP: _("The time for a follow-up passed"),
    Due.REFERRAL_CHECK: _("The time to check a referral passed"),
    Due.TRANSLATION: _("The time for a translation passed"),
    Due.CONSULTATION: _("The time for a colleague’s advice passed"),
    Due.CLIENT_VOICE: _("The day until which the client was to be asked passed"),
    Due.HEARING: _("The time in which somebody was to be heard passed"),
}
# what the reporter wrote herself, and what was said to her anyway
TOLD_TO_REPORTER = {"incident_reopened", "incident_withdrawn"}


@dataclass
class Entry:
    """One thing that happened: what, when, and what was said."""

    at: datetime
    what: str
    when: str = ""
    note: str = ""
    body: str = ""
    lang: str = ""
    lines: list[str] = field(default_factory=list)
    beside: dict = field(default_factory=dict)  # its translations, or that there is none
    is_system: bool = False
    anchor: str = ""  # a message's permanent place
    mark: str = ""  # sent, or read and when
    corrected: str = ""  # when it was corrected, and where by what
    corrected_by: str = ""
    corrects: str = ""  # where what it corrects stands
    may_correct: str = ""  # its key, where this reader may correct it
    word: dict = field(default_factory=dict)  # what the reporter said of a reply, and may say (supervision/understood/)
    used: list[str] = field(default_factory=list)  # what of the library it was written with, for colleagues


def entries(reader, events) -> list[Entry]:
    """Everything, oldest first. `events`: the record chain as events_of() gives it."""
    found = [_report(reader), *_messages(reader), *_addenda(reader), *_files(reader), *_turns(reader, events)]
    found += [Entry(line["at"], line["what"], body=line["body"], lang=line["lang"]) for line in names_asked(reader)]
    found += [Entry(**line) for line in (*consultations(reader), *identities(reader))]
    found += [Entry(**turn) for turn in (*story.turns(reader), *voices.story(reader))]
    found += [Entry(at, what) for at, what in sessions.lines(reader)]
    for entry in found:
        entry.when = reader.clock.short(entry.at)
    return sorted(found, key=lambda entry: entry.at)


def events_of(incident) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(chain=chain_name(incident, RECORD)).order_by("seq"))


def _report(reader):
    incident = reader.incident
    lines = [_counted_steps(incident)] if incident.protocol_version_id else []
    if incident.expectation:
        lines.append(_("Hopes for: %(hope)s") % {"hope": label("expectations", incident.expectation).lower()})
    what = _("%(who)s reported") % {"who": reader.reporter}
    return Entry(incident.submitted_at, what, lines=[line for line in lines if line])


def _counted_steps(incident):
    counted = dict.fromkeys(Outcome, 0)
    for answer in incident.answers.all():
        counted[answer.outcome] += 1
    words = {
        Outcome.DONE: _("%(count)s steps done"),
        Outcome.NOT_APPLICABLE: _("%(count)s did not apply"),
        Outcome.NOT_DONE: _("%(count)s not done"),
    }
    return ", ".join(str(words[outcome] % {"count": count}) for outcome, count in counted.items() if count)


def _messages(reader):
    first_answer = True
    messages = list(reader.incident.messages.select_related("author__profile"))
    newer = {message.supersedes_id: message for message in messages if message.supersedes_id}
    used = {} if reader.is_reporter else library_uses.used_in(reader.incident)
    words = beside_replies(reader)
    for message in messages:
        note = ""
        if message.author_id is None:
            note = _("automatic")
        elif message.supersedes_id:
            note = _("correction")
        elif message.is_answer and first_answer:
            first_answer = False
            minutes = int((message.sent_at - reader.incident.submitted_at).total_seconds() // 60)
            note = _("first answer after %(span)s") % {"span": span(minutes)}
        if message.promised_at:
            note = _("promised by %(moment)s") % {"moment": reader.clock.short(message.promised_at)}
        yield Entry(
            message.sent_at,
            SAID[message.kind] % {"who": reader.name(message.author)},
            note=note,
            body=reader.text(message.body),
            lang=reader.lang(message.language),
            beside=reader.beside(message.pk, "body", message.language) if message.author_id else {},
            is_system=message.author_id is None,
            **_of_the_thread(reader, message, newer.get(message.pk)),
            used=used.get(message.pk, []),
            word=words.get(message.pk, {}),
        )


def _of_the_thread(reader, message, newer):
    """What a message has and a turn has not: its place, whether it was read, what has taken its place."""
    is_open = reader.incident.status in SENT and newer is None
    return {
        "anchor": thread.place_of(message),
        "mark": thread.mark_of(message, reader.clock),
        "corrected": reader.clock.full(newer.sent_at) if newer else "",
        "corrected_by": thread.place_of(newer) if newer else "",
        "corrects": thread.place_of_key(message.supersedes_id) if message.supersedes_id else "",
        "may_correct": str(message.pk) if is_open and message.author_id == reader.user.pk else "",
    }


def _addenda(reader):
    of_clients = of_addenda(reader.incident)
    for addendum in reader.incident.addenda.select_related("author__profile", "corrects__clause"):
        what = _("%(who)s added information") % {"who": reader.name(addendum.author)}
        if addendum.pk in of_clients:
            what = voices.of_addendum(of_clients[addendum.pk], reader)
        note = ""
        if addendum.corrects_id:
            note = _("corrects step %(number)s") % {"number": addendum.corrects.clause.number}
        body, lang = reader.text(addendum.text), reader.lang(addendum.language)
        beside = reader.beside(addendum.pk, "text", addendum.language)
        yield Entry(addendum.at, what, note=note, body=body, lang=lang, beside=beside)


def _files(reader):
    """What was added after sending; files of the report itself came with it."""
    for file in reader.incident.attachments.select_related("author__profile"):
        if file.at > reader.incident.submitted_at:
            what = _("%(who)s added a photo or a PDF") % {"who": reader.name(file.author)}
            yield Entry(file.at, what, lines=[file.name] if name_is_open(file, reader.incident, reader.user) else [])


def _turns(reader, events):
    """A decision's reason is kept on the record once: it stands with the last turn of its kind."""
    last = {event.act: event for event in events}
    people = people_of(events)
    for event in events:
        if event.act not in TURNS or (reader.is_reporter and _is_ours_alone(event)):
            continue
        what, reason = TURNS[event.act]
        what = BROKEN.get(event.data.get("kind"), what) if event.act == "deadline_breached" else what
        person = people.get(event.actor_id)
        note = lateness_in_words(event)
        entry = Entry(event.at, what % {"who": reader.name(person)}, note=note, is_system=person is None)
        tells = not reader.is_reporter or event.act in TOLD_TO_REPORTER
        if reason and tells and last[event.act] is event and not _stands_in_message(event):
            entry.body = reader.text(getattr(reader.incident, reason))
        if event.act == "incident_resolved" and last[event.act] is event and reader.incident.outcome:
            entry.lines = [label("outcomes", reader.incident.outcome)]
        yield entry


def _stands_in_message(event) -> bool:
    """Why a reporter came back is a message of hers."""
    return event.act == "incident_reopened" and "message" in event.data


def _is_ours_alone(event) -> bool:
    """What those who answer owe each other, or owe somebody else: nothing that the reporter waits for."""
    if event.act in ("silence_noticed", "assessment_written", *OBSERVED):
        return True
    return event.act == "deadline_breached" and event.data.get("kind") in BROKEN


def people_of(events) -> dict:
    """The people behind events, who are ids there."""
    from accounts.models import User

    ids = {event.actor_id for event in events if event.actor_id}
    return User.objects.select_related("profile").in_bulk(ids) if ids else {}
