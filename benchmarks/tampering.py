"""1,000 random changes to 10,000 events and their checkpoints, one at a time: found by audit_verify and by the offline verifier.

The offline verifier is given a bundle exported after the change, and the last checkpoint as it was kept before.
"""

import io
import os
import random
import sys
import tempfile
import time
import uuid

from benchmarks.table import Results

SIZES = {False: (10_000, 1_000), True: (1_000, 40)}
CHAIN, SEED = 20, 20261123


def main(arguments):
    events, rounds = SIZES["--quick" in arguments]
    results = Results(f"{rounds:,} changes to {events:,} events, one at a time")
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        found = campaign(events, rounds)
    report(results, found, rounds)
    return results.close()


def report(results, found, rounds):
    for name, missed in found["missed"].items():
        results.row(f"missed by {name}", missed or "nothing")
        results.figure(f"tampering.{name}", rounds - len(missed), rounds, at_most=False)
        results.row(f"seconds of {name}", f"{found['seconds'][name] / rounds:.2f} each")


def campaign(events, rounds, seed=SEED) -> dict:
    """Prepare one service, then change it and look, `rounds` times; everything is undone each time."""
    from audit.models import AuditEvent, Checkpoint
    from tests import tampering

    organisation, kept = _service(events)
    tampering.drop_triggers()
    mine = {"organisation_id": organisation}
    keys = list(AuditEvent._base_manager.filter(**mine).order_by("chain", "seq").values_list("pk", flat=True))
    checkpoints = list(Checkpoint._base_manager.filter(**mine).order_by("number").values_list("pk", flat=True))
    found = {"missed": {"verify": [], "offline": []}, "seconds": {"verify": 0.0, "offline": 0.0}}
    for number in range(rounds):
        _round(random.Random(seed + number), keys, checkpoints, organisation, kept, found)
    return found


def _service(events):
    from audit import checkpoints
    from tests.audit import chains

    organisation = uuid.UUID(int=SEED)
    for _half in range(2):
        for chain in range(events // CHAIN):
            chains.append(organisation, f"incident:{uuid.UUID(int=chain)}", CHAIN // 2)
        checkpoints.make(organisation)
    return organisation, checkpoints.as_text(checkpoints.last(organisation))


def _round(dice, keys, checkpoints, organisation, kept, found):
    from django.db import transaction

    from benchmarks.mutations import mutate

    with transaction.atomic():
        what = mutate(dice, keys, checkpoints)
        for name, look in (("verify", _verify), ("offline", _offline)):
            begun = time.perf_counter()
            if not look(organisation, kept):
                found["missed"][name].append(what)
            found["seconds"][name] += time.perf_counter() - begun
        transaction.set_rollback(True)


def _verify(_organisation, kept):
    from audit.verify import verify
    from audit.verify_checkpoints import read_texts

    return verify(elsewhere=read_texts(kept)).findings


def _offline(organisation, kept):
    """A bundle that cannot even be made is found as well."""
    from audit import bundle
    from audit.offline import verify_bundle

    file = io.BytesIO()
    try:
        bundle.write(file, organisation)
    except bundle.CannotBeBundled:
        return True
    return verify_bundle.check(file, [kept]).code == verify_bundle.ALTERED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
