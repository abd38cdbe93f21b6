"""The whole pipeline over the shipped documents with the real model: the right ending for every kind of message."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda

from assistant.answers import Answer, AnswerStatus
from assistant.pipeline import build_assistant
from assistant.questions import Question, Reader, Turn

Ask = Callable[..., Answer]
CROSS = "Can my preceptor be a physio if I'm an OT?"
NES = "ahp.practice.ed@nes.scot.nhs.uk"
LETTERS = {1: "abcde", 2: "abcdefg", 3: "abcde", 4: "abcdefg", 5: "abcdef"}
SECRET = "Can zebedee be my preceptor if I'm an OT?"


@pytest.fixture(scope="module")
def ask(real_assistant: Any) -> Ask:
    def one(text: str, *earlier: tuple[str, str], **reader: str) -> Answer:
        turns = tuple(turn for asked, said in earlier for turn in (Turn("user", asked), Turn("assistant", said)))
        answer = real_assistant.answer.invoke(Question(text, turns, Reader(**reader)))
        assert isinstance(answer, Answer)
        return answer

    return one


@pytest.mark.parametrize("question", [CROSS, f"🙂 {CROSS} 🙂", CROSS.replace(" be", "\x00 be\u200b"), CROSS.upper()])
def test_a_preceptor_of_another_profession_is_answered_from_principle_4(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.answer_status is AnswerStatus.ANSWERED
    assert any(c.publisher.startswith("Health and Care") and c.clause == "Principle 4" for c in answer.citations)
    assert "does not have to belong to the preceptee's profession" in answer.statements[0].text


@pytest.mark.parametrize(
    "question", ["What is the weather in Inverness?", "Who won the world cup?", "Write me a poem about cats"]
)
def test_another_subject_is_refused_with_whom_to_ask(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.answer_status is AnswerStatus.OUT_OF_SCOPE
    assert (answer.statements, answer.citations) == ((), ())
    assert answer.routes[0].contact == NES


@pytest.mark.parametrize(
    "question", ["What pay band will I be on after preceptorship?", "how much is a preceptor paid?"]
)
def test_what_no_source_states_is_said_to_be_missing_with_the_gap_and_the_contact(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.answer_status is AnswerStatus.NOT_IN_CORPUS
    assert [citation.source_id for citation in answer.citations] == ["N1"]
    assert "do not say" in answer.statements[0].text and answer.statements[0].text in answer.text
    assert NES in [route.contact for route in answer.routes]
    assert answer.missing


def test_the_five_principles_come_in_order_with_their_numbers(ask: Ask) -> None:
    items = [line for line in ask("list the five principles").text.split("\n") if line[:1].isdigit()]
    assert [line[:14] for line in items] == [f"{n}. Principle {n}" for n in range(1, 6)]


@pytest.mark.parametrize("number", LETTERS)
@pytest.mark.parametrize(
    "wording", ["List the elements of Principle {}", "What are the lettered elements of Principle {}?"]
)
def test_a_lettered_list_comes_whole_and_in_order(ask: Ask, real_assistant: Any, number: int, wording: str) -> None:
    answer = ask(wording.format(number))
    items = [line for line in answer.text.split("\n") if line.startswith("- ")]
    assert [line[2:4] for line in items] == [f"{letter})" for letter in LETTERS[number]]
    by_number = {citation.number: citation for citation in answer.citations}
    cited = [by_number[statement.citations[0]].clause for statement in answer.statements]
    assert cited[-len(items) :] == [f"Principle {number} {letter})" for letter in LETTERS[number]]


@pytest.mark.parametrize(
    ("question", "contact"),
    [
        ("What dose of paracetamol should I give my patient?", "in person"),
        ("How do I treat a frozen shoulder?", "in person"),
        ("My patient has chest pain, what should I do?", "in person"),
        ("I was unfairly dismissed, can I sue?", "representation"),
        ("My employer is making me redundant, what are my rights?", "representation"),
        ("Can I take my employer to an employment tribunal?", "representation"),
    ],
)
def test_clinical_and_employment_cases_are_never_advised_on(ask: Ask, question: str, contact: str) -> None:
    answer = ask(question)
    assert answer.answer_status is AnswerStatus.OUT_OF_SCOPE
    assert answer.statements == ()
    assert any(contact in route.contact for route in answer.routes)


@pytest.mark.parametrize("question", ["hello", "Good morning", "what can you do?", "What can you help me with?"])
def test_a_greeting_is_met_with_something_to_ask(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.answer_status is AnswerStatus.NEEDS_DETAIL
    assert "preceptorship" in answer.text and len(answer.suggestions) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "no question", id="empty"),
        pytest.param(" \n", "no question", id="blank"),
        pytest.param("x " * 2500, "Shorten", id="5,000 characters"),
        pytest.param("Who is my \ud800 preceptor?", "plain text", id="lone surrogate"),
        pytest.param("\x00\x07\x1b", "no words", id="control characters"),
        pytest.param("😀🩺😀", "no words", id="emoji"),
        pytest.param("???", "no words", id="question marks"),
        pytest.param("Pwy all fod yn diwtor i mi os ydw i'n therapydd galwedigaethol?", "English", id="Welsh"),
        pytest.param("Kto może być moim opiekunem w pierwszym roku pracy?", "English", id="Polish"),
        pytest.param("Ciamar a tha thu an-diugh agus dè tha dol?", "English", id="Gaelic"),
    ],
)
def test_what_cannot_be_read_says_what_is_needed(ask: Ask, text: str, said: str) -> None:
    answer = ask(text)
    assert answer.answer_status is AnswerStatus.NEEDS_DETAIL
    assert said in answer.text
    assert (answer.statements, answer.evidence, answer.confidence) == ((), (), 0.0)


def test_a_follow_up_is_read_with_the_turn_before(ask: Ask) -> None:
    first = "How long does preceptorship last?"
    answer = ask("and for nurses?", (first, ask(first).text))
    assert answer.standalone == f"{first} and for nurses?"
    assert any("nurses and midwives" in citation.audience for citation in answer.citations)


@pytest.mark.parametrize("question", ["By the way, who can be a preceptor?", "New question: who can be a preceptor?"])
def test_a_new_topic_drops_what_came_before(ask: Ask, question: str) -> None:
    first = "How long is Flying Start NHS?"
    answer = ask(question, (first, ask(first).text))
    assert "Flying Start" not in answer.standalone
    assert "S5" in {citation.source_id for citation in answer.citations}


def test_the_third_of_a_list_is_the_third(ask: Ask) -> None:
    first = "list the five principles"
    answer = ask("and the third?", (first, ask(first).text))
    assert answer.standalone.startswith("Principle 3")
    assert any("Preceptee empowerment" in statement.text for statement in answer.statements)


@pytest.mark.parametrize("question", ["How long does preceptorship last?", "Do I have to do Flying Start?"])
def test_sources_that_differ_stand_side_by_side(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.answer_status is AnswerStatus.SOURCES_DIFFER
    assert len({citation.source_id for citation in answer.citations}) >= 2
    assert len(answer.statements) >= 2


def test_the_part_that_nothing_answers_is_named(ask: Ask) -> None:
    answer = ask("Do preceptors need training and what pay band will I be on after preceptorship?")
    assert answer.answer_status is AnswerStatus.PARTLY_ANSWERED
    assert answer.missing == ("what pay band will I be on after preceptorship?",)
    assert answer.statements and NES in [route.contact for route in answer.routes]


def test_the_readers_nation_is_heard(ask: Ask) -> None:
    answer = ask("What pay band will I be on after preceptorship?", nation="England")
    assert NES not in [route.contact for route in answer.routes]
    assert answer.routes


@pytest.mark.parametrize("stage", ["drafter", "retriever", "classifier", "confidence", "vocabulary"])
def test_breakage_in_any_stage_is_an_apology_and_the_log_holds_no_question(
    real_assistant: Any, caplog: pytest.LogCaptureFixture, stage: str
) -> None:
    def break_down(*given: object) -> object:
        raise ValueError(f"cannot read {SECRET} {given}")

    broken: Any = RunnableLambda(break_down) if stage == "drafter" else None
    asked = Question(f"{CROSS} {SECRET}" if stage == "drafter" else SECRET, id="q7")
    answer = build_assistant(replace(real_assistant.stages, **{stage: broken})).invoke(asked)
    assert answer.answer_status is AnswerStatus.FAILED
    assert answer.id == "q7"
    reference = str(answer.notice).split()[-1].rstrip(".")
    assert len(reference) == 8 and reference in answer.text and reference in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "zebedee" not in f"{caplog.text}{answer}" and caplog.records[0].exc_info is None


def test_an_answered_question_is_not_logged(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(SECRET)
    assert "zebedee" not in caplog.text


def test_the_same_question_gets_the_same_answer(ask: Ask) -> None:
    for question in (CROSS, "list the five principles", "What pay band will I be on after preceptorship?"):
        one, other = ask(question), ask(question)
        assert replace(one, seconds=0.0) == replace(other, seconds=0.0)


def test_the_callers_id_the_index_and_the_time_come_with_every_answer(real_assistant: Any) -> None:
    for text in (CROSS, "", "hello"):
        answer = real_assistant.answer.invoke(Question(text, id="mine"))
        assert answer.id == "mine" and answer.model is None and answer.seconds >= 0
        assert answer.index.digest == real_assistant.index.manifest.digest
