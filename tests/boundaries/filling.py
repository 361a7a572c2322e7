"""What a reporter's browser sends: the whole form at once, as the page without JavaScript does."""

from audit.ids import uuid7

QUESTIONS = {7: "no", 8: "no", 9: "no", 13: "declined", 14: "yes"}
NOTHING = {4: "no_policy", 5: "not_applicable", 12: "not_applicable", 2: "no_reason"}


def begun(client, kind="phone_number"):
    """The address of a draft that was begun with this kind."""
    return client.post("/incidents/new/", {"event_type": kind, "draft": str(uuid7())}).url


def basics(client_k, **more):
    return {
        "who": f"client:{client_k.pk}",
        "contact_channel": "in_person",
        "staff_part": "no",
        "request_verbatim": "„Mondja már meg a számát!”",
        "responses": ["declined"],
        "expectation": "advice",
    } | more


def steps(**more):
    answers = dict.fromkeys(range(1, 15), "done") | NOTHING | QUESTIONS
    return {f"step-{number}-answer": answer for number, answer in answers.items()} | more


def whole(client_k, **more):
    return basics(client_k) | steps() | more
