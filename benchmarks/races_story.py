"""One report through all its races: each round's winner decides what is raced for next."""

import itertools
import random
import uuid

from benchmarks.races_round import CALLERS
from benchmarks.submission import as_request

INCIDENTS, DRAFTS = "/api/v1/incidents/", "/api/v1/drafts/"
WISH = {"expectation": "just_record"}  # any answer is enough for a result
ANSWER = {"kind": "reply", "body": "Thank you for telling us.", "language": "en"}
RESULT = {
    "outcome": "boundary_kept_declined",
    "reason": "The boundary held.",
    "contact_type": "counselling",
    "need_served": "Somebody to call at night.",
    "body": "This is the result.",
    "language": "en",
}
EVENTS = {
    "acknowledge": "incident_acknowledged",
    "withdraw": "incident_withdrawn",
    "escalate": "incident_escalated",
    "decide": "incident_decided",
    "resolve": "incident_resolved",
    "close": "incident_closed",
    "reopen": "incident_reopened",
}
BECOMES = {"acknowledge": "acknowledged", "withdraw": "withdrawn", "escalate": "escalated", "decide": "acknowledged",
           "resolve": "resolved", "close": "closed", "reopen": "acknowledged"}  # fmt: skip


class Story:
    """Races over one record. `events` are what its chain must hold when it is over."""

    def __init__(self, racers, people, number):
        self.racers, self.people, self.number = racers, people, number
        self.random = random.Random(number)
        self.keys = (f"{number}-{count}" for count in itertools.count())
        self.caregiver = people[f"caregiver {number % 10}"]["token"]
        self.supervisor, self.lead = people["supervisor"]["token"], people["lead"]["token"]
        self.owner = self.supervisor  # whose work it is: only she may resolve and close
        self.events, self.reference = [], None

    def rounds(self):
        """The rounds as they are run, each with whether it ended as it must."""
        yield self._drafted() if self.number % 5 == 4 else self._filed()
        if self.number % 2:
            yield self._contest("acknowledge", "withdraw")
        else:
            yield self._contest("acknowledge", "acknowledge by the lead")
        if self.events[-1] == EVENTS["withdraw"]:
            return
        self._plan()
        yield self._contest("escalate", "resolve")
        if self.events[-1] == EVENTS["escalate"]:
            yield self._contest("decide", "decide")
            yield self._contest("resolve", "resolve")
        self._agree()
        yield self._contest("close", "reopen")

    # -- sending -----------------------------------------------------------------------------------------------

    def _filed(self):
        """The same request eight times at once: one record, one receipt, one answer that is no repetition."""
        body = as_request(uuid.UUID(int=self.random.getrandbits(128), version=4)) | WISH
        key = next(self.keys)
        race = self.racers.race("the same key", [(self.caregiver, INCIDENTS, body, key)] * CALLERS)
        return race, self._sent(race) and len(race.winners) == 1

    def _drafted(self):
        """A draft that eight requests with keys of their own send at once."""
        key = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        self._do(self.caregiver, DRAFTS, {"id": key, "event_type": "phone_number"})
        report = {name: value for name, value in (as_request(key) | WISH).items() if name not in ("id", "event_type", "steps")}
        self._do(self.caregiver, f"{DRAFTS}{key}/", report, "PATCH")
        for step, answer in as_request(key)["steps"].items():
            self._do(self.caregiver, f"{DRAFTS}{key}/steps/{step}/", answer, "PUT")
        requests = [(self.caregiver, f"{DRAFTS}{key}/submit/", {}, next(self.keys)) for _ in range(CALLERS)]
        race = self.racers.race("a draft sent", requests)
        return race, self._sent(race)

    def _sent(self, race):
        self.events.append("incident_submitted")
        self.reference = race.answers[0][1].get("reference")
        return race.has_one_receipt

    # -- competing ---------------------------------------------------------------------------------------------

    def _contest(self, one, other):
        """Four for one verb and four for the other, each with a key of its own."""
        requests = [self._request(verb) for verb in (one, other) * (CALLERS // 2)]
        self.random.shuffle(requests)
        race = self.racers.race(one if one == other else f"{one} or {other}", requests)
        for number, (status, body, _repeated) in enumerate(race.answers):
            if status == 200:
                verb = next(verb for verb in (one, other.split()[0]) if BECOMES[verb] == body["status"])
                self.events.append(EVENTS[verb])
                self.owner = {"acknowledge": requests[number][0], "decide": self.supervisor}.get(verb, self.owner)
        return race, race.has_one_winner

    def _request(self, verb):
        by, body = {
            "acknowledge": (self.supervisor, ANSWER),
            "acknowledge by the lead": (self.lead, ANSWER),
            "withdraw": (self.caregiver, {"reason": "Settled"}),
            "escalate": (self.supervisor, {"to": self.people["lead"]["id"], "reason": "Needs a decision"}),
            "decide": (self.lead, {"reason": "So", "body": "Decided.", "language": "en",
                                   "next_person": self.people["supervisor"]["id"]}),
            "resolve": (self.owner, RESULT),
            "close": (self.owner, {"reason": "Finished together."}),
            "reopen": (self.caregiver, {"reason": "Once more"}),
        }[verb]  # fmt: skip
        return by, f"{INCIDENTS}{self.reference}/{verb.split()[0]}/", body, next(self.keys)

    def _plan(self):
        """A goal with its result: whoever hopes for advice has no result without one."""
        there = f"{INCIDENTS}{self.reference}/"
        self._do(self.owner, f"{there}propose/", {"kind": "goal", "text": "A quiet night", "language": "en"})
        _status, told, _repeated = self.racers.ask(self.owner, f"{there}plan/", None, next(self.keys), "GET")
        goal = told["items"][0]["id"]
        self._do(self.caregiver, f"{there}confirm/", {"item": goal})
        self._do(self.owner, f"{there}end/", {"item": goal, "result": "reached"})
        self.events += ["plan_item_proposed", "plan_item_agreed", "plan_item_ended"]

    def _agree(self):
        for name, body in (("agree", {}), ("entry", {"reference": "CR-7"}), ("how-was-it", {"respected": "5"})):
            self._do(self.caregiver, f"{INCIDENTS}{self.reference}/{name}/", body)
        self.events += ["result_agreed", "care_record_entered", "closing_questions_answered"]

    def _do(self, token, path, body, method="POST"):
        status, answer, _repeated = self.racers.ask(token, path, body, next(self.keys), method)
        if status not in (200, 201):
            raise RuntimeError(f"{path}: {status} {answer}")
