"""Wordings for tests: a protocol of eleven steps for gifts, a norm, and each of their ways to being published."""

from accounts.models.organisation import LANGUAGES
from audit.door import perform, record
from policies.editing import document as shape
from policies.editing import writing

# key, moment, answer kind; "always" only where the answer cannot be that it did not apply
STEPS = (
    ("thank", "with_client", "note", "always"),
    ("reason", "with_client", "reason", "always"),
    ("explain", "with_client", "clauses", "conditional"),
    ("decline", "with_client", "note", "always"),
    ("offer", "with_client", "channels", "conditional"),
    ("decision", "with_client", "decision", "conditional"),
    ("clarity", "with_client", "clarity", "always"),
    ("document", "with_organisation", "document", "always"),
    ("safety", "with_organisation", "safety", "conditional"),
    ("discomfort", "with_organisation", "discomfort", "conditional"),
    ("guidance", "with_organisation", "guidance", "conditional"),
)


def in_six(words):
    return {language: f"{words} ({language})" for language in LANGUAGES}


def texts(words, **more):
    row = {"title": words, "short": words, "instruction": f"How to {words}", "record_prompt": "", "said": []} | more
    return {language: {name: _in(language, value) for name, value in row.items()} for language in LANGUAGES}


def _in(language, value):
    if isinstance(value, list):
        return [f"{one} ({language})" for one in value]
    return f"{value} ({language})" if value else ""


def step(key, moment="with_client", answer_kind="note", applies="always", **more):
    row = shape.blank_clause(key) | {"moment": moment, "answer_kind": answer_kind, "applies": applies}
    return row | {"texts": texts(key, **more)}


def gift_protocol(**changes):
    """Eleven steps, in six languages, whose document and safety steps stand where the built-in ones have others."""
    document = shape.blank("gifts", "protocol", ["small_gift"]) | {"title": in_six("Gifts"), "closing": in_six("Kindly no.")}
    document["clauses"] = [step(*row) for row in STEPS]
    return document | changes


def norm(**changes):
    document = shape.blank("who-gets-help", "norm") | {"title": in_six("Who gets help")}
    rows = [("help", "entitlement"), ("need", "condition"), ("dignity", "principle")]
    document["clauses"] = [shape.blank_clause(key, kind) | {"texts": texts(key)} for key, kind in rows]
    document["clauses"][0]["conditions"] = ["need"]
    return document | changes


def proposed(petra, document=None, take_effect_at=None):
    draft = writing.begin_with(petra.organisation, petra, document or gift_protocol())
    return perform(draft, "propose", by=petra, take_effect_at=take_effect_at)


def published(petra, lena, document=None, take_effect_at=None):
    """The version that came of it."""
    return perform(proposed(petra, document, take_effect_at), "approve", by=lena).version


def every_way(petra, lena):
    """A protocol published and retired and published again; a wording that was sent back, proposed again and withdrawn."""
    first = published(petra, lena)
    record(petra.organisation, "retire_policy", by=petra, policy=first.policy_id, reason="The built-in one is better.")
    draft = perform(proposed(petra, norm()), "send_back", by=lena, reason="Too long.")
    perform(perform(draft, "propose", by=petra), "withdraw", by=petra)
    proposed(petra, norm())
    return published(petra, lena)
