from importlib import import_module

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = "Policies"

    def ready(self):
        for topic in TOPICS:
            import_module(topic).declare()


# What people do with what we promise: one line per topic.
TOPICS = (
    "policies.feedback",
    "policies.reading",
    "policies.public.acts",
    "policies.directory.acts",
    "policies.directory.importing",
    "policies.editing.acts",
    "policies.editing.kinds",
    "policies.library.acts",
)
