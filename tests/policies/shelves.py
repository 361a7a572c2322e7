"""Texts for the tests of the library: somebody's own, and published ones in six languages."""

from audit.door import record
from policies.library import acts, own
from policies.models import LibraryItem

LANGUAGES = ("en", "hu", "cs", "sv", "bg", "uk")


def in_six(title, body) -> dict:
    return {code: {"title": f"{title} {code}", "body": f"{body} {code}"} for code in LANGUAGES}


def kept(person, title="A kind no", body="I may not, but here is who can.", *, scope="personal", language="en", **fields):
    texts = {language: {"title": title, "body": body}}
    return own.begin(person, scope=scope, kind=fields.pop("kind", "prepared_text"), texts=texts, **fields)


def published(person, key="a-kind-no", title="A kind no", body="I may not, but here is who can.", **fields):
    fields = {"kind": "prepared_text", "topic": "", "part": "", "source": ""} | fields
    return acts.publish(person.organisation, person, key=key, texts=in_six(title, body), **fields)


def used_in_answer(incident, answering, *, by):
    """A published text, and an answer that was written with it and with a built-in one."""
    item, built_in = published(by), LibraryItem.objects.filter(organisation=None).earliest("pk")
    said = {"kind": "reply", "body": "One more answer, from the shelf", "language": "en", "items": [item, built_in]}
    record(incident, "answer", by=answering, **said)
    return item


def filled(**more) -> dict:
    """What the form of a published text sends."""
    words = {f"{part}_{code}": f"{part.title()} {code}" for part in ("title", "body") for code in LANGUAGES}
    return {"scope": "published", "kind": "prepared_text", "part": "", "topic": "", "source": ""} | words | more
