"""Every two things that forbid a result or the end, open at once: both are said, nothing else, and the pages say the same."""

import itertools
from html import unescape

import pytest

from audit.door import perform, record
from audit.errors import NotNow
from boundaries import guards
from boundaries.models import Incident
from supervision import obligations
from supervision.guided.checklist import checklist
from supervision.models import Deadline
from supervision.reader import Reader
from tests import stories
from tests.boundaries.test_states_page import codes_of_the_page
from tests.cast import make_client
from tests.supervision.pages import address, in_english, page
from tests.supervision.voiced import asking

pytestmark = pytest.mark.django_db
QUESTION = {
    "question": "What would you say to her?",
    "extract": "A client asked for a private number.",
    "language": "en",
}
# what is left open -> the codes that it alone gives; a message that nobody has answered also owes its answer
RESULT = {
    "answer": {"answer_missing", "deadline_open"},
    "promise": {"deadline_open"},
    "decision": {"safety_not_decided"},
    "full answer": {"full_answer_missing"},
    "advice": {"consultation_unanswered"},
    "goal": {"goal_missing"},
    "its result": {"goal_without_result"},
    "support": {"support_unanswered"},
}
END = {
    "care record": {"care_record_missing"},
    "follow-up": {"deadline_open"},
    "agreement": {"reporter_not_agreed"},
    "plan": {"plan_open"},
    "client's voice": {"voice_open"},
    "how it was": {"end_indicators_missing"},
}
BY_OUTCOME = {"person_not_heard", "rematch_missing"}  # of some results only, which the page names apart
EXCLUDE_EACH_OTHER = {frozenset({"goal", "its result"})}


def alone_and_in_pairs(named):
    sets = [{one} for one in named] + [set(pair) for pair in itertools.combinations(named, 2)]
    return [pytest.param(one, id=" and ".join(sorted(one))) for one in sets if frozenset(one) not in EXCLUDE_EACH_OTHER]


@pytest.fixture
def people(cara, sam, tom, lena):
    for person in (sam, lena):
        in_english(person)
    return cara, sam, tom, lena


def towards_a_result(people, left_open):
    """Answered and measured, but for what is left open."""
    cara, sam, tom, lena = people
    worry = {"safety_concern": "yes"} if "decision" in left_open else {}
    uneasy = {"discomfort": True, "support_wanted": "talk"} if "support" in left_open else {}
    incident = stories.submitted(cara, **worry, **uneasy)
    incident = perform(incident, "acknowledge", by=lena, message=stories.message())
    if "full answer" not in left_open:
        ask(incident, lena, sam)  # with a worry nobody answers alone
        record(
            incident,
            "answer_consultation",
            by=sam,
            consultation=asked(incident).pk,
            answer="As she did.",
            language="en",
        )
        record(incident, "answer", by=lena, **stories.full())
    plan(incident, lena, left_open)
    if "advice" in left_open:
        ask(incident, lena, tom)
    if "promise" in left_open:
        obligations.open_deadline(incident, Deadline.Kind.PROMISE, lena)
    if "answer" in left_open:
        record(incident, "write", by=cara, body="And at night?", language="en")
    return Incident.objects.get(pk=incident.pk), lena


def ask(incident, by, whom):
    record(incident, "consult", by=by, person=whom, **QUESTION)


def asked(incident):
    return incident.consultations.latest("asked_at")


def plan(incident, by, left_open):
    if "goal" not in left_open:
        item = stories.agreed_goal(incident, by)
        if "its result" not in left_open:
            record(incident, "end_plan_item", by=by, item=item.pk, result="reached", note="It was set up.")


def towards_the_end(people, left_open):
    """With a result that stands, but for what is left open."""
    cara, sam, _tom, _lena = people
    incident = stories.ready(cara, sam, client=make_client(cara.team, "K-099", "hu", cara))
    if "client's voice" in left_open:
        record(incident, "ask_client", by=sam, **asking(sam))
    if "plan" in left_open:
        stories.propose(incident, sam, kind="clarify", text="Ring the client's daughter.")
    incident = stories.resolve(incident, sam)
    if "follow-up" in left_open:
        obligations.open_deadline(incident, Deadline.Kind.FOLLOW_UP, sam)
    if "care record" not in left_open:
        record(incident, "enter_in_care_record", by=sam, reference="CR-7")
    if "agreement" not in left_open:
        record(incident, "agree", by=cara)
    if "how it was" not in left_open:
        stories.say_how_it_was(incident, cara)
    return Incident.objects.get(pk=incident.pk), sam


def is_said(incident, by, verb, codes, **details):
    """By the machine, by its list, and in words on its page; nothing changes."""
    with pytest.raises(NotNow) as refused:
        perform(incident, verb, by=by, **details)
    assert set(refused.value.reasons) == codes
    assert len(refused.value.reasons) == len(codes)
    assert checklist(Reader(incident, by), verb)["codes"] == refused.value.reasons
    text = unescape(page(by, address(incident, verb)))
    for code in codes_of_the_page()[verb] - BY_OUTCOME:
        assert (guards.reason_text(code, incident) in text) == (code in codes), code
    assert Incident.objects.get(pk=incident.pk).status == incident.status


@pytest.mark.parametrize("left_open", alone_and_in_pairs(RESULT))
def test_a_result_names_all_that_is_open_and_nothing_else(people, left_open):
    incident, by = towards_a_result(people, left_open)
    codes = set().union(*(RESULT[name] for name in left_open))
    is_said(incident, by, "resolve", codes, message={"body": "So.", "language": "en"}, **stories.RESULT)


@pytest.mark.parametrize("left_open", alone_and_in_pairs(END))
def test_the_end_names_all_that_is_open_and_nothing_else(people, left_open):
    incident, by = towards_the_end(people, left_open)
    codes = set().union(*(END[name] for name in left_open))
    is_said(incident, by, "close", codes, reason="Done together")


def test_every_code_of_both_verbs_is_among_them():
    told = codes_of_the_page()
    assert set().union(*RESULT.values()) == told["resolve"] - BY_OUTCOME
    assert set().union(*END.values()) == told["close"] - {"consultation_unanswered"}  # a result waits for it before
