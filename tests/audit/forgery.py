"""How a forgery is declared: what breaks the bundle, the code that must be the answer, and its words."""

import functools
import io

from tests.audit.forging import Forge

GENUINE, ALTERED, UNKNOWN = 0, 1, 2
CASES = {}


def case(code, *words, scope="organisation", kept=()):
    """A function that breaks a sealed forge; it may return the file and the kept texts itself."""

    def declare(function):
        CASES[function.__name__] = (function, code, words, scope, kept)
        return function

    return declare


@functools.cache
def made(name):
    """The file's bytes and the kept texts of one case."""
    function, _code, _words, scope, kept = CASES[name]
    forge = Forge(scope).seal()
    texts = [forge.kept(number) for number in kept]
    broken = function(forge)
    file, texts = broken if isinstance(broken, tuple) else (forge.zip(), texts)
    return file.getvalue(), texts


def run(verifier, name):
    """(report, what it tells) of one case."""
    content, texts = made(name)
    report = verifier.check(io.BytesIO(content), texts)
    return report, verifier.told(report)
