"""What of the undelivered mail somebody may see: an item is about records, and their walls are its walls."""

from accounts.roles import Right
from audit.models import OutboxItem
from boundaries import pseudonyms
from boundaries.models import Incident
from supervision.models import Alarm, Notice


class Sight:
    """Which of these items this person may see, and of which she may know to whom they go. A few statements in all."""

    def __init__(self, user, items):
        self.user, self.of_notice = user, _incidents_of_notices(items)
        self.of_alarm = _incidents_of(Alarm, _named(items, "alarm"))
        self.of_reference = _incidents_of_references(user, items)
        keys = {key for item in items for key in self._about(item)}
        self.incidents = Incident.objects.select_related("reporter").prefetch_related("named").in_bulk(keys)
        self.visible = self._visible(keys)

    def sees(self, item) -> bool:
        if (reference := item.payload.get("reference")) and reference not in self.of_reference:
            return False  # nobody can say what this is about
        return self._about(item) <= self.visible

    def may_know_receiver(self, item) -> bool:
        rows = (self.incidents[key] for key in self._about(item) if key in self.incidents)
        return all(not row.behind_pseudonym or pseudonyms.knows_reporter(row, self.user) for row in rows)

    def _about(self, item) -> set:
        found = {self.of_reference.get(item.payload.get("reference")), self.of_alarm.get(item.payload.get("alarm"))}
        return (found | {self.of_notice.get(key) for key in _notices(item)}) - {None}

    def _visible(self, keys):
        """Whoever only manages people reads no record: from her is kept what she is part of herself."""
        if self.user.has_right(Right.READ_SERVICE):
            return set(Incident.objects.visible_to(self.user).filter(pk__in=keys).values_list("pk", flat=True))
        walled = {key for key, row in self.incidents.items() if any(one.user_id == self.user.pk for one in row.named.all())}
        return keys - walled


def visible(user, items: list[OutboxItem]) -> list[OutboxItem]:
    if not items:
        return []
    sight = Sight(user, items)
    return [item for item in items if sight.sees(item)]


def _notices(item):
    return [*filter(None, [item.payload.get("notice")]), *item.payload.get("digest", ())]


def _named(items, name):
    return {item.payload[name] for item in items if item.payload.get(name)}


def _incidents_of_notices(items):
    return _incidents_of(Notice, {key for item in items for key in _notices(item)})


def _incidents_of(model, keys) -> dict:
    if not keys:
        return {}
    return {str(pk): incident for pk, incident in model.objects.filter(pk__in=keys).values_list("pk", "incident")}


def _incidents_of_references(user, items) -> dict:
    references = _named(items, "reference")
    if not references:
        return {}
    rows = Incident.objects.filter(organisation=user.organisation_id, reference__in=references)
    return dict(rows.values_list("reference", "pk"))
