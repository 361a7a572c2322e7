"""Who finds which text on the shelf, and which fit a step, a part of an answer, a kind of contact or of event."""

from django.db.models import F, Q

from policies.models import LibraryItem

Scope = LibraryItem.Scope
# said or asked by Doorstep itself: nobody puts them into an answer
AUTOMATIC = "automatic"
# databases do not agree on where what has no organisation stands
OWN_FIRST = F("organisation").asc(nulls_last=True)
TAGS = {"step_key": "step_keys", "contact_type": "contact_types", "event_type": "event_types"}


def in_reach(user) -> Q:
    """Built-in and published ones, one's team's and one's own."""
    own = Q(owner=user) & ~Q(scope=Scope.PUBLISHED)
    built_in = Q(organisation=None, scope=Scope.PUBLISHED)
    published = Q(organisation=user.organisation_id, scope=Scope.PUBLISHED)
    if user.team is None:
        return built_in | published | own
    team = Q(organisation=user.organisation_id, scope=Scope.TEAM, owner__profile__team=user.team)
    return built_in | published | team | own


def on_shelf(user):
    """What stands there now for this person. A text of the organisation's own stands in the place of the built-in one."""
    replaced = LibraryItem.objects.filter(
        organisation=user.organisation_id, scope=Scope.PUBLISHED, retired_at=None
    ).values("key")
    rows = LibraryItem.objects.filter(in_reach(user), retired_at=None)
    return rows.exclude(Q(organisation=None) & Q(key__in=replaced))


def shelf(user, *, kind=None, step_key=None, part=None, contact_type=None, event_type=None, language=None) -> list:
    """Items that fit what is asked for, the person's own first. An item without tags of a kind fits all of them."""
    rows = on_shelf(user)
    if kind:
        rows = rows.filter(kind__in=[kind] if isinstance(kind, str) else list(kind))
    if part:
        rows = rows.filter(part__in=[part, ""])
    asked = {"step_key": step_key, "contact_type": contact_type, "event_type": event_type}
    found = [item for item in rows if _fits(item, asked) and (language is None or language in item.texts)]
    return sorted(found, key=lambda item: (item.is_built_in, item.kind, item.title_in(language).casefold()))


def _fits(item, asked) -> bool:
    tags = [(getattr(item, TAGS[name]), wanted) for name, wanted in asked.items() if wanted]
    return all(not own or wanted in own for own, wanted in tags)


def the_item(user, key, version=None) -> LibraryItem | None:
    """Under this key for this person: as it stands, or one version of it, also one that was replaced."""
    if version is None:
        return on_shelf(user).filter(key=key).select_related("owner").first()
    rows = LibraryItem.objects.filter(in_reach(user), key=key, version=version).select_related("owner")
    return rows.order_by(OWN_FIRST).first()
