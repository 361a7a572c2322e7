"""The line in which writers of one SQLite file wait, whoever came first first, in whatever process or thread.

SQLite's own waiting is sleeping for longer and longer: a newcomer passes those who wait, and one of them may wait for
seconds. Here each writer takes a number, holds the lock of its own byte of a file beside the database, and waits for
the byte of the one before. The kernel frees the bytes of a process that dies. Nothing but the order depends on it:
who passes the line by, such as the sqlite3 shell, is still kept apart by SQLite itself.
"""

import contextlib
import fcntl
import os
import sqlite3
import struct
import time

GUARD, FIRST_PLACE = 0, 1 << 20  # the byte that guards the numbers, and where the places begin
LAST_GIVEN, BEING_SERVED = 0, 8  # where the two numbers stand in the file
MOST_PLACES = 1 << 40
LOOK_AGAIN, A_TURN = 0.0004, 0.0015  # seconds until whoever is next looks again; those further back look less often
IS_POSSIBLE = hasattr(fcntl, "F_OFD_SETLK")  # Linux; elsewhere SQLite's own waiting has to do


class Line:
    """One connection's way of standing in line; `join` and `leave` may be called again without harm."""

    def __init__(self, path, patience):
        self.path, self.patience = path, patience
        self.file = self.process = self.place = None

    def join(self):
        """Returns when it is our turn. Where the file cannot be had (a full disk), nobody stands in line."""
        if self.place is not None:
            return
        try:
            self._open()
            deadline = time.monotonic() + self.patience
            place = self._take_number(deadline)
        except OSError:
            return
        self.place = place
        if not self._wait(place, deadline):
            self.leave()
            raise _busy()

    def leave(self):
        if self.place is None:
            return
        place, self.place = self.place, None
        with contextlib.suppress(OSError):
            self._set(fcntl.F_UNLCK, FIRST_PLACE + place)

    def close(self):
        self.place = None
        if self.file is not None and self.process == os.getpid():
            os.close(self.file)
        self.file = None

    def _open(self):
        """A description of our own: after a fork, and in each thread, somebody else stands in line."""
        if self.file is None or self.process != os.getpid():
            self.file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self.process = os.getpid()

    def _take_number(self, deadline):
        while not self._get(GUARD):
            if time.monotonic() > deadline:
                raise _busy()
            time.sleep(LOOK_AGAIN / 4)
        try:
            place = (self._number(LAST_GIVEN) + 1) % MOST_PLACES
            self._write(LAST_GIVEN, place)
            self._set(fcntl.F_WRLCK, FIRST_PLACE + place)
        finally:
            self._set(fcntl.F_UNLCK, GUARD)
        return place

    def _wait(self, place, deadline):
        """Until the one before has left, or died; False when that takes too long."""
        before = FIRST_PLACE + (place - 1) % MOST_PLACES
        while not self._get(before):
            if time.monotonic() > deadline:
                return False
            time.sleep(self._pause(place))
        self._set(fcntl.F_UNLCK, before)
        self._write(BEING_SERVED, place)
        return True

    def _pause(self, place):
        ahead = min(place - self._number(BEING_SERVED), 20)
        return LOOK_AGAIN if ahead <= 1 else A_TURN * (ahead - 1)

    def _number(self, where):
        return int.from_bytes(os.pread(self.file, 8, where))

    def _write(self, where, number):
        os.pwrite(self.file, number.to_bytes(8), where)

    def _get(self, byte):
        try:
            self._set(fcntl.F_WRLCK, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _set(self, kind, byte):
        fcntl.fcntl(self.file, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", kind, os.SEEK_SET, byte, 1, 0))


def _busy():
    """What SQLite says when its own waiting was in vain."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    return error
