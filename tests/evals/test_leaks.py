import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.leaks import dice, near_repeats
from evals.samples import Sample
from evals.wording import content_tokens


def held_back(question: str) -> Sample:
    return Sample("h1", "answerable", "held-back", False, question)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("What is preceptorship?", "what is preceptorship"),  # the only natural wording still counts
        ("What is preceptorship?", "What is preceptership"),  # misspelt
        ("Who can be my preceptor?", "Who can be a preceptor?"),
        ("How long does preceptorship last?", "How long is preceptorship?"),  # one word added to three
        ("Does my line manager agree protected time?", "Do line managers agree the protected time?"),
    ],
)
def test_a_near_repeat_is_found(question: str, other: str) -> None:
    assert near_repeats([held_back(question)], [other]) == [("h1", question, other)]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Who can be my preceptor?", "Who chooses my preceptor?"),
        ("How many hours a month for preceptees?", "How many hours a month for preceptors?"),
        ("What is preceptorship?", "What is preceptorship in England?"),
        ("Who decides?", "When is it decided?"),
        ("What is preceptorship?", ""),
    ],
)
def test_another_question_is_not_a_repeat(question: str, other: str) -> None:
    assert near_repeats([held_back(question)], [other]) == []


def test_a_text_given_twice_is_named_once() -> None:
    assert len(near_repeats([held_back("Who?")], ["who", "who"])) == 1


@given(st.text(), st.text())
def test_dice_lies_between_0_and_1_and_is_symmetric(one: str, other: str) -> None:
    a, b = content_tokens(one), content_tokens(other)
    assert 0.0 <= dice(a, b) == dice(b, a) <= 1.0


@given(st.text())
def test_every_question_with_a_word_repeats_itself(question: str) -> None:
    expected = 1 if content_tokens(question) else 0
    assert len(near_repeats([held_back(question)], [question])) == expected
