"""The retriever, seen as LangChain sees it and as the pipeline sees it."""

import dataclasses
from typing import Any

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.pipeline import open_assistant
from assistant.questions import Reader
from assistant.retrieval import HybridRetriever
from assistant.settings import Settings


@pytest.fixture
def retriever(small_settings: Settings, trained_already: None) -> HybridRetriever:
    return open_assistant(small_settings).retriever


class TestHybridRetriever(RetrieversIntegrationTests):
    """LangChain's own tests."""

    pytestmark = pytest.mark.anyio

    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @pytest.fixture(autouse=True)
    def over_the_small_index(self, small_settings: Settings, trained_already: None) -> None:
        opened = open_assistant(small_settings).retriever
        own = set(HybridRetriever.model_fields) - set(BaseRetriever.model_fields) - {"k"}
        self.params = {name: getattr(opened, name) for name in own}

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return HybridRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return self.params

    @property
    def retriever_query_example(self) -> str:
        return "How often do I clean a chain?"


def test_a_document_names_the_passage_it_is_and_its_place(retriever: HybridRetriever) -> None:
    (document,) = retriever.invoke("How often do I clean a chain?", k=1)
    passage = retriever.index.by_id[document.id or ""]
    assert (document.page_content, document.metadata["source"]) == (passage.text, "B1")
    assert (document.metadata["clause"], document.metadata["rank"]) == ("Rule 1", 1)


def evidence(retriever: HybridRetriever, question: str, reader: Reader | None = None, k: int = 10) -> Any:
    return retriever.evidence(retriever.query(question), reader or Reader(), k=k)


def test_evidence_is_ranked_from_one_without_a_passage_twice(retriever: HybridRetriever) -> None:
    found = evidence(retriever, "chain")
    assert [item.rank for item in found] == list(range(1, len(found) + 1))
    assert len({item.passage.id for item in found}) == len(found)
    relevance = [item.relevance for item in found]
    assert relevance == sorted(relevance, reverse=True)
    assert all(0 <= value <= 1 for value in relevance)


def test_no_more_than_k_passages_come_and_no_more_than_there_are(retriever: HybridRetriever) -> None:
    assert len(evidence(retriever, "chain", k=2)) == 2
    assert len(evidence(retriever, "chain", k=100)) <= len(retriever.index.passages)


def test_the_same_question_gets_the_same_evidence(retriever: HybridRetriever) -> None:
    assert evidence(retriever, "oil the chain") == evidence(retriever, "oil the chain")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        pytest.param("How often do I clean a chain?", "every two weeks", id="example question"),
        pytest.param("brake pads millimetres", "two millimetres", id="words"),
        pytest.param("brakke pads milimetres", "two millimetres", id="misspelt"),
    ],
)
def test_the_passage_that_answers_comes_first(retriever: HybridRetriever, question: str, text: str) -> None:
    assert text in evidence(retriever, question)[0].passage.text


def test_an_everyday_word_brings_the_documents_word(retriever: HybridRetriever) -> None:
    found = evidence(retriever, "lubricate", k=5)
    assert any("oil" in item.passage.text.lower() for item in found)


@pytest.mark.parametrize("question", ["", "?", "zzzzz qqqqq", "\ud800", "the of and", "x" * 3000])
def test_a_question_of_no_known_word_breaks_nothing(retriever: HybridRetriever, question: str) -> None:
    found = evidence(retriever, question)
    assert all(0 <= item.relevance <= 1 for item in found)


def test_the_readers_nation_changes_the_order_but_never_hides_a_source(retriever: HybridRetriever) -> None:
    question = "When does the workshop open?"
    scottish = evidence(retriever, question, Reader(nation="Scotland"), k=100)
    welsh = evidence(retriever, question, Reader(nation="Wales"), k=100)
    assert {item.passage.id for item in scottish} == {item.passage.id for item in welsh}
    relevance = [
        next(item.relevance for item in found if item.passage.source_id == "B3") for found in (scottish, welsh)
    ]
    assert relevance[0] <= relevance[1]


def test_the_retriever_cannot_be_changed_under_a_running_question(retriever: HybridRetriever) -> None:
    with pytest.raises((ValueError, dataclasses.FrozenInstanceError)):
        retriever.k = 3


def test_the_corpus_own_words_are_known_and_so_never_mended(retriever: HybridRetriever) -> None:
    assert {"degreaser", "rotors", "bb", "lubricate"} <= retriever.words
    assert retriever.query("degreaser on rotors").text == "degreaser on rotors"


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("Can my preceptor be a physio if I'm an OT?", "principle-4"),
        ("What does Principle 3 d) say?", "principle-3-d"),
    ],
)
def test_the_shipped_corpus_gives_the_clause_that_answers_among_the_first_five(
    real_assistant: Any, question: str, slug: str
) -> None:
    found = evidence(real_assistant.retriever, question, k=5)
    assert slug in [item.passage.clause_slug for item in found]
