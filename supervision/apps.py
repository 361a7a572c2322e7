from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "Supervision"

    def ready(self):
        from supervision import (
            acts,
            attention,
            clock,
            consequences,
            correcting,
            digests,
            doing,
            drafts_waiting,
            findable,
            guards,
            integrity,
            internal,
            links,
            notices,
            outbox,
            register_file,
            reply_drafts,
            silence,
            waking,
            who_reads,
        )
        from supervision.absences import acts as absences
        from supervision.figures import handing_out
        from supervision.hearings import acts as hearings
        from supervision.independent import acts as independent
        from supervision.ladder import declaring as ladder
        from supervision.matching import acts as matching
        from supervision.protected import acts as protected
        from supervision.reveals import acts as reveals
        from supervision.translating import acts as translating
        from supervision.webhooks import acts as webhooks

        acts.declare()
        guards.declare_all()
        hearings.declare()
        consequences.declare()
        attention.declare()
        correcting.declare()
        internal.declare()
        links.declare()
        notices.declare()
        reply_drafts.declare()
        absences.declare()
        matching.declare()
        reveals.declare()
        translating.declare()
        clock.declare()
        silence.declare()
        waking.declare()
        outbox.declare()
        drafts_waiting.declare()
        digests.declare()
        independent.declare()
        protected.declare()
        who_reads.declare()
        findable.declare()
        integrity.declare()
        doing.declare_fields_of_forms()
        register_file.declare()
        handing_out.declare()
        webhooks.declare()
        ladder.declare()
