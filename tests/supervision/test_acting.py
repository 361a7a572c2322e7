"""Every verb's and act's page: who gets it, what it needs, what it leaves behind, and that nothing half-done remains.

One row per verb or act in DEEDS; the tests below hold for each of them.
"""

from dataclasses import dataclass, field

import pytest

from audit.models import AuditEvent
from boundaries.models import Addendum, Incident
from supervision.forms import ACTS, VERBS
from supervision.models import Message, Notice
from tests import planned, stories
from tests.cast import make_client
from tests.supervision import giving
from tests.supervision.pages import address, in_english, page, send
from tests.supervision.translated import key_of
from tests.supervision.voiced import asking, in_days

pytestmark = pytest.mark.django_db
MESSAGE = {"body": "Thank you, Cara.", "language": "en"}


@dataclass
class Deed:
    """`made(cast)` tells the story so far; `by` does it; `unprivileged` sees the record and may not; `told` hears of it."""

    made: object
    by: str
    event: str
    fields: dict = field(default_factory=dict)
    status: str = ""
    unprivileged: str = "rita"
    told: str = "cara"
    missing: tuple = ()


def told(story, *people, **more):
    return lambda cast: getattr(stories, story)(*(cast[name] for name in people), **more)


def agreed(cast):
    from audit.door import record

    incident = stories.resolved(cast["cara"], cast["sam"])
    record(incident, "agree", by=cast["cara"])
    record(incident, "enter_in_care_record", by=cast["cara"], reference="CR-1")
    stories.say_how_it_was(incident, cast["cara"])
    return incident


def told_of(name):
    """Answered by Sam; this person is part of it."""
    return lambda cast: stories.answered(cast["cara"], cast["sam"], named=[cast[name]])


def excepted(cast):
    """Sam asks for an exception from the protocol's first step."""
    from audit.door import record

    incident = stories.answered(cast["cara"], cast["sam"])
    step = incident.protocol_version.clauses.first()
    record(incident, "ask_exception", by=cast["sam"], clause=step, purpose="Free nights", done_instead="Forwarded calls")
    return incident


def consulted(cast):
    """Sam asks Tom."""
    from audit.door import record

    incident = stories.answered(cast["cara"], cast["sam"])
    record(incident, "consult", by=cast["sam"], person=cast["tom"], question="What would you say?", language="en")
    return incident


DISCLOSED = {
    "authority_name": "Guardianship office", "extract": "That she is alone at night", "ground": "Danger to her life",
    "language": "en",
}  # fmt: skip


def disclosed(cast):
    """Sam told an authority, which has not decided yet."""
    from audit.door import record

    incident = stories.answered(cast["cara"], cast["sam"])
    record(incident, "record_authority", by=cast["sam"], client_told=True, **DISCLOSED)
    return incident


def proposed(cast):
    """Answered by Sam, who proposes a goal."""
    incident = stories.answered(cast["cara"], cast["sam"])
    stories.propose(incident, cast["sam"])
    return incident


def uneasy(cast):
    """She asked for a talk."""
    return stories.answered(cast["cara"], cast["sam"], discomfort=True, support_wanted="talk")


def tried(cast):
    """She took an exercise up and wrote about it, for herself."""
    incident = stories.answered(cast["cara"], cast["sam"])
    planned.reflected(planned.exercise(incident, cast["sam"]))
    return incident


def of_client(cast):
    """Answered by Sam, about somebody who can be asked."""
    client = make_client(cast["cara"].team, "K-099", "hu", cast["cara"])
    return stories.answered(cast["cara"], cast["sam"], client=client)


def to_be_asked(cast):
    from audit.door import record

    incident = of_client(cast)
    record(incident, "ask_client", by=cast["sam"], **asking(cast["sam"]))
    return incident


def rather_not_asked(cast):
    from audit.door import record

    incident = of_client(cast)
    record(incident, "wish_client_voice", by=cast["cara"], wish="not_at_all")
    return incident


def about_a_gift(cast):
    return stories.submitted(cast["cara"], event="larger_gift_or_cash")


def accepted_gift(cast):
    incident = about_a_gift(cast)
    giving.entered(incident, cast["sam"])
    return incident


ASKED = {
    "whom": "client", "how": "By phone, on a morning", "due_on": in_days(5).isoformat(), "language": "hu",
    "question": "How was it for you?",
}  # fmt: skip
GIFT = {name: value for name, value in giving.KEPT.items() if name != "value_cents"} | {"value": "12500,50"}
RESULT = stories.RESULT | MESSAGE
DEEDS = {
    "acknowledge": Deed(
        told("submitted", "cara"), "sam", "incident_acknowledged", {"kind": "reply"} | MESSAGE, "acknowledged",
        missing=("body", "kind"),
    ),
    "escalate": Deed(
        told("answered", "cara", "sam"), "sam", "incident_escalated", {"reason": "Please decide"}, "escalated",
        told="lena", missing=("reason", "to"),
    ),
    "decide": Deed(
        told("escalated", "cara", "sam", "lena"), "lena", "incident_decided", {"reason": "It stays"} | MESSAGE,
        "acknowledged", unprivileged="sam", missing=("reason", "body", "next_person"),
    ),
    "resolve": Deed(
        told("ready", "cara", "sam"), "sam", "incident_resolved", RESULT, "resolved",
        missing=("outcome", "reason", "contact_type", "need_served", "body"),
    ),
    "close": Deed(agreed, "sam", "incident_closed", {"reason": "Done together"}, "closed", missing=("reason",)),
    "reopen": Deed(
        told("resolved", "cara", "sam"), "cara", "incident_reopened", {"reason": "It happened again"}, "acknowledged",
        told="sam", missing=("reason",),
    ),
    "withdraw": Deed(
        told("submitted", "cara"), "cara", "incident_withdrawn", {"reason": "Settled"}, "withdrawn",
        unprivileged="sam", told="sam", missing=("reason",),
    ),
    "answer": Deed(
        told("answered", "cara", "sam"), "sam", "message_sent", {"kind": "question"} | MESSAGE, "acknowledged",
        missing=("body", "kind"),
    ),
    "write": Deed(
        told("answered", "cara", "sam"), "cara", "reporter_wrote", MESSAGE, "acknowledged",
        unprivileged="sam", told="sam", missing=("body",),
    ),
    "add": Deed(
        told("answered", "cara", "sam"), "cara", "information_added", {"text": "It was Tuesday", "language": "en"},
        "acknowledged", told="sam", missing=("text",),
    ),
    "agree": Deed(
        told("resolved", "cara", "sam"), "cara", "result_agreed", {}, "resolved", unprivileged="sam", told="sam",
    ),
    "entry": Deed(
        told("resolved", "cara", "sam"), "sam", "care_record_entered", {"reference": "CR-7"}, "resolved", told="",
    ),
    "assign": Deed(
        told("answered", "cara", "sam"), "lena", "incident_assigned", {"reason": "Knows the family"}, "acknowledged",
        told="sam", missing=("to", "reason"),
    ),
    "another-person": Deed(
        told("answered", "cara", "sam"), "cara", "other_person_asked", {}, "acknowledged", unprivileged="sam", told="lena",
    ),
    "sign": Deed(told("submitted", "cara"), "sam", "sign_sent", {"body": "Read", "language": "en"}, "submitted"),
    "follow_up": Deed(
        told("answered", "cara", "sam"), "sam", "follow_up_sent", {"body": "Still here", "language": "en"}, "acknowledged",
    ),
    "correct": Deed(
        told("answered", "cara", "sam"), "sam", "message_corrected", MESSAGE, "acknowledged", missing=("body", "message"),
    ),
    "note": Deed(
        told("answered", "cara", "sam"), "lena", "note_added", MESSAGE, "acknowledged", told="sam", missing=("body",),
    ),
    "hear": Deed(
        told_of("tom"), "sam", "person_asked",
        {"question": "What happened on Tuesday?", "language": "en", "is_harmless": "on"}, "acknowledged", told="",
        missing=("person", "question", "language", "is_harmless"),
    ),
    "waive": Deed(
        told_of("tom"), "lena", "hearing_waived", {"reason": "It would put her in danger"}, "acknowledged",
        unprivileged="sam", told="", missing=("person", "reason"),
    ),
    "exceptions": Deed(
        told("answered", "cara", "sam"), "sam", "exception_asked",
        {"purpose": "It keeps the nights free", "done_instead": "The office forwarded calls"}, "acknowledged", told="lena",
        missing=("clause", "purpose", "done_instead"),
    ),
    "decide-exception": Deed(
        excepted, "lena", "exception_approved",
        {"decision": "approved", "text": "Allow for a number in the office", "is_harmless": "on"}, "acknowledged",
        unprivileged="sam", told="sam", missing=("decision", "text", "is_harmless"),
    ),
    "consult": Deed(
        told("answered", "cara", "sam"), "sam", "colleague_consulted",
        {"question": "What would you say?", "extract": "A number was asked for", "language": "en"}, "acknowledged", told="",
        missing=("person", "question", "language"),
    ),
    "withdraw-consultation": Deed(
        consulted, "sam", "consultation_withdrawn", {"reason": "It is settled"}, "acknowledged", told="",
        missing=("consultation", "reason"),
    ),
    "authority": Deed(
        told("answered", "cara", "sam"), "lena", "authority_consulted",
        DISCLOSED | {"client_told": "yes", "asked_at": "2026-01-05T10:00"}, "acknowledged", told="sam",
        missing=("authority_name", "extract", "ground", "client_told", "asked_at"),
    ),
    "authority-decision": Deed(
        disclosed, "lena", "authority_answered", {"answer": "They visit her tomorrow"}, "acknowledged", told="sam",
        missing=("consultation", "answer"),
    ),
    "ask-name": Deed(
        told("submitted", "cara", behind_pseudonym=True), "sam", "name_asked", {"reason": "Somebody must be called"},
        "submitted", told="lena", missing=("reason",),
    ),
    "ask-names": Deed(
        told("answered", "cara", "sam"), "rita", "identities_asked", {"reason": "The payslips are compared"}, "acknowledged",
        told="lena", unprivileged="sam", missing=("reason",),
    ),
    "how-was-it": Deed(
        told("resolved", "cara", "sam"), "cara", "closing_questions_answered",
        {"respected": "5", "understood": "declined", "text": "You called me back"}, "resolved", unprivileged="sam", told="sam",
    ),
    "observe": Deed(
        told("answered", "cara", "sam"), "sam", "observation_noted",
        {"indicator": "client_satisfaction", "value": "4", "text": "She was relieved", "language": "en"}, "acknowledged",
        told="", missing=("indicator", "language"),
    ),
    "asked-in-vain": Deed(
        told("resolved", "cara", "sam"), "sam", "closing_questions_unanswered", {"text": "On the phone, twice"}, "resolved",
        told="", missing=("text",),
    ),
    "translate": Deed(
        told("answered", "cara", "sam"), "sam", "text_translated",
        {"text": "Tell me your number", "language": "cs", "manner": "person"}, "acknowledged", told="",
        missing=("text", "language", "manner"),
    ),
    "propose": Deed(
        told("answered", "cara", "sam"), "sam", "plan_item_proposed",
        {"kind": "goal", "text": "Calls go to the office", "language": "en"}, "acknowledged", missing=("kind", "text"),
    ),
    "confirm": Deed(
        proposed, "cara", "plan_item_agreed", {}, "acknowledged", unprivileged="sam", told="sam", missing=("item",),
    ),
    "decline": Deed(
        proposed, "cara", "plan_item_declined", {"note": "That is too much"}, "acknowledged", unprivileged="sam", told="sam",
        missing=("item",),
    ),
    "reword": Deed(
        proposed, "cara", "plan_item_reworded", {"text": "Nights are quiet", "language": "en"}, "acknowledged", told="sam",
        missing=("item", "text", "language"),
    ),
    "end": Deed(
        proposed, "sam", "plan_item_ended", {"result": "reached", "note": "The line was set up"}, "acknowledged",
        missing=("item", "result"),
    ),
    "assess": Deed(
        told("answered", "cara", "sam"), "sam", "assessment_written",
        {"underlying_need": "Somebody within reach", "contact_type": "", "language": "en"}, "acknowledged", told="",
        missing=("underlying_need",),
    ),
    "no-support": Deed(uneasy, "cara", "support_not_needed", {}, "acknowledged", unprivileged="sam", told="sam"),
    "share": Deed(tried, "cara", "reflection_shared", {}, "acknowledged", unprivileged="sam", told="sam", missing=("item",)),
    "share-reply": Deed(
        told("resolved", "cara", "sam"), "sam", "reply_shared", {"is_harmless": "on"}, "resolved", unprivileged="cara",
        told="", missing=("message", "is_harmless"),
    ),
    "understood": Deed(
        told("answered", "cara", "sam"), "cara", "reply_understood", {"answer": "not_quite"}, "acknowledged",
        unprivileged="sam", told="sam", missing=("message", "answer"),
    ),
    "contact-type": Deed(
        told("submitted", "cara"), "lena", "contact_type_set", {"contact_type": "urgent"}, "submitted", told="sam",
        missing=("contact_type",),
    ),
    "ask-client": Deed(
        of_client, "sam", "client_voice_planned", ASKED, "acknowledged",
        missing=("whom", "asker", "how", "due_on", "language", "question"),
    ),
    "client-said": Deed(
        to_be_asked, "sam", "client_voice_ended", {"ending": "said", "words": "I was lonely that night.", "language": "hu"},
        "acknowledged", missing=("ending", "words"),
    ),
    "client-wish": Deed(
        of_client, "cara", "client_voice_wished", {"wish": "not_me"}, "acknowledged", unprivileged="sam", told="sam",
        missing=("wish",),
    ),
    "client-safe": Deed(
        rather_not_asked, "lena", "client_voice_judged_safe", {"reason": "She asked for it herself."}, "acknowledged",
        unprivileged="sam", told="", missing=("reason",),
    ),
    "gift": Deed(
        about_a_gift, "sam", "gift_entered", GIFT,
        "submitted", told="lena", missing=("thing", "what", "direction", "worth", "value", "became"),
    ),
    "decide-gift": Deed(
        accepted_gift, "lena", "gift_approved", {"decision": "approved", "reason": "Small, and told at once."}, "submitted",
        unprivileged="sam", missing=("decision", "reason"),
    ),
}  # fmt: skip
EVERY = pytest.mark.parametrize("name", list(DEEDS))


def story(name, cast):
    """The incident before the deed, and the form's fields with the people filled in."""
    deed = DEEDS[name]
    incident = deed.made(cast)
    if name in ("correct", "share-reply", "understood"):
        return deed, incident, deed.fields | {"message": incident.messages.filter(kind="reply").first().pk}
    if name == "translate":
        return deed, incident, deed.fields | {"subject": key_of(incident, "request_verbatim")}
    if name in ("withdraw-consultation", "authority-decision"):
        return deed, incident, deed.fields | {"consultation": incident.consultations.get().pk}
    if name in ("confirm", "decline", "reword", "end", "share"):
        return deed, incident, deed.fields | {"item": incident.plan.get().pk}
    tom = cast["tom"].pk
    people = {
        "escalate": {"to": cast["lena"].pk}, "decide": {"next_person": cast["sam"].pk}, "assign": {"to": tom},
        "ask-client": {"asker": cast["sam"].pk}, "consult": {"person": tom}, "hear": {"person": tom}, "waive": {"person": tom},
        "exceptions": {"clause": incident.protocol_version.clauses.first().pk},
    }  # fmt: skip
    return deed, incident, deed.fields | people.get(name, {})


def last_event(incident):
    """Of the record's own chain, or where somebody has just been in it, of the other."""
    chains = (f"incident:{incident.pk}", f"access:{incident.pk}")
    events = AuditEvent.objects.filter(chain__in=chains).exclude(act="record_opened")
    return events.order_by("-at", "-seq").first()


def counted():
    return [model.objects.count() for model in (AuditEvent, Message, Addendum, Notice)]


def test_every_verb_and_act_with_a_page_is_told_here():
    assert set(DEEDS) == set(VERBS) | set(ACTS)


@EVERY
def test_the_one_who_may_does_it_and_it_is_proven(name, cast):
    deed, incident, fields = story(name, cast)
    assert "<form" in page(cast[deed.by], address(incident, name))
    send(cast[deed.by], address(incident, name), **fields)
    incident = Incident.objects.get(pk=incident.pk)
    assert incident.status == deed.status
    event = last_event(incident)
    assert (event.act, event.actor_id) == (deed.event, cast[deed.by].pk)


@EVERY
def test_an_outsider_finds_nothing(name, cast):
    _deed, incident, fields = story(name, cast)
    page(cast["olly"], address(incident, name), status=404)
    send(cast["olly"], address(incident, name), status=404, **fields)


@EVERY
def test_who_sees_it_and_may_not_is_refused_before_any_reason(name, cast):
    deed, incident, fields = story(name, cast)
    before = counted()
    page(cast[deed.unprivileged], address(incident, name), status=403)
    send(cast[deed.unprivileged], address(incident, name), status=403, **fields)
    assert counted() == before


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, deed in DEEDS.items() for field in deed.missing])
def test_what_is_missing_is_said_and_nothing_happens(name, field, cast):
    deed, incident, fields = story(name, cast)
    before = counted()
    fields = {key: value for key, value in fields.items() if key != field}
    text = send(cast[deed.by], address(incident, name), status=200, **fields)
    assert f'href="#field-{field}"' in text
    assert counted() == before


@EVERY
def test_who_is_concerned_is_told_without_content(name, cast):
    deed, incident, fields = story(name, cast)
    if not deed.told:
        return
    Notice.objects.all().delete()
    send(cast[deed.by], address(incident, name), **fields)
    assert Notice.objects.filter(user=cast[deed.told], incident=incident).exists()
    text = page(cast[deed.told], "/notices/")
    assert incident.reference in text
    assert [value for value in deed.fields.values() if len(value) > 8 and value in text] == []


@EVERY
def test_nothing_remains_when_the_event_cannot_be_written(name, cast, monkeypatch):
    deed, incident, fields = story(name, cast)
    before, status = counted(), incident.status

    def broken(*args, **more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("audit.chain.append", broken)
    with pytest.raises(RuntimeError):
        send(cast[deed.by], address(incident, name), **fields)
    monkeypatch.undo()
    assert counted() == before
    assert Incident.objects.get(pk=incident.pk).status == status


@pytest.mark.parametrize("name", [name for name in DEEDS if name in VERBS])
def test_a_second_post_changes_nothing_and_says_who_was_first(name, cast):
    deed, incident, fields = story(name, cast)
    send(cast[deed.by], address(incident, name), **fields)
    before = counted()
    text = send(cast[deed.by], address(incident, name), status=409, **fields)
    assert counted() == before
    assert cast[deed.by].short_name in text


def test_an_unknown_verb_does_not_exist(cara, sam):
    incident = stories.submitted(cara)
    for name in ("submit", "discard", "breach", "save", "delete"):
        page(sam, address(incident, name), status=404)
        send(sam, address(incident, name), status=404)


def test_a_blank_message_is_no_answer(cara, sam):
    incident = stories.submitted(cara)
    send(sam, address(incident, "acknowledge"), status=200, kind="reply", body=" \n\t ", language="en")
    assert Incident.objects.get(pk=incident.pk).status == "submitted"


def test_hostile_text_is_kept_as_text(cara, sam):
    incident = stories.submitted(cara)
    body = "<script>alert(1)</script> \u202e‮ \x07 {{ 7 }}"
    send(sam, address(incident, "acknowledge"), kind="reply", body=body, language="en")
    text = page(cara, address(incident))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_an_outcome_that_needs_what_is_not_there_says_so_and_leads_to_it(cara, sam):
    incident = stories.ready(cara, sam)
    text = page(in_english(sam), address(incident, "resolve"))
    assert 'value="referred"' in text
    assert "Needs the decision about another caregiver in the plan." in text
    text = send(sam, address(incident, "resolve"), status=409, **RESULT | {"outcome": "arrangements_changed"})
    assert address(incident, "propose") in text


def test_an_exception_that_nobody_approved_is_no_result_and_leads_to_asking_for_one(cara, sam, lena):
    incident = stories.ready(cara, sam)
    assert 'value="exception_agreed"' in page(sam, address(incident, "resolve"))
    text = send(sam, address(incident, "resolve"), status=409, **RESULT | {"outcome": "exception_agreed"})
    assert address(incident, "exceptions") in text
    assert RESULT["reason"] in text


def test_somebody_who_is_part_of_it_is_not_offered_as_addressee(cara, sam, lena, tom):
    incident = stories.answered(cara, lena, named=[sam])
    assert str(sam.pk) not in page(lena, address(incident, "escalate"), status=200)
