"""Every check of the offline verifier is needed: take one away, or turn it round, and some forged bundle passes unseen."""

import functools

from audit.offline import verify_bundle
from tests.audit import forgeries, mutants, test_verify_bundle

SIGNATURES = {"_add", "_times", "_point", "is_signed"}


@functools.cache
def is_signed(*parts):
    return verify_bundle.is_signed(*parts)


def of_forgeries(verifier):
    """What it says of each; one at a time, so that a mutant ends with the first difference."""
    verifier.is_signed = is_signed
    for name in forgeries.CASES:
        try:
            report, told = forgeries.run(verifier, name)
            yield report.code, told
        except Exception as error:
            yield type(error)


def of_signatures(verifier):
    signatures = [tuple(map(bytes.fromhex, vector)) for vector in test_verify_bundle.VECTORS]
    signatures += [
        *test_verify_bundle.altered_signatures(),
        *((p, s, b"") for p, s in test_verify_bundle.small_points()),
    ]
    for parts in signatures:
        try:
            yield verifier.is_signed(*parts)
        except Exception as error:
            yield type(error)
    yield from map(verifier._point, test_verify_bundle.points_written())


def test_every_small_change_to_the_verifier_is_noticed():
    unnoticed, count = set(), 0
    original = mutants.built(0, None)
    expected = {answers: list(answers(original)) for answers in (of_signatures, of_forgeries)}
    for name, index, what in mutants.mutants():
        count += 1
        answers = of_signatures if name.split(":")[0] in SIGNATURES else of_forgeries
        said = answers(mutants.built(index, what))
        if all(one == wanted for one, wanted in zip(said, expected[answers], strict=True)):
            unnoticed.add(name)
    assert sorted(unnoticed) == []
    assert count >= 200
