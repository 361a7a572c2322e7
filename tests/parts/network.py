"""Keeps tests on this machine: anything but loopback and socket files is refused."""

import ipaddress
import socket

NAMES = {"localhost", ""}


class NetworkBlockedError(RuntimeError):
    """A test tried to leave this machine."""


def is_local(host):
    if host is None or host in NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def block():
    """From here on, for this process."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host):
        text = host.decode() if isinstance(host, bytes) else host
        if not is_local(text):
            raise NetworkBlockedError(f"a test tried to reach {text}; tests stay on this machine")

    def guarded(original):
        def call(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6):
                check(address[0])
            return original(self, address)

        return call

    def guarded_getaddrinfo(host, *arguments, **options):
        check(host)
        return getaddrinfo(host, *arguments, **options)

    socket.socket.connect = guarded(connect)
    socket.socket.connect_ex = guarded(connect_ex)
    socket.getaddrinfo = guarded_getaddrinfo
