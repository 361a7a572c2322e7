"""A machine between phone and site: what it passes on can be made slow, broken, or that of a later version."""

import contextlib
import http.client
import http.server
import threading
import time

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Between:
    """`version`: what stands after the version's name in the worker; `broken`: path -> status; `slow`: path -> seconds."""

    def __init__(self, port):
        self.port, self.version, self.broken, self.slow, self.asked = port, "", {}, {}, []

    def passed_on(self, method, path, headers, body):
        """The site's answer, changed as told."""
        place = path.split("?")[0]
        self.asked.append((method, place))
        time.sleep(self.slow.get(place, 0))
        if place in self.broken:
            return self.broken[place], [("Content-Type", "text/html")], b"<h1>Bad gateway</h1>"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content, kept = answer.read(), [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP]
        connection.close()
        return answer.status, kept, self.of_version(place, content)

    def of_version(self, place, content):
        """A later version's worker differs by its version; the name of its cache follows from that."""
        marked = f'{self.version}",\n "kept"'.encode()
        return content.replace(b'",\n "kept"', marked, 1) if place == "/sw.js" else content


@contextlib.contextmanager
def running(site_port):
    """On a free port of its own, which is what `address` names."""
    between = Between(site_port)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = dict(self.headers) | {"Accept-Encoding": "identity"}
            headers.pop("If-None-Match", None) if self.path == "/sw.js" else None
            status, kept, content = between.passed_on(self.command, self.path, headers, body)
            with contextlib.suppress(OSError):
                self.send_response_only(status)
                for name, value in kept:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_HEAD = answer

        def log_message(self, *_arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    between.address = f"http://127.0.0.1:{server.server_port}"
    yield between
    server.shutdown()
    server.server_close()
