from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "Supervision"

    def ready(self):
        for declare in (*_acts(), *_clock(), *_around()):
            declare()


def _acts():
    """What people do, what must hold before it, and what follows from it."""
    from supervision import (
        acts,
        attention,
        consequences,
        correcting,
        directory_reviews,
        duties,
        guards,
        internal,
        links,
        notices,
        reading_duties,
        reply_drafts,
    )
    from supervision.absences import acts as absences
    from supervision.composer import acts as composer
    from supervision.consultations import acts as consultations
    from supervision.contact_types import acts as contact_types
    from supervision.exceptions import acts as exceptions
    from supervision.external_duties import acts as external_duties
    from supervision.gifts import acts as gifts
    from supervision.gifts import declaring as interests
    from supervision.guided import declaring as guided
    from supervision.hearings import acts as hearings
    from supervision.identities import acts as identities
    from supervision.mandates import acts as mandates
    from supervision.matching import acts as matching
    from supervision.observations import acts as observations
    from supervision.patterns import acts as patterns
    from supervision.plans import acts as plans
    from supervision.referrals import checking as referrals
    from supervision.reveals import acts as reveals
    from supervision.sessions import acts as sessions
    from supervision.similar import sharing as similar
    from supervision.small import deeds as small
    from supervision.translating import acts as translating
    from supervision.understood import acts as understood
    from supervision.voices import acts as voices

    first = (acts.declare, guards.declare_all, hearings.declare, exceptions.declare, consequences.declare, duties.declare)
    first += (composer.declare, reading_duties.declare, directory_reviews.declare, external_duties.declare)
    topics = (attention, correcting, internal, links, notices, reply_drafts)
    topics += (absences, matching, reveals, translating, referrals, consultations, plans, sessions)
    topics += (observations, guided, similar, patterns, gifts, interests)
    topics += (small, understood, contact_types, voices, mandates, identities)
    return [*first, *(topic.declare for topic in topics)]


def _clock():
    """The steps of a pass, in their order."""
    from supervision import clock, digests, drafts_waiting, outbox, policies_due, silence, waking
    from supervision.independent import acts as independent
    from supervision.protected import acts as protected

    topics = (clock, silence, waking, outbox, drafts_waiting, digests, independent, protected, policies_due)
    return [topic.declare for topic in topics]


def _around():
    """What looks at records: who reads, finding, proving, exports, webhooks; ladder and checkpoint, last in a pass."""
    from supervision import doing, findable, integrity, register_file, register_words, who_reads
    from supervision.figures import handing_out, in_public
    from supervision.ladder import declaring as ladder
    from supervision.leaflet import complaints
    from supervision.mandates import noting
    from supervision.proof import bundling, daily, mailing
    from supervision.webhooks import acts as webhooks

    fields = doing.declare_fields_of_forms
    found = [topic.declare for topic in (who_reads, findable, register_words, integrity, bundling, mailing, noting)]
    last = (register_file, handing_out, in_public, complaints, webhooks, ladder, daily)  # signed is what the ladder wrote, too
    return [*found, fields, *(topic.declare for topic in last)]
