"""A connection that breaks after the server has done its work: the first answer to each key is swallowed."""

import json
import socketserver
import threading

from benchmarks.caller import Caller


class SwallowingProxy:
    """Use as a context manager; `swallowed` holds the answers that nobody got, by key."""

    def __init__(self, port):
        self.target, self.swallowed = port, {}
        proxy = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                proxy.pass_on(self.rfile, self.wfile)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def pass_on(self, request, answer):
        line = request.readline()
        if not line:
            return
        headers = _headers(request)
        body = json.loads(request.read(int(headers["content-length"])))
        caller = Caller(self.target, headers["authorization"].removeprefix("Bearer "))
        key = headers["idempotency-key"]
        status, told, repeated = caller.post(line.split()[1].decode(), body, key)
        caller.close()
        if key not in self.swallowed:
            self.swallowed[key] = (status, told)
            return  # the connection ends without a word
        text = json.dumps(told).encode()
        replayed = "Idempotency-Replayed: true\r\n" if repeated else ""
        answer.write(
            f"HTTP/1.1 {status} .\r\nContent-Length: {len(text)}\r\n{replayed}Connection: close\r\n\r\n".encode() + text
        )


def _headers(request) -> dict:
    headers = {}
    while line := request.readline().strip():
        name, _colon, value = line.decode().partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers
