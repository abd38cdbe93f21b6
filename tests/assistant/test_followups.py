"""Follow-ups: read with what they follow, and only then."""

import pytest

from assistant.followups import standalone
from assistant.questions import Turn

FIRST = "Who can be a preceptor for an occupational therapist?"
HISTORY = (Turn("user", FIRST), Turn("assistant", "Anyone suitable [1]."))


@pytest.mark.parametrize(
    "question", ["Why?", "What about induction?", "And for how long?", "How long does it last?", "for a dietitian?"]
)
def test_a_question_that_cannot_be_read_alone_is_read_with_the_one_before(question: str) -> None:
    assert standalone(question, HISTORY) == f"{FIRST} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "What does the Health and Care Professions Council say about returning to practice after a break?",
        "By the way, how long is Flying Start?",
        "Different question: who is Flying Start for?",
        "ok and how do I get back on the Register after maternity leave?",
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
    history = (*HISTORY, Turn("user", "What about induction?"), Turn("assistant", "The same."))
    assert standalone("Why?", history) == f"{FIRST} What about induction? Why?"


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        ("Is there an AHP framework for England?", "And what about Wales?", "Is there an AHP framework for Wales?"),
        ("What does a preceptor do?", "and for managers?", "What does a managers do?"),
        ("How long is preceptorship for AHPs?", "what about nurses?", "How long is preceptorship for nurses?"),
    ],
    ids=["nation", "role", "group"],
)
def test_a_nation_group_or_role_alone_takes_the_place_of_the_earlier_one(
    earlier: str, question: str, expected: str
) -> None:
    assert standalone(question, (Turn("user", earlier), Turn("assistant", "Yes [1]."))) == expected


def test_more_than_a_nation_is_read_with_the_question_before() -> None:
    history = (Turn("user", "Is there a framework for England?"), Turn("assistant", "Yes [1]."))
    asked = "and what about length in Wales?"
    assert standalone(asked, history) == f"Is there a framework for England? {asked}"


def test_the_assistants_own_words_are_never_taken_for_the_readers() -> None:
    assert "Anyone suitable" not in standalone("Why?", HISTORY)
