"""An entry in words: its value, what it was in one line, and how it stands with its approval."""

from django.utils import formats
from django.utils.translation import gettext as _

from accounts.roles import Right
from boundaries import pseudonyms
from boundaries.choices import Response
from boundaries.masks import Masks
from boundaries.words import RESPONSES
from supervision.models import GiftEntry

Worth = GiftEntry.Worth


def value_of(row) -> str:
    """12 000 HUF; or that it is not known, or that there is none."""
    if row.worth != Worth.KNOWN:
        return str(Worth(row.worth).label)
    places = 2 if row.value_cents % 100 else 0
    return f"{formats.number_format(row.value, decimal_pos=places, force_grouping=True)} {row.currency}"


def in_one_line(row, user) -> str:
    """For whoever decides about it; a reporter behind a pseudonym stays there."""
    what = row.what
    if pseudonyms.hides(row.incident, user):
        what = pseudonyms.masks_of(row.incident).on(what)
    return " · ".join([str(row.get_thing_display()), what, value_of(row), str(row.get_direction_display())])


def responses_of(incident) -> str:
    """What the reporter says that she did."""
    return ", ".join(str(RESPONSES[key]) for key in incident.responses if key in RESPONSES)


def says_accepted(incident) -> bool:
    """By what the reporter says that she did: without an entry nobody has asked for an approval yet."""
    return bool({Response.ACCEPTED, Response.ACCEPTED_UNDER_PRESSURE} & set(incident.responses))


def approval_of(row, name, moment) -> str:
    """By whom it may stand or not, and when; `name(person)` calls people. "" where nothing was accepted."""
    if row.became != GiftEntry.Became.ACCEPTED:
        return ""
    if row.decided_at is None:
        return _("Waits for approval")
    words = {"who": name(row.decided_by), "when": moment(row.decided_at)}
    return (_("Approved by %(who)s, %(when)s") if row.is_approved else _("Not approved by %(who)s, %(when)s")) % words


def name_for(user):
    """How this reader of a list calls a colleague who decided: by name where she answers, else by pseudonym."""

    def name(person) -> str:
        return person.short_name if user.has_right(Right.ANSWER) else pseudonyms.of_person(person)

    return name


def masks_of_list(incident) -> Masks:
    """In a list nobody is named, whoever reads it: neither reporter nor client, nor whoever is part of the event."""
    masks = pseudonyms.masks_of(incident)
    for person in incident.named.all():
        names = (person.user.given_name, person.user.family_name) if person.user_id else person.name.split()
        masks.add(names, _("[somebody named in the report]"))
    if identity := getattr(incident.client, "identity", None):
        masks.add((identity.given_name, identity.family_name), incident.client.code)
    return masks
