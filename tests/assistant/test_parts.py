"""Parts: nothing that was asked is dropped, and a phrase with `and` in it is not torn apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import MOST_PARTS, parts, sides


def test_two_questions_in_one_are_answered_apart() -> None:
    assert parts("What is a preceptor and how long does it last?") == ("What is a preceptor", "how long does it last?")
    assert parts("Who is my preceptor? What do they do?") == ("Who is my preceptor?", "What do they do?")


def test_a_sentence_that_asks_nothing_sets_the_scene_for_the_first_part() -> None:
    found = parts("I am a new OT. Who is my preceptor? What do they do?")
    assert found == ("I am a new OT. Who is my preceptor?", "What do they do?")


@pytest.mark.parametrize(
    "question",
    [
        "What is a preceptor?",
        "Roles and responsibilities of a preceptor",
        "What are the aims and outcomes of preceptorship?",
        "What is it? Why? Who? How? When?",
        "I started last week.",
        "Do I get a say in how long it goes on and what is in it?",
        "",
    ],
)
def test_what_is_one_question_stays_whole(question: str) -> None:
    assert parts(question) == (question,)


@given(st.text(max_size=80))
def test_no_word_that_asks_is_lost(question: str) -> None:
    found = parts(question)
    assert 1 <= len(found) <= MOST_PARTS
    left = " ".join(found).split()
    dropped = [word for word in question.split() if word not in left]
    assert set(map(str.lower, dropped)) <= {"and", "also", "plus", ",", ";"} or all(
        w.rstrip(",;") in left for w in dropped
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the difference between mentorship and preceptorship?", ("mentorship", "preceptorship")),
        ("preceptorship vs supervision", ("preceptorship", "supervision")),
        ("preceptorship v supervision", ("preceptorship", "supervision")),
        ("How is a preceptor different from a mentor?", ("preceptor", "mentor")),
        ("Compare supervision with appraisal.", ("supervision", "appraisal")),
        ("How does supervision compare with appraisal?", ("supervision", "appraisal")),
        (
            "What's the difference between preceptorship in Scotland and England?",
            ("preceptorship in Scotland", "preceptorship in England"),
        ),
        (
            "the difference between England's and Scotland's list of professions",
            ("England's list of professions", "Scotland's list of professions"),
        ),
        (
            "How does the length for AHPs in Scotland compare with nurses here?",
            ("length for AHPs in Scotland", "length for nurses in Scotland"),
        ),
        ("preceptorship for AHPs vs nurses", ("preceptorship for AHPs", "preceptorship for nurses")),
        ("What is preceptorship?", None),
        ("Is the preceptor the same as the preceptor?", None),
    ],
)
def test_a_comparison_names_its_two_sides(question: str, expected: tuple[str, str] | None) -> None:
    assert sides(question) == expected
