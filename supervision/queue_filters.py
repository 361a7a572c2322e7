"""What narrows the queue: kind of event, client, language, and whose it is; read from an address, said in words."""

import functools

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from boundaries.choices import Kind
from policies.builtin import content, current_language, in_language

FILTERS = ("kind", "client", "language", "assignee")
LANGUAGE_NAMES = dict(settings.LANGUAGES)


def chosen_filters(asked_for) -> dict:
    """What the address narrows by, every filter named; anything unknown is left out."""
    asked = {name: asked_for.get(name, "").strip() for name in FILTERS}
    known = {key for group in groups() for key in (group["key"], *(kind["key"] for kind in group["kinds"]))}
    if asked["kind"] not in known | {"question"}:
        asked["kind"] = ""
    if asked["language"] not in dict(settings.LANGUAGES):
        asked["language"] = ""
    asked["client"] = asked["client"].replace("\x00", "")[:12]
    asked["assignee"] = "me" if asked["assignee"] == "me" else ""
    return asked


def as_condition(chosen, user) -> Q | None:
    narrowed = Q()
    if chosen["kind"] == "question":
        narrowed &= Q(kind=Kind.QUESTION)
    elif chosen["kind"]:
        narrowed &= Q(event_type__group=chosen["kind"]) | Q(event_type__key=chosen["kind"])
    if chosen["client"]:
        narrowed &= Q(client__code__iexact=chosen["client"])
    if chosen["language"]:
        narrowed &= Q(language=chosen["language"])
    if chosen["assignee"]:
        narrowed &= Q(assignee=user)
    return narrowed or None


def in_words(chosen) -> list[str]:
    """The filters in use, as they stand above the list."""
    kinds = {"question": _("Question")}
    for group in groups():
        kinds |= {group["key"]: group["label"]} | {kind["key"]: kind["label"] for kind in group["kinds"]}
    words = [kinds.get(chosen["kind"]), chosen["client"], LANGUAGE_NAMES.get(chosen["language"])]
    return [word for word in [*words, chosen["assignee"] and _("Only with me")] if word]


def groups():
    return _groups_in(current_language())


@functools.cache
def _groups_in(language):
    """Kinds of event in their groups, for choosing; the built-in content holds them all."""
    kinds = {}
    for kind in content()["event_types"]:
        kinds.setdefault(kind["group"], []).append({"key": kind["key"], "label": in_language(kind["label"], language)})
    return [
        {"key": group["key"], "label": in_language(group, language), "kinds": kinds.get(group["key"], [])}
        for group in content()["event_groups"]
    ]
