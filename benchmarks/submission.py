"""One complete report as plain data, as a program sends it and as the rooms take it, and a small service to send it."""

# step -> what is answered; the fifteenth follows from the client's words and the response
STEPS = dict.fromkeys(range(1, 15), "done") | {7: "no", 8: "no", 9: "no", 13: "declined", 14: "yes"}
NOTE = "Said in plain words, in her language, and once more when she asked again."
REPORT = {
    "event_type": "phone_number",
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


def as_request(key, words=REPORT["request_verbatim"]) -> dict:
    """What a program posts: the whole report under its own id."""
    steps = {str(number): {"answer": answer, "note": NOTE} for number, answer in STEPS.items()}
    return {"id": str(key), "who": "other", "about": "none", "steps": steps} | REPORT | {"request_verbatim": words}


def make_service():
    """A service of one team; its supervisor has an address, so that a mail is written for each report."""
    from policies.loading import load_content
    from supervision import synthetic

    load_content()
    service = synthetic.make_service(1)
    supervisor = service.supervisors[0]
    supervisor.email = f"{supervisor.username}@example.com"
    supervisor.save()
    return service
