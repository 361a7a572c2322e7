"""One side of the search's measurement: fills the database of DATABASE_URL and searches it, answering in lines of JSON.

The texts are of 35 words out of 20,000, a third of them Cyrillic, as frequent as words are; three planted ones are
rare, middling and frequent. Some thousand reports are made as seed_load makes them and multiplied in the database.
"""

import functools
import json
import os
import random
import statistics
import sys
import time
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

BASE, TEAMS, LENGTH, VOCABULARY = 10_000, 40, 35, 20_000
PLANTED = {"rare": ("zvonecek", 0.0004), "middling": ("ugyeletes", 0.01), "frequent": ("pecovatelka", 0.085)}
ASKED = {"rare": "zvonec", "middling": "ugyelet", "frequent": "pecovatel"}  # each the beginning of a word
WALLS, DOORS, REPEATS = 2, 20, 3
LATIN, CYRILLIC = "abcdefghijklmnoprstuvyzáéíóöőúüűčěřšžåä", "абвгґдежзиіїйклмнопрстуфхцчшщюяь"


def main(total, rounds):
    import django

    django.setup()
    start = time.monotonic()
    sam = fill(int(total))
    say(kind="row", name="making the data", value=f"{time.monotonic() - start:.0f} s")
    for frequency, asked in ASKED.items():
        measure(sam, frequency, asked, int(rounds))


def say(**line):
    print(json.dumps(line), flush=True)


# -- the data ------------------------------------------------------------------------------------------------


def fill(total):
    from accounts.models import User
    from policies.loading import load_content
    from supervision.moulds import loading
    from supervision.synthetic import make_service

    load_content()
    service = make_service(TEAMS)
    base = min(BASE, total)
    with loading():
        said_load()(service, base).write()
        multiply(total // base - 1)
    sam = User.objects.get(pk=service.supervisors[0].pk)
    put_up_walls_and_doors(sam, service)
    return User.objects.select_related("organisation", "profile__team").get(pk=sam.pk)


def said_load():
    """seed_load's own, with a text of its own in each report."""
    from supervision.synthetic import Load

    class SaidLoad(Load):
        def _incident(self, *arguments):
            return super()._incident(*arguments) | {"what_happened": text(self.random)}

    return SaidLoad


def text(dice):
    words = vocabulary()
    # as frequent as words are: the place in the list is spread over orders of magnitude
    return " ".join(words[int(VOCABULARY ** dice.random()) - 1] for _ in range(LENGTH))


@functools.cache
def vocabulary():
    dice = random.Random(1)
    alphabets = (LATIN, LATIN, CYRILLIC)
    return ["".join(dice.choices(alphabets[number % 3], k=dice.randint(3, 12))) for number in range(VOCABULARY)]


def multiply(copies):
    """Each report and its entry again, under a name and a reference of its own."""
    from django.db import connection

    from boundaries.models import Incident, SearchEntry

    incidents = [field.column for field in Incident._meta.concrete_fields if field.column not in ("id", "reference")]
    entries = [field.column for field in SearchEntry._meta.concrete_fields]
    entries = [column for column in entries if column not in ("id", "incident_id", "words")]
    rows = list(SearchEntry.objects.order_by("id").values_list("incident_id", "words", "incident__reference"))
    dice = random.Random(2)
    with connection.cursor() as cursor:
        kind = "uuid" if connection.vendor == "postgresql" else "char(32)"
        cursor.execute(f"CREATE TEMPORARY TABLE made (was {kind}, now {kind}, reference text, words text, number bigint)")
        for copy in range(1, copies + 1):
            made = [made_of(row, copy * len(rows) + number, dice) for number, row in enumerate(rows, 1)]
            cursor.execute("DELETE FROM made")
            cursor.executemany("INSERT INTO made VALUES (%s, %s, %s, %s, %s)", made)
            cursor.execute(
                f"INSERT INTO boundaries_incident (id, reference, {', '.join(incidents)}) SELECT now, made.reference,"
                f" {', '.join(incidents)} FROM made JOIN boundaries_incident row ON row.id = was ORDER BY number"
            )
            cursor.execute(
                f"INSERT INTO boundaries_searchentry (id, incident_id, words, {', '.join(entries)}) SELECT number, now,"
                f" made.words, {', '.join(entries)} FROM made JOIN boundaries_searchentry row ON row.incident_id = was"
                " ORDER BY number"
            )


def made_of(row, number, dice):
    """Under another reference, and with the planted words drawn anew."""
    from django.db import connection

    was, words, old = row
    now = uuid4()
    parts = f"{number // 10_000:04d}", f"{number % 10_000:04d}"
    for old_word, word in zip(known_by(*old[3:].split("-")), known_by(*parts), strict=True):
        words = words.replace(f" {old_word} ", f" {word} ")
    words += "".join(f"{word} " for word, share in PLANTED.values() if dice.random() < share)
    keys = (was.hex, now.hex) if connection.vendor == "sqlite" else (was, now)
    return *keys, f"DS-{parts[0]}-{parts[1]}", words, number


def known_by(one, two):
    return [word.lower() for word in (f"ds{one}{two}", one, two, f"{one}{two}")]


def put_up_walls_and_doors(sam, service):
    """Sam is part of a few events of his own team and covers a few of another."""
    from boundaries.models import Access, NamedPerson, SearchEntry

    here = SearchEntry.objects.filter(team=service.teams[0], words__contains=f" {ASKED['frequent']}").order_by("-id")
    there = SearchEntry.objects.filter(team=service.teams[1]).order_by("-id")
    NamedPerson.objects.bulk_create(NamedPerson(incident_id=entry.incident_id, user=sam) for entry in here[:WALLS])
    Access.objects.bulk_create(
        Access(incident_id=entry.incident_id, user=sam, basis=Access.Basis.COVER) for entry in there[:DOORS]
    )


# -- the measurement -----------------------------------------------------------------------------------------


def measure(sam, frequency, asked, rounds):
    """Both ways turn by turn, each round the best of a few; the same hits in the same order, or it is worth nothing."""
    from benchmarks.search_sql import by_hand
    from boundaries.search.finding import find, hits
    from supervision.views.search import ROWS

    ways = {"ours": lambda: hits(sam, asked)[0], "by hand": lambda: by_hand(sam, asked)}
    times = {name: [] for name in ways}
    for number in range(rounds):
        for name in sorted(ways, reverse=bool(number % 2)):
            times[name].append([milliseconds(ways[name]) for _ in range(REPEATS)])
    full = sorted(milliseconds(lambda: find(sam, asked, rows=ROWS.all())) for _ in range(rounds))
    found, expected = ways["ours"](), ways["by hand"]()
    if found != expected or [key for _number, key in found] != [row.pk for row in find(sam, asked)[0]]:
        raise RuntimeError(f"{frequency}: {len(found)} hits, {len(expected)} by hand, or not the same ones")
    best = {name: [min(few) for few in rounds] for name, rounds in times.items()}
    ratio = statistics.median(left / right for left, right in zip(best["ours"], best["by hand"], strict=True))
    middle = {name: statistics.median(values) for name, values in best.items()}
    p95 = sorted(one for few in times["ours"] for one in few)[int(rounds * REPEATS * 0.95)]
    shown = f"{len(found)} hits: {middle['ours']:.2f} ms (p95 {p95:.2f}), by hand {middle['by hand']:.2f} ms: {ratio:.2f}"
    say(kind="row", name=f"{frequency} word", value=f"{shown}; with their rows {full[rounds // 2]:.1f} ms")
    say(kind="figure", name=frequency, ratio=ratio)


def milliseconds(work) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
