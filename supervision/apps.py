from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "Supervision"

    def ready(self):
        from supervision import acts, clock, consequences, doing, findable, guards, integrity, register_file, silence, waking
        from supervision.absences import acts as absences
        from supervision.webhooks import acts as webhooks

        acts.declare()
        guards.declare_all()
        consequences.declare()
        absences.declare()
        clock.declare()
        silence.declare()
        waking.declare()
        findable.declare()
        integrity.declare()
        doing.declare_fields_of_forms()
        register_file.declare()
        webhooks.declare()
        ladder.declare()
        from supervision import who_reads
        from supervision.hearings import acts as hearings
        from supervision.independent import acts as independent
        from supervision.protected import acts as protected
        from supervision.ladder import declaring as ladder
        from supervision.matching import acts as matching
        from supervision.reveals import acts as reveals
        from supervision.figures import handing_out
        from supervision.translating import acts as translating
