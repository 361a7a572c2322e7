"""Writing a wording: begun from what is in force, changed place by place, each change with the revision that was seen."""

import copy
import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models.organisation import LANGUAGES
from accounts.plain_text import plain_text
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted
from policies.editing import document as shape
from policies.editing.fault_words import words
from policies.editing.faults import Fault, faults, malformed
from policies.models.draft import VersionDraft
from policies.models.event_type import EventType
from policies.models.policy import Clause, Policy, PolicyVersion

Status = VersionDraft.Status
OPEN = (Status.DRAFT, Status.PROPOSED)
GENERAL = "boundary-request"
# places that change() takes; a clause's number is its place, from 1
_LANGUAGE = "|".join(LANGUAGES)
PLACES = (
    re.compile(rf"(title|principles|closing|change_note)\.({_LANGUAGE})\Z"),
    re.compile(r"(audience|event_types)\Z"),
    re.compile(r"clauses\.([1-9]\d?)\.(key|kind|applies|moment|answer_kind|is_documented|conditions|related)\Z"),
    re.compile(rf"clauses\.([1-9]\d?)\.texts\.({_LANGUAGE})\.(title|short|instruction|record_prompt|said)\Z"),
)


class EditedElsewhere(Exception):
    """Somebody, or another window, has changed it since; nothing was saved. `current` is the draft as it stands."""

    def __init__(self, current):
        self.current = current
        super().__init__(current.revision)


class Malformed(ValidationError):
    """What was given may not even stand in an unfinished wording; `faults` say where and why."""

    def __init__(self, faults):
        self.faults = list(faults)
        super().__init__([fault.text for fault in self.faults])


# -- beginning ---------------------------------------------------------------------------------------------------


def begin(organisation, by, *, policy=None, slug="", kind=Policy.Kind.PROTOCOL, event_types=()) -> VersionDraft:
    """A new wording, from the version in force (or the last one), else from the built-in one, else from nothing.

    Raises NotPermitted, NotNow(wording_open) where one is written already, Malformed for a name that cannot be.
    """
    if policy is not None and policy.organisation_id not in (None, organisation.pk):
        raise NotPermitted("begin")
    slug, kind = (policy.slug, policy.kind) if policy else (slug, kind)
    document = _first_document(organisation, slug, str(kind), list(event_types))
    return begin_with(organisation, by, document)


def begin_with(organisation, by, document) -> VersionDraft:
    """A new wording with this document, such as an imported one. Raises as begin() does."""
    if not (by and by.is_active and by.organisation_id == organisation.pk and by.has_right(Right.OWN_POLICIES)):
        raise NotPermitted("begin")
    _refuse(fault for fault in faults(document, organisation=organisation) if _is_about_name(fault))
    _refuse(malformed(document))
    slug, kind = document["slug"], document["kind"]
    row = VersionDraft(organisation=organisation, slug=slug, kind=kind, author=by, document=document)
    row.policy = Policy.objects.filter(organisation=organisation, slug=slug).first()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotNow(["wording_open"]) from None
    return row


def open_wording(organisation, slug) -> VersionDraft | None:
    """The one that is being written, or waits to be approved."""
    return VersionDraft.objects.filter(organisation=organisation, slug=slug, status__in=OPEN).first()


def _is_about_name(fault):
    return fault.place in ("slug", "kind")


def _first_document(organisation, slug, kind, event_types):
    own = PolicyVersion.objects.filter(policy__organisation=organisation, policy__slug=slug)
    pattern = own.in_force().first() or own.order_by("-number").first()
    if pattern is not None:
        return shape.document_of(pattern) | {"change_note": {}} | ({"event_types": event_types} if event_types else {})
    if kind != Policy.Kind.PROTOCOL:
        return shape.blank(slug, kind)
    builtin = _builtin(slug, event_types)
    document = shape.blank(slug, kind) if builtin is None else shape.document_of(builtin)
    return document | {"slug": slug, "event_types": event_types} | _title(slug, builtin, event_types)


def _builtin(slug, event_types):
    """The built-in protocol of this name, else that of the kind, else the general one."""
    found = PolicyVersion.objects.in_force().filter(policy__organisation=None).select_related("policy")
    by_slug = {version.policy.slug: version for version in found}
    kind = EventType.objects.filter(key__in=event_types, protocol__isnull=False).select_related("protocol").first()
    return by_slug.get(slug) or (by_slug.get(kind.protocol.slug) if kind else None) or by_slug.get(GENERAL)


def _title(slug, builtin, event_types):
    """A protocol of its own for one kind is called after it."""
    if builtin is None or builtin.policy.slug == slug or len(event_types) != 1:
        return {}
    kind = EventType.objects.filter(key=event_types[0]).first()
    return {"title": {language: kind.label.get(language, "") for language in LANGUAGES}} if kind else {}


# -- changing ----------------------------------------------------------------------------------------------------


def change(draft, by, *, revision, path, value) -> VersionDraft:
    """Put a value at a place, such as `clauses.4.texts.cs.title`. Returns the draft as it stands now.

    Raises NotPermitted, NotNow(wrong_status), EditedElsewhere, Malformed.
    """
    if not any(place.match(path) for place in PLACES):
        _refuse([_fault(path, "unknown_field", name=str(path)[:60])])

    def put(document):
        _put(document, path.split("."), _plain(value))

    return _changed(draft, by, revision, put, about=path)


def add_clause(draft, by, *, revision, at=None, clause=None) -> VersionDraft:
    """A clause at this number (at the end where none is given), empty unless one is given."""

    def add(document):
        rows = document["clauses"]
        kind = Clause.Kind.STEP if document["kind"] == Policy.Kind.PROTOCOL else Clause.Kind.ENTITLEMENT
        place = len(rows) if at is None else min(max(at, 1), len(rows) + 1) - 1
        rows.insert(place, clause or shape.blank_clause(_free_key(rows), kind))

    return _changed(draft, by, revision, add)


def remove_clause(draft, by, *, revision, number) -> VersionDraft:
    def remove(document):
        del document["clauses"][_index(document, number)]

    return _changed(draft, by, revision, remove)


def move_clause(draft, by, *, revision, number, to) -> VersionDraft:
    """The clause with this number becomes the one with number `to`."""

    def move(document):
        rows = document["clauses"]
        row = rows.pop(_index(document, number))
        rows.insert(min(max(to, 1), len(rows) + 1) - 1, row)

    return _changed(draft, by, revision, move)


def replace(draft, by, *, revision, document) -> VersionDraft:
    """All of it anew, such as an imported file; its name and kind stay those of the draft."""
    document = shape.with_defaults(dict(document)) | {"slug": draft.slug, "kind": draft.kind}

    def put(current):
        current.clear()
        current.update(copy.deepcopy(document))

    return _changed(draft, by, revision, put)


def _changed(draft, by, revision, act, about=None) -> VersionDraft:
    """Compared and put in one statement: two who save at once cannot overwrite each other."""
    if not (by and by.is_active and by.organisation_id == draft.organisation_id and by.has_right(Right.OWN_POLICIES)):
        raise NotPermitted("change")
    current = VersionDraft.objects.get(pk=draft.pk)
    if current.status != Status.DRAFT:
        raise NotNow(["wrong_status"])
    if current.revision != revision:
        raise EditedElsewhere(current)
    document = copy.deepcopy(current.document)
    act(document)
    known = {(fault.place, fault.code) for fault in malformed(current.document)} if about is None else set()
    _refuse(fault for fault in malformed(document) if _is_new(fault, about, known))
    rows = VersionDraft.objects.filter(pk=draft.pk, status=Status.DRAFT, revision=revision)
    moved = rows.update(document=document, revision=revision + 1, touched_at=timezone.now())
    current = VersionDraft.objects.get(pk=draft.pk)
    if not moved:
        raise EditedElsewhere(current) if current.status == Status.DRAFT else NotNow(["wrong_status"])
    return current


def _is_new(fault, about, known):
    if about is None:
        return (fault.place, fault.code) not in known
    return fault.place == "" or (fault.place + ".").startswith(about + ".")


def _refuse(faults):
    faults = list(faults)
    if faults:
        raise Malformed(faults)


def _fault(place, code, **values):
    return Fault(place, code, words(code, **values))


def _plain(value):
    """As everything that is typed: without what no page shows."""
    if isinstance(value, str):
        return plain_text(value).strip()
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _put(document, way, value):
    if way[0] != "clauses":
        if len(way) == 1:
            document[way[0]] = value
        else:
            document[way[0]][way[1]] = value
        return
    clause = document["clauses"][_index(document, int(way[1]))]
    if len(way) == 3:
        clause[way[2]] = value
        return
    texts = clause["texts"].setdefault(way[3], shape.completed({}))
    texts[way[4]] = value


def _index(document, number) -> int:
    if not isinstance(number, int) or not 1 <= number <= len(document["clauses"]):
        _refuse([_fault("clauses", "missing")])
    return number - 1


def _free_key(rows) -> str:
    taken = {row["key"] for row in rows}
    return next(key for n in range(1, len(rows) + 2) if (key := f"clause-{n}") not in taken)
