"""What this person may do with an incident now, in the order in which it is offered; the first is the one next act.

The verbs come from the machine, the acts from the one door, so that page and server cannot disagree.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.door import declared_acts
from boundaries import guards
from boundaries.choices import Status
from boundaries.models import Incident
from supervision.correcting import correctable
from supervision.forms import ACTS, VERBS
from supervision.links import way_of_writing
from supervision.moments import time_left
from supervision.small import deeds as small

LABELS = {
    "small": _("Answer and close"),
    "acknowledge": _("Answer"),
    "decide": _("Decide"),
    "answer": _("Answer"),
    "compose": _("A full answer"),
    "write": _("Write a message"),
    "agree": _("I agree with the result"),
    "resolve": _("Record the result"),
    "close": _("Close"),
    "escalate": _("Escalate"),
    "add": _("Add information"),
    "reopen": _("Come back to it"),
    "withdraw": _("Take it back"),
    "entry": _("Care record"),
    "hear": _("Ask the person concerned"),
    "waive": _("Do not ask the person concerned"),
    "exceptions": _("The rule did not fit this case"),
    "decide-exception": _("Decide about the exception"),
    "consult": _("Ask a colleague"),
    "withdraw-consultation": _("Take a question to a colleague back"),
    "authority": _("An authority was told"),
    "authority-decision": _("Decision of an authority"),
    "sign": _("I have read it"),
    "follow_up": _("Follow up gently"),
    "correct": _("Correct a message"),
    "note": _("Note for colleagues"),
    "assign": _("Choose another person"),
    "another-person": _("Ask for another person"),
    "ask-name": _("Ask for the name"),
    "ask-names": _("Ask for the names"),
    "translate": _("Translate"),
    "assess": _("Assess the need"),
    "propose": _("Plan a goal or a step"),
    "confirm": _("I agree"),
    "decline": _("Not this one"),
    "reword": _("Say it in other words"),
    "end": _("What came of it"),
    "no-support": _("I need the support no longer"),
    "share": _("Share a reflection"),
    "how-was-it": _("How did we treat you?"),
    "observe": _("Note how it is"),
    "asked-in-vain": _("Asked how it was, no answer"),
    "share-reply": _("Open a reply to colleagues"),
    "gift": _("Enter it in the register of gifts"),
    "decide-gift": _("Decide about what was accepted"),
    "understood": _("Say whether you were understood"),
    "contact-type": _("Kind of contact"),
    "ask-client": _("Ask the client"),
    "client-said": _("What the client said"),
    "client-wish": _("May the client be asked?"),
    "client-safe": _("It is safe to ask the client"),
}
# offered where they belong on the page, and not in the row of buttons
BESIDE = (
    "entry", "sign", "follow_up", "correct", "note", "assign", "another-person", "ask-name", "translate", "exceptions",
    "ask-names",
    "consult", "withdraw-consultation", "authority", "authority-decision",
    "assess", "propose", "confirm", "decline", "reword", "end", "no-support", "share",
    "how-was-it", "observe", "asked-in-vain",
    "share-reply", "gift", "decide-gift", "understood", "contact-type",
    "ask-client", "client-said", "client-wish", "client-safe",
)  # fmt: skip
# where a missing thing is mended, as an address of this room
MENDS = {
    "answer_missing": "answer",
    "full_answer_missing": "compose",
    "not_small": "compose",
    "deadline_open": "answer",
    "safety_not_decided": "escalate",
    "acknowledge_first": "acknowledge",
    "answer_first": "answer",
    "care_record_missing": "entry",
    "person_not_heard": "hear",
    "R7_phrase": "answer",
    "exception_not_approved": "exceptions",
    "consultation_unanswered": "withdraw-consultation",
    "goal_missing": "propose",
    "goal_without_result": "end",
    "support_unanswered": "propose",
    "rematch_missing": "propose",
    "plan_open": "end",
    "end_indicators_missing": "asked-in-vain",
    "voice_open": "client-said",
}
NEEDS_PLACE = ("R7_referral",)
ANSWERING = {"acknowledge", "answer"}
CLOCKED = ("small", "acknowledge", "decide", "answer")


@dataclass
class Button:
    name: str
    label: str
    url: str
    clock: str = ""
    is_late: bool = False


def address(incident, name) -> str:
    if name == "compose":
        return reverse("compose", args=[incident.reference])
    return reverse("act", args=[incident.reference, name])


def buttons(reader) -> list[Button]:
    """Verbs and acts that are possible now, the most pressing first."""
    names = [*_verbs(reader), *_acts(reader)]
    names += ["compose"] if ANSWERING & set(names) else []
    names += [small.NAME] if small.is_offered(reader) else []
    return [_button(reader, name) for name in sorted(names, key=lambda name: _rank(reader.incident, name))]


def _verbs(reader):
    open_verbs = reader.incident.verbs_for(reader.user)
    return [verb for verb, missing in open_verbs.items() if not missing and verb in VERBS]


def _acts(reader):
    return [address for address, form in ACTS.items() if address not in BESIDE and is_possible(form.name, reader)]


def is_possible(act, reader) -> bool:
    """May this person do this act now?"""
    declared = declared_acts()[Incident, act]
    if act == "agree" and reader.incident.agreed_at:
        return False
    if act == "write" and way_of_writing(reader.incident) == "ask":  # it becomes a question of its own
        return declared.may(reader.incident, reader.user)
    if act == "correct" and not correctable(reader.incident, reader.user).exists():
        return False
    return declared.may(reader.incident, reader.user) and not declared.reasons(reader.incident)


def _rank(incident, name):
    order = list(LABELS)
    owed = incident.due_at is not None
    if incident.status == Status.ACKNOWLEDGED and not owed:
        order = [small.NAME, "resolve", "compose", *order]
    if incident.status == Status.RESOLVED and not owed:
        order = ["agree", "close", *order]
    if incident.status == Status.ESCALATED:
        order = ["decide", *order]
    return order.index(name)


def _button(reader, name):
    word = LABELS["write"] if name == "answer" and not reader.incident.due_at else LABELS[name]
    button = Button(name, str(word), address(reader.incident, name))
    if name in CLOCKED and reader.incident.due_at:
        button.clock = time_left(reader.incident.due_at, reader.clock.now)
        button.is_late = reader.clock.is_late(reader.incident.due_at)
    return button


def missing(reader) -> list[dict]:
    """What still forbids the verbs that are this person's: [{label, reasons: [{text, url}]}]."""
    found = []
    for verb, codes in reader.incident.verbs_for(reader.user).items():
        if codes and verb in ("resolve", "close"):
            found.append({"label": LABELS[verb], "verb": verb, "reasons": reasons(reader, codes)})
    return found


def reasons(reader, codes) -> list[dict]:
    """Codes as sentences, each with where it is mended, if this person can mend it."""
    return [{"text": guards.reason_text(code, reader.incident), "url": _mend(reader, code)} for code in codes]


def _mend(reader, code):
    if code in NEEDS_PLACE:
        return reverse("referrals", args=[reader.incident.reference])
    name = MENDS.get(code)
    if name is None:
        return ""
    if name == "compose":
        return address(reader.incident, name) if ANSWERING & {*_verbs(reader), *_acts(reader)} else ""
    possible = _verbs(reader) if name in VERBS else [name] if is_possible(ACTS[name].name, reader) else []
    return address(reader.incident, name) if name in possible else ""
