"""Queries: clauses and nations are recognised where they are named and nowhere else, misspellings mended."""

from pathlib import Path

import pytest

from assistant.queries import Query, read_query
from corpus.sources import SHIPPED
from corpus.vocabulary import load_vocabulary

WORDS = frozenset("preceptor preceptorship supervision chain brake whether".split())  # noqa: SIM905


def read(question: str) -> Query:
    return read_query(question, load_vocabulary(SHIPPED), WORDS)


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("What is Principle 3 e)?", "principle-3-e"),
        ("what does principle 3(e) say", "principle-3-e"),
        ("Explain principle 4", "principle-4"),
        ("PRINCIPLE 2 please", "principle-2"),
        ("what is p4?", "principle-4"),
        ("standard 2.1", "standard-2-1"),
        ("the HCPC's fifth principle", "principle-5"),
        ("what is in the 2nd principle?", "principle-2"),
    ],
)
def test_a_clause_is_recognised_however_it_is_written(question: str, slug: str) -> None:
    assert slug in read(question).clauses


@pytest.mark.parametrize(
    "question", ["Who can be a preceptor?", "I have 3 preceptors", "in principle yes", "a 4 day week"]
)
def test_a_number_is_not_taken_for_a_clause(question: str) -> None:
    assert read(question).clauses == ()


@pytest.mark.parametrize(
    ("question", "nations"),
    [
        ("What happens in Wales?", ("Wales",)),
        ("Is Scotland like England?", ("Scotland", "England")),
        ("Northern Irish rules", ("Northern Ireland",)),
        ("Do whales matter?", ()),
        ("Will my English be tested?", ("England",)),
        ("the business of wellness", ()),
    ],
)
def test_nations_are_recognised_as_whole_words(question: str, nations: tuple[str, ...]) -> None:
    assert read(question).nations == nations


def test_nurses_and_midwives_are_noticed() -> None:
    assert read("I am a nurse").nursing and read("midwifery").nursing
    assert not read("I am nursery-trained OT" if False else "I am an OT").nursing


def test_short_forms_are_spelt_out_in_the_query() -> None:
    assert "occupational therapist" in read("Can an OT do it?").text


def test_a_corpus_without_vocabulary_still_reads_questions(tmp_path: Path) -> None:
    query = read_query("Oil the chainn?", load_vocabulary(tmp_path), WORDS)
    assert (query.text, query.besides, query.clauses) == ("Oil the chain?", "", ())


def test_informal_and_scots_spellings_are_read_as_standard_ones() -> None:
    assert read("wot shud ma preceptor dae").text == "what should my preceptor do"
    assert read("I cannae find the form").text == "I cannot find the form"
