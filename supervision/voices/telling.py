"""Who hears of it: whoever is to ask, the reporter that the client is asked, those who answer what came of it."""

from django.utils.translation import gettext_lazy as _

from audit.door import declare_consequences
from boundaries.search.keeping import keep_findable
from supervision import notices
from supervision.absences.told import answering
from supervision.exports import words
from supervision.models import ClientVoice
from supervision.settling import settle_kinds

REASONS = {
    "voice_safety_concern": _("Asking is not safe now: there is a safety concern. Whoever decides may say why it is safe."),
    "voice_safeguarding": _("Asking is not safe now: this goes to safeguarding. Whoever decides may say why it is safe."),
    "voice_abusive": _("Asking is not safe now: the contact was abusive. Whoever decides may say why it is safe."),
    "voice_not_wished": _("The reporter asked that the client is not asked. Whoever decides may say why it is right."),
    "voice_no_client": _("No client is named here who could be asked."),
    "voice_asked_already": _("The client is being asked. Write down first what came of it."),
    "voice_not_asked": _("Nobody is being asked at the moment."),
    "voice_is_safe": _("Nothing speaks against asking."),
    "voice_open": _("It is planned to ask the client: write down what came of it, or why nobody was asked."),
}  # fmt: skip
WORDS = {
    "voice_for_you": _("You are to ask somebody how it was"),
    "voice_planned": _("Somebody is to be asked how it was"),
    "voice_ended": _("Somebody was to be asked: read what came of it"),
    "voice_wished": _("Somebody you support said who may be asked"),
}
ACTS = {
    "client_voice_planned": _("Client or representative to be asked"),
    "client_voice_ended": _("Asking the client ended"),
    "client_voice_wished": _("Reporter said whether the client may be asked"),
    "client_voice_judged_safe": _("Asking the client judged to be safe, with a reason"),
}


def tell_planned(incident, happening):
    row = ClientVoice.objects.select_related("asker").get(incident=incident, ended_at=None)
    is_hers = row.asker_id == incident.reporter_id
    notices.tell_each(incident, happening, [row.asker], "voice_for_you")
    notices.tell_each(incident, happening, [] if is_hers else [incident.reporter], "voice_planned")


def tell_ended(incident, happening):
    """In the same words whatever came of it: that somebody wished to say nothing is no news about her."""
    people = [*answering(incident, happening), _last(incident).asker, incident.reporter]
    notices.tell_each(incident, happening, people, "voice_ended")
    settle_kinds(incident, ("voice_for_you", "voice_planned"))


def tell_wish(incident, happening):
    row = _last(incident)
    notices.tell_each(incident, happening, [*answering(incident, happening), row.asker if row else None], "voice_wished")
    if row is not None and row.is_ended:
        settle_kinds(incident, ("voice_for_you", "voice_planned"))


def _last(incident):
    return ClientVoice.objects.select_related("asker").filter(incident=incident).order_by("planned_at", "pk").last()


FOLLOWS = {
    "client_voice_planned": [tell_planned],
    "client_voice_ended": [tell_ended, keep_findable],
    "client_voice_wished": [tell_wish],
}


def declare():
    """The words of these notices and events, beside all others."""
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
    declare_consequences(FOLLOWS)
