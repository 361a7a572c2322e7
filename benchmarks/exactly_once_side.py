"""The other processes of `./run bench exactly_once`: one that prepares, clocks and workers until killed, one that checks."""

import datetime
import os
import signal
import sys
import time

CLAIM = datetime.timedelta(seconds=5)  # instead of two minutes: what a killed worker held is waited for many times here


def prepare(due):
    from django.core.management import call_command

    from benchmarks.clock import make_late
    from benchmarks.submission import make_service

    call_command("migrate", verbosity=0)
    service = make_service(1)
    service.lead.email = "lead@example.com"
    service.lead.save()
    make_late(service, int(due))


def clock():
    """As one that is called again and again."""
    from django.db import OperationalError

    from supervision import clock

    while True:
        try:
            clock.run()
        except (clock.DatabaseGoneError, OperationalError) as error:
            print(type(error).__name__, file=sys.stderr)
        time.sleep(0.1)


def worker():
    from django.core.management import call_command

    from supervision import delivery

    delivery.CLAIM = CLAIM
    call_command("worker")


def nursery():
    """Forks a clock or a worker for each line that comes, and says its number; nothing is connected before."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are nobody's
    for line in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            {"clock": clock, "worker": worker}[line.strip()]()
            os._exit(0)
        print(child, flush=True)


def check():
    """Prints what happened once, what twice, what was not sent, and what the chains say."""
    from collections import Counter

    from audit.models import AuditEvent, OutboxItem
    from audit.verify import verify
    from supervision.models import Message, Notice

    breaches = Counter(AuditEvent.objects.filter(act="deadline_breached").values_list("object_id", flat=True))
    apologies = Counter(Message.objects.filter(kind="notice").values_list("incident_id", flat=True))
    told = Counter(Notice.objects.filter(kind="late").values_list("incident_id", "user_id"))
    items = Counter(payload["notice"] for payload in OutboxItem.objects.values_list("payload", flat=True))
    heard = {incident for incident, _user in told}
    counts = {
        "once": sum(apologies[key] == 1 and key in heard for key, times in breaches.items() if times == 1),
        "doubled": sum(times > 1 for counted in (breaches, apologies, told, items) for times in counted.values()),
        "notices": len(told),
        "items": len(items),
        "unsent": OutboxItem.objects.filter(sent_at=None).count(),
        "verify": len(verify().findings),
    }
    for name, number in counts.items():
        print(name, number)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    {"prepare": prepare, "nursery": nursery, "check": check}[sys.argv[1]](*sys.argv[2:])
