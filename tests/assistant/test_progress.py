"""The stages that a person is shown are those that the pipeline reaches, in its order."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda

from assistant.answers import Answer, AnswerStatus, failed_answer
from assistant.progress import Stage, staged, telling
from assistant.questions import Question

EVERY = [Stage.READING, Stage.LOOKING, Stage.COMPOSING, Stage.CHECKING]


@pytest.fixture(scope="module")
def stages_of(real_assistant: Any) -> Callable[[str], list[Stage]]:
    def stages(text: str) -> list[Stage]:
        told: list[Stage] = []
        real_assistant.answer.invoke(Question(text), telling(told.append))
        return told

    return stages


@pytest.mark.parametrize(
    "question",
    [
        "Can my preceptor be a physio if I'm an OT?",
        "Compare preceptorship in Scotland and England",
        "What are the five principles, and do preceptors need training?",
    ],
)
def test_an_answered_question_tells_every_stage_once_and_in_order(
    stages_of: Callable[[str], list[Stage]], question: str
) -> None:
    assert stages_of(question) == EVERY


@pytest.mark.parametrize(
    ("question", "reached"),
    [
        ("", EVERY[:1]),
        ("What is the weather in Inverness?", EVERY[:2]),
        ("What pay band will I be on after preceptorship?", EVERY[:3]),
        ("I want to kill myself", EVERY[:2]),
    ],
)
def test_an_early_ending_tells_no_stage_that_it_did_not_reach(
    stages_of: Callable[[str], list[Stage]], question: str, reached: list[Stage]
) -> None:
    assert stages_of(question) == reached


def test_the_stages_come_one_by_one_and_the_answer_last(real_assistant: Any) -> None:
    *stages, answer = staged(real_assistant.answer, Question("Do preceptors need training?", id="mine"))
    assert stages == EVERY
    assert isinstance(answer, Answer) and answer.answer_status.is_answered and answer.id == "mine"


def test_being_told_changes_nothing_about_the_answer(real_assistant: Any) -> None:
    question = Question("Do preceptors need training?")
    *_, told = staged(real_assistant.answer, question)
    assert isinstance(told, Answer)
    assert told.text == real_assistant.answer.invoke(question).text


def test_a_listener_that_breaks_fails_the_answer_and_not_the_caller(real_assistant: Any) -> None:
    def broken(stage: Stage) -> None:
        raise OSError(stage)

    answer = real_assistant.answer.invoke(Question("Do preceptors need training?"), telling(broken))
    assert answer.answer_status is AnswerStatus.FAILED


def test_an_assistant_without_stages_gives_its_answer_alone() -> None:
    answer = failed_answer("Sorry.")
    assert list(staged(RunnableLambda[Question, Answer](lambda question: answer), Question("x"))) == [answer]


def test_breakage_reaches_whoever_waits_for_the_answer() -> None:
    def broken(question: Question) -> Answer:
        raise KeyError(question.text)

    with pytest.raises(KeyError):
        list(staged(RunnableLambda(broken), Question("x")))


def test_an_iterator_that_is_closed_early_waits_for_the_work(real_assistant: Any) -> None:
    going = staged(real_assistant.answer, Question("Do preceptors need training?"))
    assert next(going) is Stage.READING
    going.close()  # type: ignore[attr-defined]


def test_every_stage_has_words_for_a_person() -> None:
    assert all(stage.words[0].isupper() and " " in stage.words for stage in Stage)
