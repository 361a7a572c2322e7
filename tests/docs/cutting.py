"""A proxy on this machine that loses answers: the server has done what was asked, and nobody hears of it."""

import socket
import threading
from contextlib import closing


class CuttingProxy:
    """Passes each connection on, one request each; cuts the first connection to each path after the server answered."""

    def __init__(self, port):
        self.port, self.cut = port, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self.listener.close()

    def _serve(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            with closing(client):
                self._pass_on(client)

    def _pass_on(self, client):
        client.settimeout(30)
        request = _read_message(client)
        if not request:
            return
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=30)) as server:
            server.sendall(request)
            answer = _read_message(server)
        path = request.split(b" ", 2)[1].decode()
        if path not in self.cut:
            self.cut.append(path)
            return
        client.sendall(answer)


def _read_message(connection):
    """Head and body of one request or answer that says its length."""
    content = b""
    while b"\r\n\r\n" not in content:
        more = connection.recv(65_536)
        if not more:
            return content
        content += more
    head, _, body = content.partition(b"\r\n\r\n")
    lines = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    length = int(lines.get(b"content-length", b"0"))
    while len(body) < length:
        more = connection.recv(65_536)
        if not more:
            break
        body += more
    return head + b"\r\n\r\n" + body
