import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.wording import (
    content_tokens,
    coverage,
    holds,
    modals,
    negations,
    norm,
    numbers,
    same_polarity,
    sentences,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The  Preceptor\u2019s\nrole", "the preceptor's role"),  # case, white space, curly apostrophe
        ("precep-\ntorship", "preceptorship"),  # hyphenated at a line end
        ("6\u201318 months", "6-18 months"),  # en dash
        ("\u201cquoted\u201d", '"quoted"'),
        ("co\u00adoperate zero\u200bwidth", "cooperate zerowidth"),  # soft hyphen, zero-width space
        ("\ufb01rst", "first"),  # ligature
        ("15.5 hours", "15.5 hours"),  # other punctuation stays
    ],
)
def test_norm_folds_spelling_only(text: str, folded: str) -> None:
    assert norm(text) == folded


@given(st.text())
def test_norm_twice_is_norm_once(text: str) -> None:
    assert norm(norm(text)) == norm(text)


@pytest.mark.parametrize("text", ["15 hours", "1.5 hours", "2,5 hours", "5 hourss", "a5 hours"])
def test_five_hours_are_not_found_in_other_numbers(text: str) -> None:
    assert not holds(text, "5 hours")


@pytest.mark.parametrize("text", ["5 hours", "It takes 5 Hours.", "(5  hours)", "up to 5\u00a0hours, at most"])
def test_a_wording_is_found_at_word_boundaries(text: str) -> None:
    assert holds(text, "5 hours")


def test_an_empty_wording_is_never_found() -> None:
    assert not holds("anything", " ")


def test_numbers_carry_their_units() -> None:
    # 6 has no unit beside it in a range, 18 has; number words count as figures.
    assert numbers("6-18 months") == {"6", "18", "18 month"}
    assert numbers("six months") == numbers("6 months") == {"6", "6 month"}
    assert numbers("one year and 1,500 staff") == {"1", "1 year", "1500"}
    assert numbers("50%") == numbers("50 per cent") == {"50", "50 percent"}
    assert numbers("one of them") == set()  # a pronoun, not a number


def test_may_beside_a_number_is_a_month() -> None:
    assert modals("In May 2025 they may start") == {"may"}
    assert modals("From 1 May") == set()
    assert numbers("May 2025") == {"may", "2025"}


def test_short_forms_count_as_negation_and_modal() -> None:
    assert negations("They can't, won't and don't") == 3
    assert modals("They cannot") == {"can"}
    assert tokens("the preceptee's") == ("the", "preceptee")


def test_polarity_is_parity() -> None:
    assert same_polarity("It must be so", "not without it, it must be so")  # 0 and 2 negations
    assert not same_polarity("It is so", "It is not so")


def test_question_words_tell_questions_apart() -> None:
    assert content_tokens("Who decides?") != content_tokens("When decided?")
    assert content_tokens("supports the supported") == {"support"}


def test_coverage_is_over_the_wording() -> None:
    # ct(wording) = {line, manag, agre, time}; the text has line, manag, time: 3 of 4.
    assert coverage("Time with the line manager", "line managers agree the time") == 0.75
    assert coverage("anything", "of the") == 0.0


@given(st.text(), st.text())
def test_coverage_lies_between_0_and_1(text: str, wording: str) -> None:
    assert 0.0 <= coverage(text, wording) <= 1.0


def test_sentences_are_cut_at_stops_and_line_ends() -> None:
    assert sentences("One. Two 1.5 hours; three\nfour?") == ("One.", "Two 1.5 hours;", "three", "four?")
