"""What the reporter makes of an exercise: a page of her own, in no chain and no export, until she shares it."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.door import Act, declare_act
from audit.errors import NotNow
from boundaries import rights
from boundaries.models import Incident
from supervision.models import PlanItem, Reflection
from supervision.plans import standing


def find(reader, key) -> tuple[PlanItem, Reflection | None] | None:
    """The exercise and what was written on it, for whoever may read that: its author, and others once it is shared."""
    item = standing.items_of(reader.incident).filter(pk=key, kind=PlanItem.Kind.EXERCISE).first()
    if item is None:
        return None
    row = Reflection.objects.filter(item=item).select_related("author__profile").first()
    if item.responsible_id == reader.user.pk and reader.is_reporter:
        return item, row
    return (item, row) if row is not None and row.shared_at is not None else None


def keep(item, by, text, language) -> Reflection:
    """Her own notebook: written over as often as she likes. Shared, it stands as it was. Raises NotNow."""
    row = Reflection.objects.filter(item=item).first() or Reflection(item=item, author=by)
    if row.shared_at is not None or item.incident.status not in standing.ENDED_IN:
        raise NotNow(["reflection_stands"])
    if is_blank(text):
        raise ValidationError({"text": _("Please write something here.")})
    row.text, row.language, row.written_at = text.strip(), language, timezone.now()
    row.clean_fields(exclude=["item", "author"])
    row.save()
    return row


def throw_away(item, by) -> None:
    Reflection.objects.filter(item=item, author=by, shared_at=None).delete()


def _own(incident, by):
    return Reflection.objects.filter(item__incident=incident, author=by, shared_at=None)


def _can_share(incident, **details):
    if incident.status not in standing.ENDED_IN:
        return ["wrong_status"]
    return [] if _own(incident, incident.reporter).exists() else ["nothing_to_share"]


def _share(incident, by, item):
    row = _own(incident, by).select_for_update().filter(item=item).first()
    if row is None:
        raise NotNow(["nothing_to_share"])
    row.shared_at = timezone.now()
    row.save(update_fields=["shared_at"])
    return [row]


def shareable(incident, by) -> list[PlanItem]:
    return [row.item for row in _own(incident, by).select_related("item").order_by("written_at")]


def declare():
    sharing = Act("reflection_shared", rights.person(rights.is_reporter), _share, _can_share)
    declare_act(Incident, "share_reflection", sharing)
