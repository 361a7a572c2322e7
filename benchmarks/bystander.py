"""Somebody who goes on working: asks for one page again and again, and notes when and how long each took."""

import http.client
import subprocess
import sys
import time

PAUSE = 0.05


class Bystander:
    """The other end: started for an address, read and stopped at the end."""

    def __init__(self, port, path, cookie):
        command = [sys.executable, "-m", "benchmarks.bystander", str(port), path, cookie]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)

    def stop(self) -> list[tuple[float, float, int]]:
        """(moment, seconds, status) of every request; the moment by the machine's monotonic clock."""
        output, _ = self.process.communicate("stop\n", timeout=60)
        rows = (line.split() for line in output.splitlines())
        return [(float(moment), float(seconds), int(status)) for moment, seconds, status in rows]


def ask(port, path, cookie) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def work(port, path, cookie):
    import select

    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        start = time.monotonic()
        status = ask(port, path, cookie)
        print(start, time.monotonic() - start, status, flush=True)


if __name__ == "__main__":
    work(int(sys.argv[1]), *sys.argv[2:])
