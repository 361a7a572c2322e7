"""How the server and its rendering child talk: a length, then that many bytes, over the child's standard streams."""

import struct

LENGTH = struct.Struct(">Q")
MOST = 64 * 1024 * 1024


class Closed(Exception):
    """The other side is gone."""


def write_frame(stream, content):
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def read_frame(stream):
    (length,) = LENGTH.unpack(_read_exactly(stream, LENGTH.size))
    if length > MOST:
        raise Closed("a frame larger than any record")
    return _read_exactly(stream, length)


def _read_exactly(stream, length):
    parts = []
    while length:
        part = stream.read(length)
        if not part:
            raise Closed("the stream ended")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
