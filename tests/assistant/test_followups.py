"""Follow-ups: read with what they follow, and only then."""

import pytest

from assistant.followups import standalone
from assistant.questions import Turn

FIRST = "Who can be a preceptor for an occupational therapist?"
HISTORY = (Turn("user", FIRST), Turn("assistant", "Anyone suitable [1]."))


@pytest.mark.parametrize(
    "question", ["Why?", "What about Wales?", "And for how long?", "How long does it last?", "for a dietitian?"]
)
def test_a_question_that_cannot_be_read_alone_is_read_with_the_one_before(question: str) -> None:
    assert standalone(question, HISTORY) == f"{FIRST} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "What does the Health and Care Professions Council say about returning to practice after a break?",
        "By the way, how long is Flying Start?",
        "Different question: who is Flying Start for?",
    ],
)
def test_a_question_of_its_own_stays_as_typed(question: str) -> None:
    assert standalone(question, HISTORY) == question


@pytest.mark.parametrize(
    "history", [(), (Turn("assistant", "Hello."),), (Turn("user", "  "),)], ids=["none", "greeted", "blank"]
)
def test_a_first_question_is_never_joined_to_anything(history: tuple[Turn, ...]) -> None:
    assert standalone("Why?", history) == "Why?"


def test_a_follow_up_to_a_follow_up_still_reaches_the_subject() -> None:
    history = (*HISTORY, Turn("user", "What about Wales?"), Turn("assistant", "The same."))
    assert standalone("Why?", history) == f"{FIRST} What about Wales? Why?"


def test_the_assistants_own_words_are_never_taken_for_the_readers() -> None:
    assert "Anyone suitable" not in standalone("Why?", HISTORY)
