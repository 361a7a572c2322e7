"""Eight callers who send reports while the server is killed again and again, and what they were promised."""

import queue
import random
import threading
import time
import uuid

from benchmarks.caller import Caller
from benchmarks.submission import as_request

INCIDENTS = "/api/v1/incidents/"
CALLERS = 8
TRUNCATED, DOUBLED = 0.05, 0.10


class Sending:
    """`acknowledged` is the reference per id; `faults` what no caller should ever have been answered."""

    def __init__(self, port, people, submissions, seed):
        self.port, self.tokens, self.total = port, tokens_of_caregivers(people), submissions
        self.random = random.Random(seed)
        self.todo = queue.Queue()
        self.acknowledged, self.faults = {}, []
        self.breaks = self.truncated = self.doubled = 0
        self.lock = threading.Lock()

    def run(self, disturb):
        """Send everything; `disturb(sending)` runs beside it."""
        for number in range(self.total):
            key = uuid.UUID(int=self.random.getrandbits(128), version=4)
            self.todo.put((number, key, self.random.random(), self.random.random()))
        threads = [threading.Thread(target=self._call) for _ in range(CALLERS)]
        for thread in threads:
            thread.start()
        disturb(self)
        for thread in threads:
            thread.join()

    def wait_for(self, number):
        """Until so many were acknowledged."""
        while len(self.acknowledged) < number and not self.faults:
            time.sleep(0.01)

    def _call(self):
        caller = Caller(self.port, self.tokens[0])
        try:
            while not self.faults:
                self._send(caller, *self.todo.get_nowait())
        except queue.Empty:
            pass
        except Exception as fault:
            self.faults.append(repr(fault))
        with self.lock:
            self.breaks += caller.breaks
        caller.close()

    def _send(self, caller, number, key, truncated, doubled):
        body = as_request(key, words=words_of(number))
        caller.token = self.tokens[number % len(self.tokens)]
        if truncated < TRUNCATED:
            self.truncated += 1
            caller.post_truncated(INCIDENTS, body, f"k-{key}")
        status, receipt, _repeated = caller.post_surely(INCIDENTS, body, f"k-{key}")
        if status != 201:
            self.faults.append((status, receipt))
            return
        self.acknowledged[str(key)] = receipt["reference"]
        if doubled < DOUBLED:
            self.doubled += 1
            again = caller.post_surely(INCIDENTS, body, f"k-{key}")
            if again != (201, receipt, True):
                self.faults.append(("doubled", again, receipt))


def tokens_of_caregivers(people) -> list[str]:
    return [person["token"] for name, person in people.items() if name.startswith("caregiver")]


def words_of(number) -> str:
    """The client's words tell the reports apart, so that one kept twice under two ids is found."""
    return f"„Hányadszor kérem? {number}.”"
