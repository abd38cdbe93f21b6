"""Suggestions: questions the documents answer, never the one just asked."""

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.retrieval import Evidence
from assistant.suggestions import MOST, suggestions
from ingest.passages import Passage


def passage(number: int, *asks: str, source: str = "B1", **more: Any) -> Passage:
    return Passage(f"{source}:{number}", source, f"Text {number}.", (), "Rule", 0, number, asks=asks, **more)


PASSAGES = (
    passage(0, "Zero?", "Nought?"),
    passage(1, "One?"),
    passage(2),
    passage(3, "Three?", is_gap=True),
    passage(4, "Four?", label="a)"),
    passage(5, "Five?"),
    passage(6, "Six?"),
    passage(7, "Seven?"),
    passage(8, "Other?", source="B2"),
)
INDEX: Any = SimpleNamespace(passages=PASSAGES)


def suggested(used: list[int], found: list[int], question: str = "What?") -> tuple[str, ...]:
    evidence = [Evidence(PASSAGES[n], rank, 0.5) for rank, n in enumerate(found, 1)]
    return suggestions(INDEX, evidence, frozenset(PASSAGES[n].id for n in used), question)


def test_what_follows_in_the_cited_source_comes_first() -> None:
    assert suggested([0], [8]) == ("One?", "Five?", "Six?")


def test_other_evidence_fills_what_the_source_leaves_open() -> None:
    assert suggested([6], [8, 1]) == ("Seven?", "Other?", "One?")


def test_there_are_never_more_than_three() -> None:
    assert len(suggested([], list(range(9)))) == MOST


@pytest.mark.parametrize("number", [2, 3, 4], ids=["no question", "gap", "list item"])
def test_nothing_is_suggested_that_has_no_whole_answer(number: int) -> None:
    assert suggested([], [number]) == ()


@pytest.mark.parametrize("question", ["One?", "one", " ONE? "])
def test_the_question_just_asked_is_not_suggested_again(question: str) -> None:
    assert suggested([], [1, 8], question) == ("Other?",)


def test_what_was_just_cited_is_not_suggested() -> None:
    assert "Zero?" not in suggested([0], [0, 1])


def test_a_question_shared_by_two_passages_is_suggested_once() -> None:
    shared: Any = SimpleNamespace(passages=(passage(0, "Same?"), passage(1, "Same?")))
    evidence = [Evidence(one, rank, 0.5) for rank, one in enumerate(shared.passages, 1)]
    assert suggestions(shared, evidence, frozenset(), "What?") == ("Same?",)


def test_without_evidence_or_citation_nothing_is_suggested() -> None:
    assert suggested([], []) == ()


def test_every_suggestion_of_the_shipped_corpus_is_answered(real_assistant: Any) -> None:
    from assistant.questions import Question

    ask = real_assistant.answer.invoke
    offered = ask(Question("Can my preceptor be a physio if I'm an OT?")).suggestions
    assert offered
    for question in offered:
        assert ask(Question(question)).answer_status.is_answered, question
