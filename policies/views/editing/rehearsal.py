"""Steps of a wording that is still written, as rows that are saved nowhere: for looking at them as a reader will."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from policies.models import Clause

TEXTS = ("title", "short", "instruction", "record_prompt")


def steps_from(document, version) -> list[Clause]:
    """In order; a text that is not written yet says so in its own language."""
    return [_step(version, number, clause) for number, clause in enumerate(document.get("clauses", ()), start=1)]


def _step(version, number, clause) -> Clause:
    answer_kind = clause.get("answer_kind", "")
    return Clause(
        version=version,
        number=number,
        key=clause.get("key", ""),
        kind=clause.get("kind", ""),
        applies=clause.get("applies", ""),
        moment=clause.get("moment", ""),
        answer_kind=answer_kind if answer_kind in Clause.Answer.values else Clause.Answer.NOTE,
        is_documented=clause.get("is_documented", True),
        texts={language: _whole(language, texts) for language, texts in _every_language(clause).items()},
    )


def _every_language(clause) -> dict:
    return {code: (clause.get("texts") or {}).get(code) or {} for code, _name in settings.LANGUAGES}


def _whole(language, texts) -> dict:
    with override(language):
        nothing = _("Not written yet")
    return {name: texts.get(name) or nothing for name in TEXTS} | {"said": list(texts.get("said") or ())}
