"""One complete report as plain data, as a program sends it and as the rooms take it, and a small service to send it."""

import datetime

# step -> what is answered; the fifteenth follows from the client's words and the response
STEPS = dict.fromkeys(range(1, 15), "done") | {7: "no", 8: "no", 9: "no", 13: "declined", 14: "yes"}
NOTE = "Said in plain words, in her language, and once more when she asked again."
KIND = "phone_number"
REPORT = {
    "event_type": KIND,
    "client_missing_reason": "Not a client of ours",
    "contact_channel": "in_person",
    "staff_part": "no",
    "occurred_at": "2026-03-02T08:15:00+00:00",
    "what_happened": "While I packed my bag she asked for my own number, twice, and held out her phone to me.",
    "request_verbatim": "„Mondja már meg a számát, ha éjjel rosszul leszek, kit hívjak?”",
    "own_observations": "She was calm, the telephone of the emergency service hung beside the door.",
    "responses": ["declined", "redirected"],
    "response_given": "I said that I may not give it, and showed her the number that answers at night.",
    "expectation": "advice",
}
# the report's own fields, as a draft holds them
FIELDS = {name: value for name, value in REPORT.items() if name not in ("event_type", "occurred_at")} | {
    "started_by": "other",
    "occurred_at": datetime.datetime(2026, 3, 2, 8, 15, tzinfo=datetime.UTC),
}


def answers_to(version_id) -> dict:
    """Clause -> answer for every step that is answered."""
    from boundaries.answers import QUESTIONS
    from policies.models.policy import steps_of

    clauses = [clause for clause in steps_of(version_id) if clause.number in STEPS]
    return {clause: _answer(clause, clause.answer_kind in QUESTIONS) for clause in clauses}


def _answer(clause, is_question):
    said = STEPS[clause.number]
    return {"outcome": "" if is_question else said, "note": NOTE, "data": {"answer": said} if is_question else {}}


def as_request(key, words=REPORT["request_verbatim"]) -> dict:
    """What a program posts: the whole report under its own id."""
    steps = {str(number): {"answer": answer, "note": NOTE} for number, answer in STEPS.items()}
    return {"id": str(key), "who": "other", "about": "none", "steps": steps} | REPORT | {"request_verbatim": words}


def make_service(teams=1):
    """Ten caregivers in each team; supervisors have an address, so that a mail is written for each report."""
    from policies.loading import load_content
    from supervision import synthetic

    load_content()
    service = synthetic.make_service(teams)
    for supervisor in service.supervisors:
        supervisor.email = f"{supervisor.username}@example.com"
        supervisor.save()
    return service
