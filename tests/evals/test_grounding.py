from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Answer
from corpus.sources import Corpus
from evals.grounding import (
    Knowledge,
    citation_precision,
    citation_recall,
    citation_valid,
    supports,
    unsupported,
)
from ingest.passages import Passage

Make = Callable[..., Answer]
SOURCE = Knowledge(
    "A preceptor should meet the preceptee every 2 weeks for the first 6 months. Notes are kept.", "Wales"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "A preceptor should meet the preceptee every 2 weeks for the first 6 months.",  # word for word
        "notes are kept",  # a part, word for word, without its full stop
        "The preceptor should meet a preceptee every two weeks for the first six months",  # number words
        "In Wales, a preceptor should meet the preceptee every 2 weeks for the first 6 months.",  # place named
    ],
)
def test_what_the_source_says_is_supported(sentence: str) -> None:
    assert supports([SOURCE], sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A preceptor should meet the preceptee every 3 weeks for the first 6 months.",  # number
        "A preceptor should meet the preceptee every 2 months for the first 6 weeks.",  # units swapped
        "A preceptor should not meet the preceptee every 2 weeks for the first 6 months.",  # negation
        "A preceptor must meet the preceptee every 2 weeks for the first 6 months.",  # modal
        "A mentor should assess the student at the end of the placement.",  # other words
        "",
        "of the",  # nothing to support
    ],
)
def test_an_altered_sentence_is_not_supported(sentence: str) -> None:
    assert not supports([SOURCE], sentence)


def test_nothing_supports_nothing() -> None:
    assert not supports([], "A preceptor helps.")
    assert not supports([Knowledge("", "A preceptor helps")], "A preceptor helps.")  # context alone is no content


def test_a_list_item_is_supported_with_and_without_its_letter(make_answer: Make, passages: dict[str, Passage]) -> None:
    said = [(None, ["S5:b"]), ("a) A preceptor should set a professional example.", ["S5:b"])]
    assert unsupported(make_answer(said), passages) == ()


def test_a_sentence_without_citation_is_unsupported(make_answer: Make, passages: dict[str, Passage]) -> None:
    assert unsupported(make_answer([("A preceptor helps.", [])]), passages) == ("A preceptor helps.",)


def test_a_citation_of_an_unknown_passage_supports_nothing(make_answer: Make) -> None:
    assert len(unsupported(make_answer([(None, ["S5:a"])]), {})) == 1


def test_recall_and_precision_by_hand(make_answer: Make, passages: dict[str, Passage]) -> None:
    answer = make_answer([(None, ["S5:a", "S52:a"]), ("Preceptorship in England lasts 18 months.", ["S52:a"])])
    # Sentence 1: φ(both) = 1; S5:a alone supports it, so it is needed; S52:a alone does not, and without it the
    # sentence still holds, so it is not. Sentence 2: 18 is not in the source, φ = 0, its citation is not needed.
    assert citation_recall(answer, passages).value == 1 / 2
    assert citation_precision(answer, passages).value == 1 / 3


def test_without_sentences_nothing_is_scored(make_answer: Make, passages: dict[str, Passage]) -> None:
    empty = make_answer()
    for measure in (citation_recall, citation_precision, citation_valid):
        assert measure(empty, passages).value is None


def test_a_quote_that_is_not_at_its_span_is_invalid(
    make_answer: Make, passages: dict[str, Passage], corpus: Corpus
) -> None:
    answer = make_answer([(None, ["S5:a"])])
    assert citation_valid(answer, passages, corpus).value == 1
    (citation,) = answer.citations
    for change in ({"quote": "other words"}, {"start": 3}, {"clause_slug": "principle-5"}, {"source_id": "S52"}):
        wrong = replace(answer, citations=(replace(citation, **change),))
        assert citation_valid(wrong, passages, corpus).value == 0, change


def test_a_citation_of_a_source_outside_the_register_is_invalid(
    make_answer: Make, passages: dict[str, Passage], corpus: Corpus
) -> None:
    bare = replace(corpus, sources=())
    assert citation_valid(make_answer([(None, ["S5:a"])]), passages, bare).value == 0


@given(st.text(min_size=1), st.text())
def test_any_sentence_can_be_judged(text: str, sentence: str) -> None:
    assert supports([Knowledge(text)], sentence) in (True, False)


WORDS = ("preceptor", "should", "help", "every", "new", "colleague", "learn", "safely")


@given(st.lists(st.sampled_from(WORDS), min_size=3))
def test_a_true_copy_is_always_supported(words: list[str]) -> None:
    sentence = " ".join(words)
    if set(words) != {"should"}:
        assert supports([Knowledge(f"Before. {sentence}. After.")], sentence + ".")
