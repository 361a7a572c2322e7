"""The rendering child: `python -m supervision.exports.child`. Knows no Django, no database and no secret.

Whatever a hostile text makes the layout do happens here, within limits, and never in a web process.
"""

import contextlib
import gc
import itertools
import json
import logging
import os
import resource
import select
import sys

from config import native
from supervision.exports import wire

MEMORY_LIMIT = 512 * 1024 * 1024
TIDY_EVERY = 4
IDLE_SECONDS = 0.2


def main():
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not disturb the frames
    native.load()
    with contextlib.suppress(ValueError, OSError):  # macOS does not hold processes to it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    typesetter = _typesetter(answers)
    with contextlib.suppress(wire.Closed):
        for number in itertools.count(1):
            request = json.loads(wire.read_frame(requests))
            wire.write_frame(answers, _answer(typesetter, request))
            if number % TIDY_EVERY == 0 or _is_idle(requests):
                gc.collect()


def _is_idle(requests):
    """Whether nobody asks for the next record at once."""
    return not select.select([requests], [], [], IDLE_SECONDS)[0]


def _typesetter(answers):
    """A typesetter that has set one page, so that the first record does not pay for start-up."""
    from supervision.exports import shortcuts
    from supervision.exports.typeset import Typesetter

    logging.disable(logging.CRITICAL)  # the engine's warnings quote what it cannot print
    shortcuts.take()
    typesetter = Typesetter()
    typesetter.check()
    # Between two records the collector has nothing to find; it runs after each answer instead of within one.
    gc.collect()
    gc.freeze()
    gc.disable()
    wire.write_frame(answers, b"ready")
    return typesetter


def _answer(typesetter, request):
    from supervision.exports.typeset import TooManyPages

    try:
        pdf = _pdf(typesetter, request["markup"], request["identifier"].encode(), request["record"])
    except TooManyPages as error:
        return b"too_many_pages " + str(error).encode()
    except MemoryError:
        return b"out_of_memory"
    except Exception as error:  # any fault of the layout: its kind, never its text, which may hold a person's words
        return b"failed " + type(error).__name__.encode()
    return pdf


def _pdf(typesetter, markup, identifier, record):
    """A record with its data inside; without one, a form to fill in, or a card that its class names."""
    from supervision.paper.typeset import form_pdf
    from supervision.referrals.typeset import card_pdf, is_card

    if record is None and is_card(markup):
        return card_pdf(typesetter, markup, identifier=identifier)
    if record is None:
        return form_pdf(typesetter, markup, identifier=identifier)
    return typesetter.pdf(markup, identifier=identifier, record=record)


if __name__ == "__main__":
    main()
