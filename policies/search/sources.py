"""What is searched: which rows there are, their words, and which of those found somebody may see just now.

Rows come with a mark that is another one after every change, so that only what changed is read and folded again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q, Sum

from policies.library.shelf import on_shelf
from policies.models import Clause, DirectoryEntry, LibraryItem, Policy, PolicyVersion


@dataclass(frozen=True)
class Texts:
    """The words of one row: names by language weigh more than bodies by language."""

    names: dict[str, list[str]]
    bodies: dict[str, list[str]]


def strings(value) -> Iterable[str]:
    """Every text in a piece of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


class Policies:
    """Clauses of what is in force: steps, entitlements, conditions, principles."""

    name = "policies"

    def stamp(self, owner):
        rows = PolicyVersion.objects.filter(policy__organisation=owner)
        return tuple(rows.aggregate(count=Count("pk"), last=Max("in_force_from")).values())

    def marks(self, owner) -> dict:
        lasting = PolicyVersion.objects.lasting().filter(policy__organisation=owner)
        rows = Clause.objects.filter(version__in=lasting)
        return dict.fromkeys(rows.values_list("pk", flat=True), 1)

    def texts(self, keys):
        for clause in Clause.objects.filter(pk__in=keys).select_related("version"):
            title = clause.version.title
            names = {code: [text.get("title", "")] for code, text in clause.texts.items()}
            bodies = {code: [title.get(code, ""), *strings(text)] for code, text in clause.texts.items()}
            yield clause.pk, Texts(names, bodies)

    def seen(self, user, keys) -> dict:
        """An organisation's own policy stands in the place of the built-in one of its name."""
        reach = Q(organisation=user.organisation_id) | Q(organisation=None)
        in_force = PolicyVersion.objects.in_force().filter(policy__in=Policy.objects.filter(reach))
        rows = list(
            Clause.objects.filter(pk__in=keys, version__in=in_force).select_related("version__policy")
        )
        own = set(in_force.filter(policy__organisation=user.organisation_id).values_list("policy__slug", flat=True))
        return {row.pk: row for row in rows if row.version.policy.organisation_id or row.version.policy.slug not in own}


class Directory:
    """All texts of an entry, whatever language they are in."""

    name = "directory"
    HELD = ("phone", "email", "address", "area", "head_name", "specialist_name", "specialist_phone")

    def stamp(self, owner):
        rows = DirectoryEntry.objects.filter(organisation=owner)
        return tuple(rows.aggregate(count=Count("pk"), sum=Sum("revision"), active=Count("pk", filter=Q(active=True))).values())

    def marks(self, owner) -> dict:
        return dict(DirectoryEntry.objects.filter(organisation=owner, active=True).values_list("pk", "revision"))

    def texts(self, keys):
        for entry in DirectoryEntry.objects.filter(pk__in=keys):
            names = {code: [name] for code, name in entry.name.items()}
            same = [getattr(entry, name) for name in self.HELD]
            told = [entry.what_for, entry.procedure, *entry.documents]
            bodies = {code: [*same, *(text.get(code, "") for text in told)] for code in {*entry.name, *entry.what_for}}
            yield entry.pk, Texts(names, bodies)

    def seen(self, user, keys) -> dict:
        return {entry.pk: entry for entry in DirectoryEntry.objects.offered_to(user.organisation).filter(pk__in=keys)}


class Library:
    name = "library"

    def stamp(self, owner):
        rows = LibraryItem.objects.filter(organisation=owner)
        counts = {"count": Count("pk"), "sum": Sum("version"), "last": Max("touched_at"), "retired": Count("retired_at")}
        return tuple(rows.aggregate(**counts).values())

    def marks(self, owner) -> dict:
        rows = LibraryItem.objects.filter(organisation=owner, retired_at=None)
        return {pk: (version, touched_at) for pk, version, touched_at in rows.values_list("pk", "version", "touched_at")}

    def texts(self, keys):
        for item in LibraryItem.objects.filter(pk__in=keys).only("texts", "topic"):
            names = {code: [text["title"]] for code, text in item.texts.items()}
            bodies = {code: [item.topic, *strings(text)] for code, text in item.texts.items()}
            yield item.pk, Texts(names, bodies)

    def seen(self, user, keys) -> dict:
        return {item.pk: item for item in on_shelf(user).filter(pk__in=keys)}


SOURCES = (Policies(), Directory(), Library())
