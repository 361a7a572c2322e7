"""Whether asking the client is safe, who may ask her, and what is asked of her now."""

import datetime
import zoneinfo

from boundaries import rights
from boundaries.choices import ContactType, Route, Status
from supervision.guards import concerns_safety
from supervision.models import ClientVoice, VoiceSafety, VoiceWish
from supervision.plans import standing as plans

Wish = VoiceWish.Wish
ASKED_IN = plans.PLANNED_IN
WISHED_IN = (Status.SUBMITTED, *ASKED_IN)
ENDED_IN = (*ASKED_IN, Status.RESOLVED)
RELATED = ("asker__profile", "planned_by__profile", "ended_by__profile", "addendum")


def voices_of(incident):
    return ClientVoice.objects.filter(incident=incident).select_related(*RELATED).order_by("planned_at", "pk")


def open_voice(incident) -> ClientVoice | None:
    return voices_of(incident).filter(ended_at=None).first()


def wish_of(incident) -> str:
    """What the reporter said last about it; "" where she said nothing."""
    row = VoiceWish.objects.filter(incident=incident).order_by("said_at", "pk").last()
    return row.wish if row else ""


def against(incident) -> list[str]:
    """Codes of what makes it unsafe to ask, whatever anybody has said about it."""
    found = {
        "voice_safety_concern": concerns_safety(incident),
        "voice_safeguarding": incident.route != Route.LINE,
        "voice_abusive": incident.contact_type == ContactType.ABUSIVE,
        "voice_not_wished": wish_of(incident) == Wish.NOT_AT_ALL,
    }
    return [code for code, stands in found.items() if stands]


def safety_of(incident) -> VoiceSafety | None:
    return (
        VoiceSafety.objects.filter(incident=incident)
        .select_related("said_by__profile")
        .order_by("said_at", "pk")
        .last()
    )


def unsafe(incident) -> list[str]:
    """Of these, what nobody who decides has judged since: a new reason against it asks for a new judgement."""
    codes = against(incident)
    said = safety_of(incident) if codes else None
    return [code for code in codes if said is None or code not in said.against]


def people_to_ask(incident, by) -> list:
    """Who may ask: as for any step of the plan, and not the reporter where she would rather not."""
    people = plans.people_for(incident, by)
    if wish_of(incident) in (Wish.NOT_ME, Wish.NOT_AT_ALL):
        people = [person for person in people if not rights.is_reporter(incident, person)]
    return people


def due_at(incident, day) -> datetime.datetime:
    """The end of that day, where the organisation is."""
    zone = zoneinfo.ZoneInfo(incident.organisation.time_zone)
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), tzinfo=zone)


def of_addenda(incident) -> dict:
    """Addendum -> the question to which it is the answer: whose words they are."""
    rows = ClientVoice.objects.filter(incident=incident).exclude(addendum=None)
    return {row.addendum_id: row for row in rows.select_related("addendum__author")}
