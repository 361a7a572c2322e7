from django.apps import AppConfig


class BoundariesConfig(AppConfig):
    name = "boundaries"
    verbose_name = "Boundary events"

    def ready(self):
        from boundaries import acts, drafts, field_words, own, protection
        from boundaries.referrals import acts as referrals

        acts.declare()
        drafts.declare()
        referrals.declare()
        field_words.declare()
        own.declare()
        protection.watch()
