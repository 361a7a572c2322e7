"""The line in which writers of one SQLite file wait, in whatever process or thread, so that none is passed for long.

SQLite's own waiting is sleeping for longer and longer: newcomers pass those who wait, and one of them may wait for
seconds. Here a writer holds one byte of a file beside the database. Those who find it held take a number and wait in
that order; whoever is first looks often, and may soon say that nobody passes any more. (Nobody passing at all would
cost a change of processes for every single transaction.) The kernel frees the bytes of a process that dies. Nothing
but the order depends on it: who passes the line by, such as the sqlite3 shell, is still kept apart by SQLite itself.
"""

import contextlib
import fcntl
import os
import sqlite3
import struct
import time

# bytes: who writes; that the first in line will not be passed; who gives out a number; and where the places begin
WRITER, NOBODY_PASSES, GUARD, FIRST_PLACE = 100, 101, 102, 1 << 20
PASSED_FOR = 0.002  # seconds that the first in line lets others pass
LAST_GIVEN, BEING_SERVED = 0, 8  # where the two numbers stand in the file
MOST_PLACES = 1 << 40
LOOK_AGAIN, A_TURN = 0.0004, 0.0015  # seconds until whoever is next looks again; those further back look less often
IS_POSSIBLE = hasattr(fcntl, "F_OFD_SETLK")  # Linux; elsewhere SQLite's own waiting has to do


class Line:
    """One connection's way of standing in line; `join` and `leave` may be called again without harm."""

    def __init__(self, path, patience):
        self.path, self.patience = path, patience
        self.file = self.process = None
        self.is_writer = False

    def join(self):
        """Returns when it is our turn. Where the file cannot be had (a full disk), nobody stands in line."""
        if self.is_writer:
            return
        try:
            self._open()
            deadline = time.monotonic() + self.patience
            self.is_writer = (not self._is_held(NOBODY_PASSES) and self._get(WRITER)) or self._wait(deadline)
        except OSError:
            self.close()
            return
        if not self.is_writer:
            raise _busy()

    def leave(self):
        if self.is_writer:
            self.is_writer = False
            self._free(WRITER)

    def close(self):
        self.is_writer = False
        if self.file is not None and self.process == os.getpid():
            os.close(self.file)
        self.file = None

    def _open(self):
        """A description of our own: after a fork, and in each thread, somebody else stands in line."""
        if self.file is None or self.process != os.getpid():
            self.file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self.process = os.getpid()

    def _wait(self, deadline) -> bool:
        """By number, until the one before is out of the line and then until nobody writes; False if that is too long."""
        place = self._take_number(deadline)
        before = FIRST_PLACE + (place - 1) % MOST_PLACES
        try:
            is_first = self._in_time(deadline, lambda: self._get(before), lambda: self._pause(place))
            self._free(before)
            return is_first and self._be_first(place, deadline)
        finally:
            self._free(NOBODY_PASSES)
            self._free(FIRST_PLACE + place)

    def _be_first(self, place, deadline):
        self._write(BEING_SERVED, place)
        enough = time.monotonic() + PASSED_FOR

        def look():
            if time.monotonic() > enough:
                self._get(NOBODY_PASSES)
            return self._get(WRITER)

        return self._in_time(deadline, look, lambda: LOOK_AGAIN)

    def _in_time(self, deadline, is_so, pause):
        while not is_so():
            if time.monotonic() > deadline:
                return False
            time.sleep(pause())
        return True

    def _take_number(self, deadline):
        if not self._in_time(deadline, lambda: self._get(GUARD), lambda: LOOK_AGAIN / 4):
            raise _busy()
        try:
            place = (self._number(LAST_GIVEN) + 1) % MOST_PLACES
            self._write(LAST_GIVEN, place)
            self._get(FIRST_PLACE + place)
        finally:
            self._free(GUARD)
        return place

    def _pause(self, place):
        ahead = min(place - self._number(BEING_SERVED), 20)
        return LOOK_AGAIN if ahead <= 1 else A_TURN * (ahead - 1)

    def _number(self, where):
        return int.from_bytes(os.pread(self.file, 8, where))

    def _write(self, where, number):
        os.pwrite(self.file, number.to_bytes(8), where)

    def _get(self, byte) -> bool:
        try:
            fcntl.fcntl(self.file, fcntl.F_OFD_SETLK, _lock(fcntl.F_WRLCK, byte))
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _free(self, byte):
        with contextlib.suppress(OSError):
            fcntl.fcntl(self.file, fcntl.F_OFD_SETLK, _lock(fcntl.F_UNLCK, byte))

    def _is_held(self, byte) -> bool:
        """By somebody else."""
        found = fcntl.fcntl(self.file, fcntl.F_OFD_GETLK, _lock(fcntl.F_WRLCK, byte))
        return struct.unpack_from("h", found)[0] != fcntl.F_UNLCK


def _lock(kind, byte) -> bytes:
    """The kernel's struct flock."""
    return struct.pack("hhqqi4x", kind, os.SEEK_SET, byte, 1, 0)


def _busy():
    """What SQLite says when its own waiting was in vain."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    return error
