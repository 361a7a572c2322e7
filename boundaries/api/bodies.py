"""What is sent to the reporter's API, described from the forms that check it."""

from accounts.api.described import body_of, loosely, strictly
from boundaries.api.filed_referrals import LIST
from boundaries.api.filing import LISTS, MOST_STEPS, OF_STEP
from boundaries.api.whole_form import WholeReportForm
from boundaries.choices import Kind
from boundaries.forms import QuestionForm

TEXT = {"type": "string", "nullable": True}
TEXTS = {"type": "array", "items": {"type": "string"}, "nullable": True}
SEEN = {"type": "object", "nullable": True, "description": "Fields as the sender last knew them, to find what differs."}
BASED_ON = {"type": "integer", "minimum": 0, "nullable": True, "description": "The revision last known; 0 for none."}
UUIDS = {"type": "array", "items": {"type": "string", "format": "uuid"}, "nullable": True}
SENT_STEP = {
    "type": "object",
    "properties": {name: TEXTS if name in LISTS else TEXT for name in sorted(OF_STEP)} | {"based_on": BASED_ON},
    "additionalProperties": False,
}
STEPS = {
    "type": "object",
    "properties": {str(number): SENT_STEP for number in range(1, MOST_STEPS + 1)},
    "additionalProperties": False,
    "description": "By number; which answers a step offers, its kind says (GET protocols).",
}
FILED = {
    "id": {"type": "string", "format": "uuid", "description": "Made by the client: sent again it is the same report."},
    "kind": {"type": "string", "enum": list(Kind), "nullable": False},
    "event_type": TEXT | {"description": "Key of the kind of event."},
    "steps": STEPS,
    "together": {
        "oneOf": [{"type": "boolean"}, {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": MOST_STEPS}}],
        "description": "Marks the open steps with the client that always apply and ask nothing, or those in the list.",
    },
    "seen": SEEN,
    "version": {"type": "string", "format": "uuid", "nullable": True, "description": "Of the protocol that was shown."},
    "reporter": {"type": "string", "format": "uuid", "nullable": True, "description": "Whose it is, if written for a colleague."},
    "attachments": UUIDS | {"description": "Ids of uploads that must have arrived (else 409)."},
    "referrals": LIST | {"description": "Places to which the client was sent, each under an id of its own."},
    "question": strictly(QuestionForm)["question"] | {"description": "With kind `question`, and then alone."},
}
FILING = body_of(FILED | strictly(WholeReportForm), required=["id"], more=False)
REPORT = body_of(loosely(WholeReportForm) | {"seen": SEEN})
STEP = body_of({name: {} for name in sorted(OF_STEP)} | {"based_on": BASED_ON})
