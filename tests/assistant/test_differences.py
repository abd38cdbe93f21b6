"""Differences: sources that say different things stand side by side, each in its own words, and only when that was asked."""

from typing import Any

import pytest

from assistant.differences import side_by_side
from assistant.extractive import Part
from assistant.questions import Reader
from corpus.vocabulary import Difference, Vocabulary

LENGTH = "How long does preceptorship last?"
MANDATORY = "Do I have to do Flying Start?"


def compared(assistant: Any, question: str) -> Any:
    query = assistant.retriever.query(question)
    part = Part(question, query, assistant.retriever.evidence(query, Reader()))
    return side_by_side(part, assistant.stages.vocabulary, assistant.retriever)


@pytest.mark.parametrize("question", [LENGTH, MANDATORY])
def test_both_sides_speak_in_their_own_words_under_their_own_name(real_assistant: Any, question: str) -> None:
    draft = compared(real_assistant, question)
    assert draft.differs and len(draft.claims) > 1
    passages = real_assistant.index.by_id
    for claim in draft.claims:
        assert claim.heading
        assert claim.text == passages[claim.quotes[0].passage_id].text
    assert len({passages[claim.quotes[0].passage_id].source_id for claim in draft.claims}) > 1


def test_the_side_of_a_publisher_that_is_named_comes_first(real_assistant: Any) -> None:
    draft = compared(real_assistant, "Do I have to do Flying Start in NHS Highland?")
    assert draft is not None
    assert real_assistant.index.by_id[draft.claims[0].quotes[0].passage_id].source_id == "S37"


@pytest.mark.parametrize(
    "question",
    [
        "How long does preceptorship last in England?",
        "How long is preceptorship for nurses?",
        "Who can be a preceptor?",
        "What is Flying Start NHS for?",
        "zzz qqq",
    ],
    ids=["one nation", "nurses", "another topic", "near topic", "nothing"],
)
def test_what_asks_for_one_side_or_another_topic_gets_no_comparison(real_assistant: Any, question: str) -> None:
    assert compared(real_assistant, question) is None


def test_without_evidence_nothing_is_compared(real_assistant: Any) -> None:
    part = Part(LENGTH, real_assistant.retriever.query(LENGTH), ())
    assert side_by_side(part, real_assistant.stages.vocabulary, real_assistant.retriever) is None


def test_a_corpus_without_differences_compares_nothing(real_assistant: Any) -> None:
    query = real_assistant.retriever.query(LENGTH)
    part = Part(LENGTH, query, real_assistant.retriever.evidence(query, Reader()))
    assert side_by_side(part, Vocabulary(frozenset(), {}, {}, {}, {}, ()), real_assistant.retriever) is None


def test_one_side_that_the_documents_lost_leaves_no_comparison_of_one(real_assistant: Any) -> None:
    vocabulary = real_assistant.stages.vocabulary
    length = next(one for one in vocabulary.differences if LENGTH in one.asks)
    lost = Difference(length.topic, length.asks, length.sides[:1])
    query = real_assistant.retriever.query(LENGTH)
    part = Part(LENGTH, query, real_assistant.retriever.evidence(query, Reader()))
    assert side_by_side(part, Vocabulary(frozenset(), {}, {}, {}, {}, (lost,)), real_assistant.retriever) is None


def test_every_side_of_every_shipped_difference_has_a_statement_of_its_own(real_assistant: Any) -> None:
    passages = [passage for passage in real_assistant.index.passages if not passage.is_gap]
    for difference in real_assistant.stages.vocabulary.differences:
        assert len({side.label for side in difference.sides}) == len(difference.sides) > 1
        for side in difference.sides:
            assert any(set(side.facts) & set(passage.facts) for passage in passages), (difference.topic, side.label)
