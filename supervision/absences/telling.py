"""What a reporter reads in her conversation when the person who answers her is away: who, until when, never why."""

from django.utils.translation import gettext as _

from supervision.conversation import tell_reporter
from supervision.moments import local_moment


def say_away(incident, happening):
    absence = happening.details["absence"]
    stand_in = happening.details.get("stand_in")

    def text():
        words = {
            "name": absence.staff.short_name,
            "from": local_moment(absence.starts_at, incident.organisation, incident.language),
            "until": local_moment(absence.ends_at, incident.organisation, incident.language),
            "cover": stand_in.short_name if stand_in else incident.organisation.name,
        }
        return _(
            "%(name)s is away from %(from)s until %(until)s. In the meantime %(cover)s answers you, and no answer"
            " comes later because of it."
        ) % words

    tell_reporter(incident, happening, text)


def say_back(incident, happening):
    """Only where she was told something else: an absence that ends as it was told needs no word."""
    if not happening.details.get("called_off"):
        return
    name = {"name": happening.details["person"].short_name}
    tell_reporter(incident, happening, lambda: _("%(name)s is there after all and answers you.") % name)
