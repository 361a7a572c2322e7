"""The judgement itself, over random people: any order gives the same, and nobody gets past the filter."""

from hypothesis import given
from hypothesis import strategies as st

from supervision.matching import weights
from supervision.matching.ranking import Asked, Candidate, rank
from supervision.matching.words import BASES, FACTORS, sentences

LANGUAGES = st.frozensets(st.sampled_from(["en", "hu", "uk"]))
TAGS = st.frozensets(st.sampled_from(["dementia", "palliative"]))
GENDERS = st.sampled_from(["", "woman", "man"])
KINDS = st.sampled_from(["", "small_gift", "phone_number"])
KEYS = st.sampled_from([f"{number:02d}" for number in range(12)])

ASKED = st.builds(
    Asked, language=st.sampled_from(["en", "hu", "uk"]), event_type=KINDS, hope=st.sampled_from(["", "advice", "decision"]),
    gender=GENDERS, languages=LANGUAGES, background=TAGS, not_users=st.frozensets(KEYS, max_size=4),
)  # fmt: skip
CANDIDATE = st.builds(
    Candidate, person=st.none(), key=KEYS, may_answer=st.booleans(), is_away=st.booleans(), languages=LANGUAGES,
    event_types=st.frozensets(KINDS), background=TAGS, gender=GENDERS, load=st.integers(0, 40),
    max_open=st.none() | st.integers(1, 30), supervises_team=st.booleans(), covers=st.booleans(), decides=st.booleans(),
    knows_reporter=st.booleans(), knows_client=st.booleans(),
)  # fmt: skip
PEOPLE = st.lists(CANDIDATE, max_size=12, unique_by=lambda one: one.key)


@given(ASKED, PEOPLE, st.randoms())
def test_any_order_of_the_same_people_gives_the_same_order_of_turn(asked, people, dice):
    shuffled = dice.sample(people, len(people))
    assert rank(asked, shuffled) == rank(asked, people)


@given(ASKED, PEOPLE)
def test_nobody_walled_off_away_unwanted_or_full_is_ever_in_turn(asked, people):
    for one, _factors in rank(asked, people):
        assert one.may_answer
        assert not one.is_away
        assert one.key not in asked.not_users
        assert one.max_open is None or one.load < one.max_open


@given(ASKED, PEOPLE)
def test_everybody_else_is_in_turn_the_best_first(asked, people):
    ranked = rank(asked, people)
    fitting = [
        one for one in people
        if one.may_answer and not one.is_away and one.key not in asked.not_users
        and (one.max_open is None or one.load < one.max_open)
    ]  # fmt: skip
    assert {one.key for one, _factors in ranked} == {one.key for one in fitting}
    scores = [sum(factor["weight"] for factor in factors) for _one, factors in ranked]
    assert scores == sorted(scores, reverse=True)


@given(ASKED, CANDIDATE)
def test_a_fulfilled_wish_never_counts_against_somebody(asked, one):
    ranked = rank(asked, [one])
    factors = ranked[0][1] if ranked else []
    assert all(factor["weight"] > 0 for factor in factors if factor["factor"] != "load")
    assert {factor["factor"] for factor in factors} <= set(weights.WEIGHTS)


@given(ASKED, CANDIDATE)
def test_the_words_never_tell_what_was_wished_for(asked, one):
    for _one, factors in rank(asked, [one]):
        said = " ".join(sentences("matched", factors)).lower()
        wished = [factor for factor in factors if factor["factor"].startswith("wished_")]
        assert all(factor["value"] is True for factor in wished)
        assert not any(word in said for word in ("woman", "man ", "gender", "dementia", "palliative"))
        assert said.count("asked for") == bool(wished)


def test_every_weight_says_why_and_every_factor_has_words():
    assert all(weight.why.endswith(".") for weight in weights.WEIGHTS.values())
    special = {"language", "load"} | {name for name in weights.WEIGHTS if name.startswith("wished_")}
    assert set(FACTORS) == set(weights.WEIGHTS) - special
    assert all(str(word) for word in BASES.values())
