"""What is wrong with a document, by place: one validator for the editor, for import, for proposing and for tests.

A place is the way to it, such as `clauses.4.texts.cs.title` (numbers from 1, as they are printed); "" is the whole.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from accounts.models.organisation import LANGUAGES
from audit.canonical import canonical_json
from policies.editing import shape, surroundings
from policies.editing.document import CLAUSE_TEXTS, FORMAT, WHOLE, WHOLE_TEXTS
from policies.editing.fault_words import MALFORMED, words
from policies.models.policy import Clause, Policy

Kind, Answer = Clause.Kind, Clause.Answer
MOST_FAULTS = 200
MOST_CLAUSES = 60
MOST_BYTES = 512 * 1024
MOST_LETTERS = {"title": 120, "principles": 4000, "closing": 1000, "change_note": 2000}
MOST_OF_CLAUSE = {"title": 120, "short": 60, "instruction": 4000, "record_prompt": 200, "said": 300}
# a report cannot be sent, or not sent early, without them; two of them would overwrite each other's answer
EXACTLY_ONE = (Answer.SAFETY, Answer.DOCUMENT)
AT_MOST_ONE = (Answer.REASON, Answer.DISCOMFORT, Answer.GUIDANCE, Answer.DECISION, Answer.CLARITY)
# nothing that the client should read, nor that would fall away for whoever was not in the conversation
WITH_US = (Answer.SAFETY, Answer.DISCOMFORT, Answer.GUIDANCE, Answer.DOCUMENT)
# "no" means that the step did not apply
CONDITIONAL = (Answer.SAFETY, Answer.DISCOMFORT, Answer.GUIDANCE, Answer.DECISION, Answer.CLAUSES)
_OF_STEPS = (("applies", Clause.Applies), ("moment", Clause.Moment), ("answer_kind", Answer))


@dataclass(frozen=True)
class Fault:
    """`code` is stable, `text` is in the reader's language and does not say the place."""

    place: str
    code: str
    text: str


def faults(document, languages=LANGUAGES, organisation=None, most=None) -> list[Fault]:
    """Everything that forbids publishing (the first `most` of it); with the organisation also what its others forbid."""
    return _in_words(islice(_all(document, tuple(languages), organisation), most))


def malformed(document, languages=LANGUAGES) -> list[Fault]:
    """What may not even stand in a wording that is being written; however much is only missing before it."""
    rows = _all(document, tuple(languages), None)
    return _in_words(islice((row for row in rows if row[1] in MALFORMED), MOST_FAULTS))


def _in_words(rows):
    return [Fault(place, code, words(code, **values)) for place, code, values in rows]


def _all(document, languages, organisation):
    if not isinstance(document, dict):
        yield shape.row("", "not_a_document")
        return
    if len(canonical_json(document)) > MOST_BYTES:
        yield shape.row("", "too_large", most=MOST_BYTES // 1024)
        return
    yield from shape.unknown_keys(document, WHOLE, "")
    yield from _head(document, languages)
    yield from _clauses(document, languages)
    yield from surroundings.rows(document, organisation)


def _head(document, languages):
    if type(document.get("format")) is not int or document["format"] != FORMAT:  # neither 1.0 nor true
        yield shape.row("format", "format_unknown", format=FORMAT)
    yield from shape.slug(document.get("slug"), "slug", most=60)
    yield from shape.one_of(document.get("kind"), "kind", Policy.Kind.values)
    for name in WHOLE_TEXTS:
        is_needed = name == "title"
        yield from shape.in_languages(document.get(name), name, languages, most=MOST_LETTERS[name], is_needed=is_needed)
    yield from shape.names(document.get("audience"), "audience", most=20)
    yield from shape.names(document.get("event_types"), "event_types", most=60)


def _clauses(document, languages):
    clauses = document.get("clauses")
    if not isinstance(clauses, list):
        yield shape.row("clauses", "not_a_list")
        return
    if len(clauses) > MOST_CLAUSES:
        yield shape.row("clauses", "too_many", most=MOST_CLAUSES)
        return
    if not clauses:
        yield shape.row("clauses", "clauses_missing")
    for number, clause in enumerate(clauses, start=1):
        yield from _clause(clause, f"clauses.{number}", document.get("kind"), languages)
    clauses = [clause if isinstance(clause, dict) else {} for clause in clauses]
    yield from _keys(clauses)
    if document.get("kind") == Policy.Kind.PROTOCOL and clauses:
        yield from _protocol(clauses)
    if document.get("kind") == Policy.Kind.NORM:
        yield from _conditions(clauses)


def _clause(clause, place, kind, languages):
    if not isinstance(clause, dict):
        yield shape.row(place, "not_a_clause")
        return
    yield from shape.unknown_keys(clause, shape.CLAUSE_KEYS, place)
    yield from shape.key(clause.get("key"), f"{place}.key", most=40)
    if not isinstance(clause.get("is_documented"), bool):
        yield shape.row(f"{place}.is_documented", "not_yes_or_no")
    for name in ("conditions", "related"):
        yield from shape.names(clause.get(name), f"{place}.{name}", most=20)
    is_step = kind == Policy.Kind.PROTOCOL
    yield from (_step if is_step else _rule)(clause, place)
    yield from _texts(clause.get("texts"), f"{place}.texts", is_step, languages)


def _step(clause, place):
    yield from shape.one_of(clause.get("kind"), f"{place}.kind", Kind.values)
    if clause.get("kind") != Kind.STEP:
        yield shape.row(f"{place}.kind", "step_wanted")
    for name, values in _OF_STEPS:
        yield from shape.one_of(clause.get(name), f"{place}.{name}", values.values)
    if clause.get("conditions"):
        yield shape.row(f"{place}.conditions", "conditions_of_norms_only")
    answer = clause.get("answer_kind")
    if answer in WITH_US and clause.get("moment") == Clause.Moment.WITH_CLIENT:
        yield shape.row(f"{place}.moment", "with_us_wanted")
    if answer in CONDITIONAL and clause.get("applies") == Clause.Applies.ALWAYS:
        yield shape.row(f"{place}.applies", "conditional_wanted")


def _rule(clause, place):
    yield from shape.one_of(clause.get("kind"), f"{place}.kind", [Kind.ENTITLEMENT, Kind.CONDITION, Kind.PRINCIPLE])
    for name, values in _OF_STEPS:
        if clause.get(name) not in ("", None):
            yield from shape.one_of(clause[name], f"{place}.{name}", values.values)
            yield shape.row(f"{place}.{name}", "steps_only")


def _texts(texts, place, is_step, languages):
    if not isinstance(texts, dict):
        yield shape.row(place, "not_by_language")
        return
    yield from shape.unknown_languages(texts, place)
    there = {language: texts.get(language, {}) for language in languages}
    for language, text in there.items():
        if not isinstance(text, dict):
            yield shape.row(f"{place}.{language}", "not_texts")
            return
        yield from shape.unknown_keys(text, (*CLAUSE_TEXTS, "said"), f"{place}.{language}")
        yield from shape.sentences(text.get("said", []), f"{place}.{language}.said", MOST_OF_CLAUSE["said"])
    needed = ("title", "short", "instruction") if is_step else ("title", "instruction")
    for name in CLAUSE_TEXTS:
        rows = {language: text.get(name, "") for language, text in there.items()}
        yield from shape.rows_of(rows, f"{place}.%s.{name}", most=MOST_OF_CLAUSE[name], is_needed=name in needed)
    yield from shape.said_in_all(there, place)


def _keys(clauses):
    keys = Counter(clause.get("key") for clause in clauses if isinstance(clause.get("key"), str))
    for number, clause in enumerate(clauses, start=1):
        key = clause.get("key")
        if isinstance(key, str) and key and keys[key] > 1:
            yield shape.row(f"clauses.{number}.key", "key_twice")


def _protocol(clauses):
    """What filing, the phone and the record rely on, whatever the steps are."""
    kinds = Counter(kind for clause in clauses if isinstance(kind := clause.get("answer_kind"), str))
    for kind in EXACTLY_ONE:
        if not kinds[kind]:
            yield shape.row("clauses", f"{kind}_missing")
    for number, clause in enumerate(clauses, start=1):
        kind = clause.get("answer_kind")
        if isinstance(kind, str) and kind in (*EXACTLY_ONE, *AT_MOST_ONE) and kinds[kind] > 1:
            yield shape.row(f"clauses.{number}.answer_kind", "answer_kind_twice")
    if all(clause.get("moment") != Clause.Moment.WITH_CLIENT for clause in clauses):
        yield shape.row("clauses", "with_client_missing")


def _conditions(clauses):
    known = {key for clause in clauses if clause.get("kind") == Kind.CONDITION and isinstance(key := clause.get("key"), str)}
    for number, clause in enumerate(clauses, start=1):
        named = clause.get("conditions")
        place = f"clauses.{number}.conditions"
        if named and clause.get("kind") != Kind.ENTITLEMENT:
            yield shape.row(place, "conditions_of_entitlements_only")
        for name in named if isinstance(named, list) else ():
            if isinstance(name, str) and name not in known:
                yield shape.row(place, "condition_unknown", name=name[:60])
