"""The document of a wording: the one shape that is written, compared, exported, imported and published.

{"format": 1, "slug", "kind", "title": {lang}, "principles": {lang}, "closing": {lang}, "change_note": {lang}, "audience": [],
"event_types": [keys], "clauses": [{"key", "kind", "applies", "moment", "answer_kind", "is_documented", "conditions", "related",
"texts": {lang: {"title", "short", "instruction", "record_prompt", "said": [..]}}}]}. A clause's number is its place, from 1.
"""

from audit.canonical import digest
from policies.models.policy import Clause, Policy, PolicyVersion

FORMAT = 1
# texts of the whole, by language; and of a clause
WHOLE_TEXTS = ("title", "principles", "closing", "change_note")
CLAUSE_TEXTS = ("title", "short", "instruction", "record_prompt")
WHOLE = ("format", "slug", "kind", *WHOLE_TEXTS, "audience", "event_types", "clauses")
CLAUSE = ("key", "kind", "applies", "moment", "answer_kind", "is_documented", "conditions", "related", "texts")
# how a choice of a clause is called in the document, and what it may be
CHOICES = {
    "kind": Clause.Kind.values,
    "applies": Clause.Applies.values,
    "moment": Clause.Moment.values,
    "answer_kind": Clause.Answer.values,
}


def document_of(version: PolicyVersion) -> dict:
    """A published version as the document that it was, or for built-in ones would have been."""
    clauses = list(version.clauses.all())
    rows = version.kinds.order_by("event_type__key").values_list("event_type__key", flat=True)
    return {
        "format": FORMAT,
        "slug": version.policy.slug,
        "kind": version.policy.kind,
        **{name: dict(getattr(version, name)) for name in WHOLE_TEXTS},
        "audience": list(version.audience),
        "event_types": list(rows),
        "clauses": [_clause_of(clause) for clause in clauses],
    }


def _clause_of(clause) -> dict:
    row = {name: getattr(clause, name) for name in ("key", "kind", "applies", "moment", "answer_kind", "is_documented")}
    lists = {"conditions": list(clause.conditions), "related": list(clause.related)}
    return row | lists | {"texts": {language: completed(text) for language, text in clause.texts.items()}}


def blank(slug, kind=Policy.Kind.PROTOCOL, event_types=()) -> dict:
    """A document with nothing in it yet."""
    texts = {name: {} for name in WHOLE_TEXTS}
    lists = {"audience": [], "event_types": list(event_types), "clauses": []}
    return {"format": FORMAT, "slug": slug, "kind": str(kind)} | texts | lists


def blank_clause(key, kind=Clause.Kind.STEP) -> dict:
    """A clause with nothing in it yet; a step is a note about what was done with the client."""
    is_step = kind == Clause.Kind.STEP
    return {
        "key": key,
        "kind": str(kind),
        "applies": str(Clause.Applies.ALWAYS) if is_step else "",
        "moment": str(Clause.Moment.WITH_CLIENT) if is_step else "",
        "answer_kind": str(Clause.Answer.NOTE) if is_step else "",
        "is_documented": True,
        "conditions": [],
        "related": [],
        "texts": {},
    }


def completed(text: dict) -> dict:
    """A clause's texts in one language, with nothing for what is not there."""
    return {name: text.get(name, "") for name in CLAUSE_TEXTS} | {"said": list(text.get("said", ()))}


def with_defaults(document: dict) -> dict:
    """What somebody wrote by hand may leave out; only what is there is looked at, whatever it is."""
    whole = {"format": FORMAT, "audience": [], "event_types": [], "clauses": []} | {name: {} for name in WHOLE_TEXTS}
    document = whole | _given(document)
    kind = Clause.Kind.STEP if document.get("kind") == Policy.Kind.PROTOCOL else ""
    if isinstance(document["clauses"], list):
        document["clauses"] = [_clause_with_defaults(clause, kind) for clause in document["clauses"]]
    return document


def _clause_with_defaults(clause, kind):
    if not isinstance(clause, dict):
        return clause
    clause = blank_clause("", kind) | _given(clause)
    if isinstance(clause["texts"], dict):
        texts = clause["texts"].items()
        empty = dict.fromkeys(CLAUSE_TEXTS, "") | {"said": []}
        clause["texts"] = {lang: empty | _given(text) if isinstance(text, dict) else text for lang, text in texts}
    return clause


def _given(row):
    """Without what is written down as nothing."""
    return {name: value for name, value in row.items() if value is not None}


def digest_of(document: dict) -> str:
    """What the history of the wording and its version are proven by; the order of kinds of event says nothing."""
    return digest(document | {"event_types": sorted(document["event_types"])})
