"""Publishing a text for the whole organisation and taking it off the shelf: events of the organisation's chain."""

from django.db.models import Max
from django.utils import timezone

from accounts.models import Organisation
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotNow
from policies.models import LibraryItem

Scope = LibraryItem.Scope
FIELDS = ("key", "kind", "topic", "part", "step_keys", "contact_types", "event_types", "texts", "related", "source")


def publish(organisation, by, **fields) -> LibraryItem:
    """A new version, which takes the place of the one that stands. Raises NotPermitted, ValidationError.

    `seen`: the version that it was written from, None for the first; with another one standing now: NotNow.
    """
    return record(organisation, "publish_item", by=by, **fields).details["item"]


def retire(item, by) -> None:
    """Off the shelf; what was written with it keeps it. Raises NotPermitted, NotNow."""
    record(item.organisation, "retire_item", by=by, item=item.pk)


def standing(organisation, key) -> int | None:
    """The version of the organisation's own text that is on the shelf."""
    rows = LibraryItem.objects.filter(organisation=organisation, key=key, scope=Scope.PUBLISHED, retired_at=None)
    return rows.values_list("version", flat=True).first()


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.OWN_POLICIES)


def _publish(organisation, by, **fields):
    now = timezone.now()
    rows = LibraryItem.objects.filter(organisation=organisation, key=fields["key"])
    if "seen" in fields and fields["seen"] != standing(organisation, fields["key"]):
        raise NotNow(["wording_changed"])
    rows.filter(retired_at=None).update(retired_at=now, touched_at=now)
    item = LibraryItem(
        organisation=organisation,
        version=(rows.aggregate(last=Max("version"))["last"] or 0) + 1,
        scope=Scope.PUBLISHED,
        owner=by,
        published_at=now,
        touched_at=now,
        **{name: fields[name] for name in FIELDS if name in fields},
    )
    item.full_clean(exclude=["organisation", "owner"])
    item.save(force_insert=True)
    return [item]


def _standing(organisation, item):
    rows = LibraryItem.objects.filter(pk=item, organisation=organisation, scope=Scope.PUBLISHED, retired_at=None)
    return [] if rows.exists() else ["wrong_status"]


def _retire(organisation, by, item):
    now = timezone.now()
    LibraryItem.objects.filter(pk=item).update(retired_at=now, touched_at=now)


def _name(organisation, happening):
    """The event says which text, by key and version: words stay where they are."""
    item = happening.details["item"]
    item = item if isinstance(item, LibraryItem) else LibraryItem.objects.get(pk=item)
    happening.data |= {"item": str(item.pk), "key": item.key, "version": item.version}


def _keep(organisation, happening):
    """The item that was made, for whoever asked for it."""
    key = next(key for key in happening.digests if key.startswith(f"{LibraryItem._meta.label_lower}:"))
    happening.details["item"] = LibraryItem.objects.get(pk=key.split(":")[1])


def declare():
    declare_act(Organisation, "publish_item", Act("item_published", _may, _publish, kind=chain.ACCESS))
    declare_act(Organisation, "retire_item", Act("item_retired", _may, _retire, _standing, kind=chain.ACCESS))
    declare_consequences({"item_published": [_keep, _name], "item_retired": [_name]})
