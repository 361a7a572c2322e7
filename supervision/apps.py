from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "Supervision"

    def ready(self):
        from supervision import acts, consequences, doing, guards, integrity, register_file

        acts.declare()
        guards.declare_all()
        consequences.declare()
        integrity.declare()
        doing.declare_fields_of_forms()
        register_file.declare()
