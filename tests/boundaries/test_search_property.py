"""For random casts, walls, doors and words, a search is what a few plain sentences say over visible_to()."""

import random

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Right
from boundaries.models import Incident
from boundaries.search.finding import find
from boundaries.search.keeping import rebuild
from boundaries.search.query import parse
from policies.search.folding import compounds, fold
from tests.properties.test_visibility import make_world

PARTS = [
    "на", "їж", "gi", "gift", "gif", "pečo", "peco", "ügy", "ő", "å", "съд", "k-", "'", "ds", "7", "x1",
    " ", '"', "\u0301", "ß", "-",
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


def words_in(text):
    for joined, parts in compounds(text):
        yield from (word for word in (joined, *parts) if len(word) > 1)


def holds(incident, asked):
    """In plain words: every word asked for is a word of the report, or begins one."""
    there = set(words_in(f"{incident.reference} {incident.reference[3:]} {incident.what_happened}"))
    return all(
        word.text in there if word.exact else any(one.startswith(word.text) for one in there) for word in parse(asked)
    )


def reads_names(person, incident):
    return incident.reporter_id == person.pk or person.has_right(Right.ANSWER)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), said=st.lists(texts, min_size=8, max_size=8), asked=texts, limit=st.integers(1, 4))
def test_a_search_equals_looking_through_everything(db, seed, said, asked, limit):
    with transaction.atomic():
        people, records, _now = make_world(random.Random(seed))
        for row, text in zip(records, said, strict=True):
            Incident.objects.filter(pk=row.pk, status="draft").update(what_happened=text)
            row.what_happened = text if row.status == "draft" else ""
        rebuild()
        for person in people:
            seen = Incident.objects.visible_to(person).sent().order_by("search_entry__id").reverse()
            expected = [row for row in seen if parse(asked) and reads_names(person, row) and holds(row, asked)]
            assert all_pages(person, asked, limit) == expected
        transaction.set_rollback(True)


def all_pages(person, asked, limit):
    rows, after = [], None
    for _ in range(30):
        page, after = find(person, asked, after=after, limit=limit)
        assert len(page) <= limit
        rows += page
        if after is None:
            return rows
    raise AssertionError("pages without end")


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper().lower()) == fold(fold(text.upper().lower()))


@given(st.text())
def test_words_are_letters_and_digits_and_nothing_that_a_database_reads_otherwise(text):
    for joined, parts in compounds(text):
        assert all(word.isalnum() for word in (joined, *parts) if word)
