"""The cable between phone and site: cut, nothing gets through and nobody answers; mended, it may be a slow one."""

import contextlib
import socket
import threading
import time

CHUNK = 4096
PAUSE = 0.05  # what comes after it is a new message, which takes its time to arrive
SLOW_3G = {"delay": 0.2, "rate": 50_000}  # 400 ms there and back, 400 kbit/s each way


class Cable:
    """A port of its own, which is what `address` names; `delay` in seconds, `rate` in bytes per second each way."""

    def __init__(self, site_port):
        self.site_port, self.delay, self.rate = site_port, 0, None
        self.ends = set()
        self.carried = 0  # bytes since it was cut last
        self.open(socket.create_server(("127.0.0.1", 0)))
        self.port = self.door.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def open(self, door):
        self.door = door
        threading.Thread(target=self.receive, args=[door], daemon=True).start()

    def receive(self, door):
        with contextlib.suppress(OSError):
            while True:
                phone, _ = door.accept()
                site = socket.create_connection(("127.0.0.1", self.site_port))
                self.ends |= {phone, site}
                for here, there in ((phone, site), (site, phone)):
                    threading.Thread(target=self.carry, args=[here, there], daemon=True).start()

    def carry(self, here, there):
        last = 0
        with contextlib.suppress(OSError):
            while part := here.recv(CHUNK):
                is_new = time.monotonic() - last > PAUSE
                time.sleep((self.delay if is_new else 0) + (len(part) / self.rate if self.rate else 0))
                there.sendall(part)
                self.carried += len(part)
                last = time.monotonic()
        hang_up(here, there)

    def cut(self):
        """What is on its way is lost, and a new call is refused."""
        hang_up(self.door, *self.ends)
        self.ends, self.carried = set(), 0

    def mend(self, delay=0, rate=None):
        """The same port answers again."""
        self.delay, self.rate = delay, rate
        self.open(socket.create_server(("127.0.0.1", self.port)))


def hang_up(*ends):
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextlib.contextmanager
def running(site_port):
    cable = Cable(site_port)
    yield cable
    cable.cut()
