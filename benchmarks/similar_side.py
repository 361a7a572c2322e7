"""One side of it: fills the database of DATABASE_URL, asks for likes and for the queue, and answers in lines of JSON.

Every report that was answered gets a reply, so that nothing is found quicker than in life; a third of the clients gave a
reason, a third gave none.
"""

import json
import os
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

TEAMS, REPEATS = 40, 3
REPLIED = """
INSERT INTO supervision_message (salt, id, incident_id, author_id, kind, body, language, sent_at)
SELECT i.salt, i.id, i.id, i.assignee_id, 'reply', 'Thank you for telling us. The office line is there at night.', i.language,
    i.acknowledged_at
FROM boundaries_incident i WHERE i.acknowledged_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM supervision_message m WHERE m.incident_id = i.id AND m.kind = 'reply')
"""
ANSWERED = """
UPDATE supervision_likeness
SET answered_at = (SELECT i.acknowledged_at FROM boundaries_incident i WHERE i.id = supervision_likeness.incident_id)
"""


def main(total, rounds):
    import django

    django.setup()
    start = time.monotonic()
    service = fill(int(total))
    say(kind="row", name="making the data", value=f"{time.monotonic() - start:.0f} s")
    for name, person in (("supervisor", service.supervisors[0]), ("lead", service.lead)):
        measure(name, afresh(person), service, int(rounds))


def say(**line):
    print(json.dumps(line), flush=True)


def afresh(person):
    from accounts.models import User

    return User.objects.select_related("organisation", "profile__team").get(pk=person.pk)


def fill(total):
    from django.db import connection

    from policies.loading import load_content
    from supervision.moulds import loading
    from supervision.synthetic import make_service

    load_content()
    service = make_service(TEAMS)
    with loading():
        reasoned_load()(service, total).write()
        with connection.cursor() as cursor:
            cursor.execute(REPLIED)
            cursor.execute(ANSWERED)
    return service


def reasoned_load():
    """seed_load's own, with a client who gave a reason, gave none, or was not asked."""
    from supervision.synthetic import Load

    class ReasonedLoad(Load):
        def _incident(self, *arguments):
            return super()._incident(*arguments) | {"reason_given": self.random.choice((True, False, None))}

    return ReasonedLoad


def measure(name, person, service, rounds):
    """Turn by turn, each round the best of a few; a report of another language and kind each time."""
    from supervision.queue import Queue
    from supervision.similar.finding import similar

    asked = reports(service)
    times = {"likes": [], "queue": []}
    for number in range(rounds):
        incident = asked[number % len(asked)]
        ways = {"likes": lambda incident=incident: similar(person, incident), "queue": lambda: Queue(person).page()}
        for way in sorted(ways, reverse=bool(number % 2)):
            times[way].append(min(milliseconds(ways[way]) for _ in range(REPEATS)))
    check(person, asked[0])
    ratio = statistics.median(left / right for left, right in zip(times["likes"], times["queue"], strict=True))
    middle = {way: statistics.median(values) for way, values in times.items()}
    worst = sorted(times["likes"])[int(rounds * 0.95)]
    shown = f"{middle['likes']:.1f} ms (p95 {worst:.1f}), the queue {middle['queue']:.1f} ms: {ratio:.2f}"
    say(kind="row", name=name, value=shown)
    say(kind="figure", name=name, ratio=ratio)


def reports(service):
    """Two in each language that wait in the first team."""
    from accounts.models.organisation import LANGUAGES
    from boundaries.models import Incident

    rows = Incident.objects.open().filter(team=service.teams[0]).order_by("-submitted_at")
    return [row for language in LANGUAGES for row in rows.filter(language=language)[:2]]


def check(person, incident):
    """The same as sorting everything that this person may see of the kind, or it is worth nothing."""
    from boundaries.models import Incident
    from supervision.models import Likeness
    from supervision.similar.entries import reason_of
    from supervision.similar.finding import MOST, similar

    visible = Incident.objects.visible_to(person).exclude(pk=incident.pk).values("pk")
    rows = Likeness.objects.filter(event_type=incident.event_type_id, answered_at__isnull=False, incident__in=visible)
    rows = list(rows.values_list("incident_id", "language", "reason", "submitted_at"))
    rows.sort(key=lambda row: row[3], reverse=True)
    rows.sort(key=lambda row: (row[1] != incident.language, row[2] != reason_of(incident)))
    found = [like.incident.pk for like in similar(person, incident)]
    if found != [row[0] for row in rows[:MOST]]:
        raise RuntimeError(f"{len(found)} likes, and not the ones that come first")


def milliseconds(work) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
