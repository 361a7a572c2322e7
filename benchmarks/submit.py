"""One complete report through the one door, against the very rows that it wrote, written by raw SQL (P3).

Both in one transaction on the same database with the same durability, in turns. The raw side is given its values and
identities ready made; ours checks, grades, assigns, hashes and tells.
"""

import itertools
import statistics
import sys
import time

from benchmarks.sides import each_database
from benchmarks.table import Results

ROUNDS, QUICK_ROUNDS, WARM = 400, 40, 15
TEAMS = 8  # nobody may send more than a hundred reports a day
BOUND = 0.4


def main(arguments):
    results = Results("A complete report through the one door, against its rows by raw SQL")
    for name, found in each_database("benchmarks.submit", QUICK_ROUNDS if "--quick" in arguments else ROUNDS):
        results.row(f"{name}: rows of one report", found["rows"])
        results.row(f"{name}: statements of one report", found["statements"])
        results.row(f"{name}: ours, raw", f"{found['ours']:.2f} ms, {found['raw']:.2f} ms")
        results.figure(f"submit.rate_{name}", found["rate"], BOUND, at_most=False)
    return results.close()


# ---- in the process of one database


def measure(rounds) -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accounts.backends import PersonBackend
    from benchmarks import rows
    from benchmarks.submission import make_service

    people = [person.pk for team in make_service(TEAMS).caregivers for person in team]
    caregivers = itertools.cycle([PersonBackend().get_user(pk) for pk in people])
    caregiver = next(caregivers)
    send(caregiver)
    before = rows.present()
    incident = send(caregiver)
    mould = rows.added(before)
    with CaptureQueriesContext(connection) as statements:
        send(caregiver)
    ours, raw = [], []
    for number in range(rounds + WARM):
        ready = mould.statements([(incident.reference, f"DS-{number:04d}-{number:04d}")])
        person = next(caregivers)
        times = timed(lambda person=person: send(person)), timed(lambda ready=ready: rows.write(ready))
        if number >= WARM:
            ours.append(times[0])
            raw.append(times[1])
    return {
        "rows": str(mould),
        "statements": len(statements),
        "ours": statistics.median(ours) * 1000,
        "raw": statistics.median(raw) * 1000,
        "rate": statistics.median(right / left for left, right in zip(ours, raw, strict=True)),
    }


def timed(act) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def send(caregiver):
    """The draft with every field and answer, and its sending, as one request does it."""
    from django.db import transaction

    from audit.ids import uuid7
    from benchmarks import submission
    from boundaries import answers, drafts
    from boundaries.sending import send as through_the_door
    from policies.models import EventType

    with transaction.atomic():
        draft = drafts.begin(caregiver, uuid7(), event_type=EventType.objects.get(key=submission.KIND))
        for name, value in submission.FIELDS.items():
            setattr(draft, name, value)
        draft.save(update_fields=list(submission.FIELDS))
        answers.save_answers(draft, submission.answers_to(draft.protocol_version_id))
        return through_the_door(draft, caregiver)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
