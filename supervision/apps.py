from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "Supervision"

    def ready(self):
        for declare in (*_acts(), *_clock(), *_around()):
            declare()


def _acts():
    """What people do, what must hold before it, and what follows from it."""
    from supervision import acts, attention, consequences, correcting, guards, internal, links, notices, reply_drafts
    from supervision.absences import acts as absences
    from supervision.hearings import acts as hearings
    from supervision.matching import acts as matching
    from supervision.reveals import acts as reveals
    from supervision.translating import acts as translating

    first = (acts.declare, guards.declare_all, hearings.declare, consequences.declare)
    topics = (attention, correcting, internal, links, notices, reply_drafts, absences, matching, reveals, translating)
    return [*first, *(topic.declare for topic in topics)]


def _clock():
    """The steps of a pass, in their order."""
    from supervision import clock, digests, drafts_waiting, outbox, silence, waking
    from supervision.independent import acts as independent
    from supervision.protected import acts as protected

    topics = (clock, silence, waking, outbox, drafts_waiting, digests, independent, protected)
    return [topic.declare for topic in topics]


def _around():
    """What looks at records: who reads, finding, proving, exports, webhooks; and the ladder, last in the clock's pass."""
    from supervision import doing, findable, integrity, register_file, who_reads
    from supervision.figures import handing_out
    from supervision.ladder import declaring as ladder
    from supervision.webhooks import acts as webhooks

    fields = doing.declare_fields_of_forms
    found = [topic.declare for topic in (who_reads, findable, integrity)]
    return [*found, fields, *(topic.declare for topic in (register_file, handing_out, webhooks, ladder))]
