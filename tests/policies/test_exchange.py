"""One file, one version: written out and read in again the same, and everything hostile refused by its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.editing import exchange
from policies.editing.exchange import ExchangeError, dump, load, read
from tests.policies import wordings

FORMS = ["yaml", "json"]


def refused(content, name="gifts.yaml"):
    with pytest.raises(ExchangeError) as error:
        read(content if isinstance(content, bytes) else content.encode(), name)
    return error.value.faults[0]


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_there_and_back_it_is_the_same(organisation, form):
    for document in (wordings.gift_protocol(), wordings.norm()):
        assert load(dump(document, form), f"wording.{form}", organisation) == document


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30) | st.sampled_from(
    ["no", "yes", "null", "~", "2020-01-01", "0x1f", "1e3", "- a", "a: b", "# x", "{x}", "&a", "*a", "!b", "\n\n x\n", "<<"]
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.sampled_from(FORMS))
def test_any_words_come_back_as_they_were(one, other, form):
    document = wordings.gift_protocol(title={"en": one, "cs": other}, audience=[one, other])
    assert read(dump(document, form), f"wording.{form}") == document


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("a: &x 1\nb: *x", "alias", "1"),
        ("a: 1\nb: *x", "alias", "2"),
        ("a: !!python/object/apply:os.system [x]", "tag", "1"),
        ("a: !own x", "tag", "1"),
        ("a: 1\nb: 2\na: 3", "repeated", "3"),
        ("a: " + "[" * 100_000, "too_deep", "1"),
        ("a: [1", "syntax", "2"),
        ("title: 'x\n", "syntax", "2"),
        ("a: 1\n---\nb: 2", "syntax", "2"),
        ("? [a]\n: b", "syntax", "1"),
    ],
)
def test_yaml_that_is_refused_names_its_line(content, code, line):
    fault = refused(content)
    assert fault.code == code
    assert f"Line {line}" in fault.text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"a": 1, "a": 2}', "repeated"),
        ('{"a": NaN}', "syntax"),
        ('{"a": ' + "1" * 5000 + "}", "syntax"),
        ('{"a": ' + "[" * 100_000, "too_deep"),
        ('{"a": ' + "[" * 20 + "]" * 20 + "}", "too_deep"),
        ("{", "syntax"),
        ("[]", "not_a_document"),
    ],
)
def test_json_that_is_refused(content, code):
    assert refused(content, "gifts.json").code == code


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"a: \xff", "a.yaml", "not_utf8"),
        ("title: Dárek".encode("cp1250"), "a.yml", "not_utf8"),
        (b"a: 1", "a.txt", "form_unknown"),
        (b"#" * (512 * 1024 + 1), "a.yaml", "too_large"),
        (b"", "a.yaml", "not_a_document"),
        (b"- a", "a.yaml", "not_a_document"),
    ],
)
def test_files_that_are_refused(content, name, code):
    assert refused(content, name).code == code


def test_dates_numbers_and_a_norwegian_no_stay_text():
    found = exchange._from_yaml("a: 2020-01-01\nb: no\nc: 010\nd: 1.0\ne: true\nf:\n")
    assert found == {"a": "2020-01-01", "b": "no", "c": "010", "d": "1.0", "e": True, "f": None}


@pytest.mark.django_db
def test_what_is_missing_is_named_by_place_and_what_may_be_left_out_is_filled_in(organisation):
    document = wordings.gift_protocol()
    del document["clauses"][3]["texts"]["cs"]["title"]
    del document["audience"], document["clauses"][0]["related"]
    with pytest.raises(ExchangeError) as error:
        load(dump(document), "gifts.yaml", organisation)
    assert [(fault.place, fault.code) for fault in error.value.faults] == [
        ("clauses.4.texts.cs.title", "missing_in_language")
    ]
