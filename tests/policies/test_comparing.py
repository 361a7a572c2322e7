"""Comparing two wordings: what is the same, changed, added, removed or moved, and which words."""

import pytest

from policies.editing.comparing import compare, words


def clause(key, title="T", **more):
    return {"key": key, "kind": "step", "texts": {"en": {"title": title, "instruction": f"Do {title}", "said": []}}} | more


def document(*clauses, **more):
    return {"title": {"en": "Gifts"}, "clauses": list(clauses)} | more


def states(before, after):
    return [(row.key, row.state, row.is_moved) for row in compare(before, after, "en") if row.key]


def told(pieces):
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[kind].format(text) for kind, text in pieces)


def test_words_that_changed_and_no_others():
    assert told(words("Say no calmly.", "Say no kindly and calmly.")) == "Say no[+ kindly and+] calmly."
    assert told(words("Give it back.", "Take it back.")) == "[-Give-][+Take+] it back."
    assert told(words("", "All new")) == "[+All new+]"
    assert told(words("All gone", "")) == "[-All gone-]"
    assert told(words("Köszönöm szépen", "Köszönöm")) == "Köszönöm[- szépen-]"
    assert words("", "") == ()


@pytest.mark.parametrize(("before", "after"), [("a b c", "c b a"), ("Nem, köszönöm.", "Igen – köszönöm!"), (" x\n\ny ", "y\n x")])
def test_from_the_pieces_both_texts_can_be_read(before, after):
    pieces = words(before, after)
    assert "".join(text for kind, text in pieces if kind != "added") == before
    assert "".join(text for kind, text in pieces if kind != "removed") == after


def test_clauses_added_removed_changed_and_unchanged():
    before = document(clause("a"), clause("b"), clause("c"))
    after = document(clause("a"), clause("c", "Other"), clause("d"))
    found = states(before, after)
    assert found == [
        ("a", "unchanged", False), ("b", "removed", False), ("c", "changed", False), ("d", "added", False),
    ]  # fmt: skip


def test_only_the_clause_that_was_moved_is_called_so():
    before = document(*(clause(key) for key in "abcde"))
    after = document(*(clause(key) for key in "eabcd"))
    assert [row for row in states(before, after) if row[2]] == [("e", "unchanged", True)]


def test_how_a_step_is_answered_is_a_difference_too():
    before, after = document(clause("a", moment="with_client")), document(clause("a", moment="with_organisation"))
    [row] = [row for row in compare(before, after, "en") if row.is_change]
    assert [(one.name, one.before, one.after) for one in row.differences if one.is_change] == [
        ("moment", "with_client", "with_organisation")
    ]


def test_another_language_has_differences_of_its_own():
    before, after = document(clause("a")), document(clause("a"))
    after["clauses"][0]["texts"]["hu"] = {"title": "Cím", "said": ["Köszönöm."]}
    assert [row.state for row in compare(before, after, "en")] == ["unchanged", "unchanged"]
    [row] = [row for row in compare(before, after, "hu") if row.is_change]
    assert [told(one.pieces) for one in row.differences] == ["[+Cím+]", "[+Köszönöm.+]"]


def test_with_nothing_before_everything_is_added():
    rows = compare(None, document(clause("a"), closing={"en": "Bye"}), "en")
    assert [row.state for row in rows] == ["changed", "added"]
    assert [told(one.pieces) for one in rows[0].differences] == ["[+Gifts+]", "[+Bye+]"]


def test_the_longest_texts_that_resemble_each_other_least_are_compared_at_once():
    """A bound on work, not on a machine's speed: the number of words that are woven together."""
    before, after = "a b " * 1000, "b a " * 1000
    assert [kind for kind, _text in words(before, after)] == ["removed", "added"]
