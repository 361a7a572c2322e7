"""A program that uses the API of a server which may be killed at any moment: it sends again, under the same key."""

import http.client
import json
import socket
import time

PATIENCE = 120  # seconds for one thing to be done, restarts included
FRESH = 30  # seconds after which a server may have ended a connection that nobody used


class Caller:
    """One person's connection; `breaks` counts how often an answer did not come."""

    def __init__(self, port, token):
        self.port, self.token = port, token
        self.breaks = 0
        self.connection, self.used_at = None, 0.0

    def post(self, path, body, key) -> tuple[int, dict, bool]:
        return self.send("POST", path, body, key)

    def send(self, method, path, body, key) -> tuple[int, dict, bool]:
        """(status, answer, whether it is a repeated one). Raises OSError or HTTPException where none came."""
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        if time.monotonic() - self.used_at > FRESH:
            self.close()
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self.connection.request(method, path, json.dumps(body).encode(), headers)
            response = self.connection.getresponse()
            answer = response.read()
            self.used_at = time.monotonic()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        if response.will_close:
            self.close()
        return response.status, _parsed(answer), response.headers.get("Idempotency-Replayed") == "true"

    def post_surely(self, path, body, key) -> tuple[int, dict, bool]:
        """Until it is answered by somebody who is not out of order."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = self.post(path, body, key)
            except (OSError, http.client.HTTPException):
                answer = (0, {}, False)
            if 0 < answer[0] < 500:
                return answer
            self.breaks += 1
            time.sleep(0.05)
        raise RuntimeError(f"{path} was not answered for {PATIENCE} s (last: {answer[0]})")

    def post_truncated(self, path, body, key):
        """Says how long it is and breaks off half-way."""
        text = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\nIdempotency-Key: {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
        )
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
                connection.sendall(head.encode() + text[: len(text) // 2])
        except OSError:
            self.breaks += 1

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _parsed(answer):
    try:
        return json.loads(answer)
    except ValueError:
        return {}
