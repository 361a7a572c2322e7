"""Eight callers let go at the same moment, and what each was answered."""

import threading
from dataclasses import dataclass, field

from benchmarks.caller import Caller

CALLERS = 8


@dataclass
class Round:
    """One race: what was at stake, the events that the record must have gained, and the answers."""

    stake: str
    answers: list = field(default_factory=list)

    @property
    def winners(self) -> list[dict]:
        """Bodies of what was done and is no repetition."""
        return [body for status, body, repeated in self.answers if status in (200, 201) and not repeated]

    @property
    def refused(self) -> int:
        """Those told in words why not."""
        return sum(status == 409 and all(row["text"] for row in body.get("missing", [])) and bool(body.get("missing"))
                   for status, body, _repeated in self.answers)  # fmt: skip

    @property
    def has_one_winner(self) -> bool:
        return len(self.winners) == 1 and self.refused == len(self.answers) - 1

    @property
    def has_one_receipt(self) -> bool:
        """The same thing asked for eight times: all are told the same."""
        statuses = {status for status, _body, _repeated in self.answers}
        return statuses <= {200, 201} and len({body.get("reference") for _status, body, _repeated in self.answers}) == 1


class Racers:
    """Connections that stay open, one thread each; use as a context manager."""

    def __init__(self, port):
        self.port = port
        self.callers = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for caller in self.callers.values():
            caller.close()

    def ask(self, token, path, body, key, method):
        """One request by one person, outside of any race."""
        return self._caller(0, token).send(method, path, body, key)

    def race(self, stake, requests) -> Round:
        """`requests`: eight of (token, path, body, key), all sent at once."""
        barrier, answers = threading.Barrier(len(requests)), [None] * len(requests)

        def one(number, token, path, body, key):
            caller = self._caller(number + 1, token)
            barrier.wait()
            try:
                answers[number] = caller.post(path, body, key)
            except Exception as fault:
                answers[number] = (0, {"code": repr(fault)}, False)

        threads = [threading.Thread(target=one, args=(number, *asked)) for number, asked in enumerate(requests)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return Round(stake, answers)

    def _caller(self, number, token):
        return self.callers.setdefault((number, token), Caller(self.port, token))
