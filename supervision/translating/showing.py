"""Translations as they stand beside their originals: the newest first, each with who made it and how."""

from collections import defaultdict

from django.utils.translation import gettext as _

from boundaries.models import Translation
from supervision.exports.words import language_name

Manner = Translation.Manner


def by_text(rows) -> dict:
    """{(subject_id, field): translations, the newest first}."""
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.at, row.pk), reverse=True):
        found[row.subject_id, row.field].append(row)
    return found


def in_words(row, name, *, with_names) -> str:
    """How it came about; `name(person)` calls its author as this reader may know her."""
    words = {"language": language_name(row.language)}
    if row.manner == Manner.MACHINE:
        return _("Translation into %(language)s by machine") % words
    words |= {"who": name(row.author)}
    if row.manner == Manner.PERSON:
        return _("Translation into %(language)s by %(who)s") % words
    if row.interpreter and with_names:
        words |= {"interpreter": row.interpreter}
        return _("Translation into %(language)s by the interpreter %(interpreter)s, entered by %(who)s") % words
    return _("Translation into %(language)s by an interpreter, entered by %(who)s") % words
