from django.apps import AppConfig


class BoundariesConfig(AppConfig):
    name = "boundaries"
    verbose_name = "Boundary events"

    def ready(self):
        from boundaries import acts, field_words, own, protection

        acts.declare()
        field_words.declare()
        own.declare()
        protection.watch()
