"""Referrals that come with a whole report: checked like those that come alone, kept in its draft, once for each id."""

from django.core.exceptions import ValidationError as Fault
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.api.described import loosely
from accounts.api.taking_in import form_data
from accounts.plain_text import plain_text
from boundaries.api.shapes import as_uuid
from boundaries.forms.referral import ReferralForm
from boundaries.referrals import acts

NAMES = {"id", *ReferralForm.base_fields}
BODY = loosely(ReferralForm) | {
    "entry": {"type": "string", "format": "uuid", "description": "A place of the directory that is offered."},
    "revision": {"type": "integer", "description": "Of the place as it was shown; with another one now: 409 and `current`."},
    "id": {"type": "string", "format": "uuid", "description": "Made by the client: sent again it is the same referral."},
    "card_given": {"type": "boolean"},
}
LIST = {"type": "array", "maxItems": acts.MOST, "nullable": True, "items": {"type": "object", "properties": BODY}}


def read(sent) -> list[dict]:
    """What each act takes. Raises ValidationError, each fault with the place of its referral."""
    rows = sent.get("referrals")
    if rows is None:
        return []
    if not isinstance(rows, list) or len(rows) > acts.MOST or not all(isinstance(row, dict) for row in rows):
        raise ValidationError({"referrals": [_("Send a list of referrals.")]})
    return [said_in(row, f"referrals.{number}.", needs_id=True) for number, row in enumerate(rows)]


def said_in(row, prefix="", *, needs_id=False) -> dict:
    """One referral as the act takes it. Raises ValidationError."""
    faults = {prefix + plain_text(str(name))[:60]: [_("This field is not known here.")] for name in row if name not in NAMES}
    key = as_uuid(row.get("id"))
    if key is None and (needs_id or row.get("id") is not None):
        faults[f"{prefix}id"] = [_("Send an id of your own making.")]
    if faults:
        raise ValidationError(faults)
    form = ReferralForm(form_data({name: value for name, value in row.items() if name != "id"}))
    if not form.is_valid():
        raise ValidationError({prefix + name: list(sentences) for name, sentences in form.errors.items()})
    return form.said() | ({"id": key} if key else {})


def keep(draft, by, rows, *, is_hurried) -> None:
    """Raises ValidationError, NotNow."""
    for number, row in enumerate(rows):
        try:
            acts.give(draft, by, is_hurried=is_hurried, **row)
        except Fault as fault:
            raise ValidationError({f"referrals.{number}.{name}": said for name, said in fault.message_dict.items()}) from None


def stand_in(incident, rows) -> bool:
    """Whether all of them were kept with it before."""
    return {row["id"] for row in rows} <= set(incident.referrals.values_list("pk", flat=True)) if rows else True
