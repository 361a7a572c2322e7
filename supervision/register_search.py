"""Narrowing the register to what holds all words: a condition on incidents, so that order, pages and counts stay its own.

PostgreSQL chooses between its index of words and the register's order by how frequent a word is. SQLite is told: the
words of few are looked up at once, and of many the register is read in its order, each row asked for its words.
"""

from django.db import connection
from django.db.models import Exists, Lookup, OuterRef, Q, TextField

from boundaries.search.query import MOST_WORDS, Word, as_reference, parse
from supervision.models import RegisterEntry
from supervision.register_index import INDEX

FEW = 1_000


@TextField.register_lookup
class HoldsWords(Lookup):
    """`words__holds_words=[Word, ...]` on RegisterEntry alone: all of them, by the database's own index."""

    lookup_name = "holds_words"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_postgresql(self, compiler, connection):
        asked = " & ".join(f"'{word.text}'" if word.exact else f"'{word.text}':*" for word in self.rhs)
        return f"{self._table(compiler)}.document @@ %s::tsquery", [asked]

    def as_sqlite(self, compiler, connection):
        return f"{self._table(compiler)}.id IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s)", [matching(self.rhs)]

    def _table(self, compiler):
        return compiler.quote_name_unless_alias(self.lhs.alias)


def matching(words: list[Word]) -> str:
    """The words as FTS5 is asked for them."""
    return " AND ".join(f'"{word.text}"' if word.exact else f'"{word.text}" *' for word in words)


def holding(text: str) -> Q:
    """Incidents that hold all words of `text`, or are the one of this reference; all where there is nothing to look for."""
    if reference := as_reference(text):
        return Q(reference=reference)
    words = parse(text)
    if not words:
        return Q()
    if connection.vendor == "postgresql":
        return Q(Exists(_entries().filter(words__holds_words=words)))
    if are_few(words):
        return Q(pk__in=RegisterEntry.objects.filter(words__holds_words=words).values("incident"))
    return Q(Exists(_entries().filter(*(Q(words__contains=word.pattern.strip("%")) for word in words))))


def are_few(words: list[Word]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT %s)", [matching(words), FEW + 1]
        )
        return cursor.fetchone()[0] <= FEW


def _entries():
    return RegisterEntry.objects.filter(incident=OuterRef("pk"))


def is_too_much(text: str) -> bool:
    """Whether somebody asks for more words than are looked for."""
    return len(text.split()) > MOST_WORDS
