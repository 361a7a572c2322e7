"""One side of the register's measurement: fills the database of DATABASE_URL and reads, answering in lines of JSON.

The reports are those of the search's measurement, found by the same words.
"""

import statistics
import sys

from benchmarks.search_side import ASKED, fill, milliseconds, say

REPEATS, DEEP = 3, 10_000


def main(total, rounds):
    import django

    django.setup()
    say(kind="row", name="making the data", value=f"{milliseconds(lambda: fill(int(total))) / 1000:.0f} s")
    register_what_is_found()
    rita = auditor()
    place = place_of(rita, min(DEEP, int(total) // 100))
    asked = {"first": {}, "deep": {"place": place}}
    asked |= {name: {"word": word} for name, word in ASKED.items()}
    for name, question in asked.items():
        measure(rita, name, question, int(rounds))
    measure_count(rita, int(rounds))


def register_what_is_found():
    """The register's words of each report: here the same as the search's."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM supervision_registerentry")
        cursor.execute(
            "INSERT INTO supervision_registerentry (id, incident_id, words)"
            " SELECT id, incident_id, words FROM boundaries_searchentry ORDER BY id"
        )
        cursor.execute("ANALYZE")


def auditor():
    from accounts.models import User
    from accounts.roles import Role

    return User.objects.select_related("organisation").get(roles=[str(Role.AUDITOR)])


def place_of(rita, number):
    """Where page `number` begins: (moment, id) of the last row before it."""
    from django.db.models import Q

    from supervision import register

    last = (number - 1) * register.PAGE - 1
    return register.listed(rita, Q()).values_list("submitted_at", "id")[last]


# -- the measurement -----------------------------------------------------------------------------------------


def measure(rita, name, question, rounds):
    """Which rows stand on the page: our statements against the faster of two plans by hand; and the whole page beside it."""
    from accounts import places
    from benchmarks import register_sql as hand
    from supervision import register
    from supervision.register_search import holding

    place, word = question.get("place"), question.get("word", "")

    def rows():
        return register.listed(rita, holding(word))

    def keys():
        found, _next = places.page(rows().only("submitted_at", "status"), "-submitted_at", place, register.PAGE)
        return [row.pk for row in found]

    plans = {"by hand": lambda: hand.keys(rita, **question)}
    if word:
        plans["by hand, row by row"] = lambda: hand.keys(rita, **question, often=True)
    plan = min(plans, key=lambda one: min(milliseconds(plans[one]) for _ in range(REPEATS)))
    if keys() != plans[plan]()[: register.PAGE] or [row.pk for row in register.page(rows(), place)[0]] != keys():
        raise RuntimeError(f"{name}: not the same rows")
    ratio, middle = turn_by_turn({"ours": statements_of(keys), "by hand": plans[plan]}, rounds)
    whole = {"ours": lambda: register.page(rows(), place), "by hand": lambda: hand.page(rita, **question, often="row" in plan)}
    _, whole = turn_by_turn(whole, rounds)
    say(
        kind="row",
        name=f"{name} page" if not word else f"{name} word",
        value=f"{middle['ours']:.2f} ms, {plan} {middle['by hand']:.2f} ms: {ratio:.2f}; with Django and all that stands"
        f" in its {len(keys())} rows {whole['ours']:.1f} ms, by hand {whole['by hand']:.1f} ms",
    )
    say(kind="figure", name=name, ratio=ratio)


def measure_count(rita, rounds):
    from django.db.models import Q

    from benchmarks import register_sql as hand
    from supervision import register

    def count():
        return register.count(register.listed(rita, Q()))

    ways = {"ours": statements_of(count), "by hand": lambda: hand.count(rita, register.CAP + 1)}
    if count() != ways["by hand"]():
        raise RuntimeError("not the same count")
    ratio, middle = turn_by_turn(ways, rounds)
    say(kind="row", name="capped count", value=f"{middle['ours']:.2f} ms, by hand {middle['by hand']:.2f} ms: {ratio:.2f}")
    say(kind="figure", name="count", ratio=ratio)


def statements_of(work):
    """What `work` asks of the database, to be asked again without what Django does around it."""
    from django.db import connection

    statements = []

    def noted(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        work()

    def again():
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    return again


def turn_by_turn(ways, rounds):
    """The middle of the rounds' ratios, and each way's middle in milliseconds; each round the best of a few."""
    times = {name: [] for name in ways}
    for number in range(rounds):
        for name in sorted(ways, reverse=bool(number % 2)):
            times[name].append(min(milliseconds(ways[name]) for _ in range(REPEATS)))
    ratio = statistics.median(left / right for left, right in zip(times["ours"], times["by hand"], strict=True))
    return ratio, {name: statistics.median(values) for name, values in times.items()}


if __name__ == "__main__":
    main(*sys.argv[1:])
