"""Evidence, notices and mails say that something happened, never what was said: planted words never appear."""

import itertools
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from audit.door import perform, record
from audit.models import AuditEvent, OutboxItem
from boundaries.models import Incident, NamedPerson
from supervision.models import Notice
from tests import stories
from tests.supervision.voiced import voiced

WORDS = (f"zebra{number:03d}" for number in itertools.count())
TEXTS = [
    "client_missing_reason",
    "not_present_reason",
    "what_happened",
    "request_verbatim",
    "own_observations",
    "feelings",
    "stated_reason",
    "response_given",
    "expectation_text",
    "reach_safely",
    "question",
]

PREPARED = ("greeting", "summary", "explanation", "closing", "clarified")


def words(*names):
    return {name: next(WORDS) for name in names}


@pytest.fixture
def told(cara, sam, lena, client_k):
    """A story with a planted word in every text that anybody writes."""
    draft = stories.draft(cara, client=client_k, staff_part="named", **words(*TEXTS))
    person = NamedPerson(incident=draft)
    person.name = next(WORDS)
    person.save()
    for answer in draft.answers.all():
        answer.note, answer.data = next(WORDS), answer.data | {"planted": next(WORDS)}
        answer.save()
    incident = perform(draft, "submit", by=cara)
    record(incident, "add_information", by=cara, text=next(WORDS), language="hu")
    record(incident, "see_client_name", by=sam)
    perform(incident, "acknowledge", by=sam, message=stories.message(next(WORDS)))
    record(incident, "write", by=cara, body=next(WORDS), language="hu")
    perform(incident, "escalate", by=sam, to=lena, reason=next(WORDS))
    message = stories.full(**words(*PREPARED))
    perform(incident, "decide", by=lena, reason=next(WORDS), next_person=sam, message=message)
    result = stories.RESULT | words("reason", "need_served")
    goal = stories.propose(incident, sam, text=next(WORDS))
    record(incident, "reword_plan_item", by=cara, item=goal.pk, text=next(WORDS), language="hu")
    goal = incident.plan.get(supersedes=goal)
    record(incident, "end_plan_item", by=sam, item=goal.pk, result="reached", note=next(WORDS))
    record(incident, "assess", by=sam, underlying_need=next(WORDS), contact_type="counselling", note="", language="en")
    need = {"underlying_need": next(WORDS), "contact_type": "testing", "note": next(WORDS)}
    record(incident, "assess", by=sam, **need, language="en")
    asked, said = words("how", "question"), words("representative", "reason", "words", "withheld_reason")
    voiced(incident, cara, sam, lena, asked=asked, **said)
    perform(incident, "resolve", by=sam, message={"body": next(WORDS), "language": "en"}, **result)
    perform(incident, "reopen", by=cara, reason=next(WORDS))
    record(incident, "answer", by=sam, **stories.full(**words(*PREPARED, "contact_type_note")))
    result = stories.RESULT | words("reason", "need_served")
    perform(incident, "resolve", by=sam, message={"body": next(WORDS), "language": "en"}, **result)
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, **words("reference", "note"))
    stories.say_how_it_was(incident, cara, **words("text"))
    record(incident, "observe", by=sam, indicator="other", value=3, **words("label", "text"))
    record(incident, "export", by=sam, language="cs", profile="identified", record_digest="0" * 64, reason=next(WORDS))
    perform(incident, "close", by=sam, reason=next(WORDS))
    return Incident.objects.get(pk=incident.pk)


def everything(model):
    return json.dumps(list(model.objects.values()), cls=DjangoJSONEncoder)


@pytest.mark.parametrize("model", [AuditEvent, OutboxItem, Notice])
def test_planted_words_never_appear(told, model):
    assert next(WORDS) > "zebra055"
    assert model.objects.count() >= 9
    assert "zebra" not in everything(model)


def test_a_word_is_planted_in_every_text_of_a_report(told):
    """Texts of decisions come with the verbs; whatever is left over must be a choice or no text at all."""
    empty = [
        field.name
        for field in told._meta.fields
        if field.get_internal_type() == "TextField" and not getattr(told, field.name)
    ]
    assert empty == ["withdrawn_reason"]


@pytest.mark.parametrize("model", [AuditEvent, OutboxItem, Notice])
def test_no_name_of_a_person_appears(told, model, client_k):
    names = ["Cara", "Halász", "Sam", "Fekete", "Lena", "Lund", "Ilona", "Szabó", "K-031"]
    assert [name for name in names if name in everything(model)] == []
