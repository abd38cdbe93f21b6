"""Entries: a passage is found by its words in their place and by its example questions, all spelt out."""

from pathlib import Path

from corpus.vocabulary import load_vocabulary
from ingest.entries import entries
from ingest.passages import Passage

PLAIN = load_vocabulary(Path("a folder without one"))


def passage(**changes: object) -> Passage:
    values: dict[str, object] = {
        "headings": ("Outer", "Bottom brackets"),
        "clause": "Rule 1",
        "asks": ("which bb?", "why?"),
    }
    return Passage("B1:0", "B1", "Grease it.", start=0, position=0, **(values | changes))  # type: ignore[arg-type]


def test_each_entry_leads_back_to_its_passage() -> None:
    found = entries([passage()], PLAIN)
    assert [entry.id for entry in found] == ["B1:0", "B1:0?0", "B1:0?1"]
    assert {entry.passage_id for entry in found} == {"B1:0"}


def test_a_statement_that_says_it_is_found_by_its_heading_and_clause() -> None:
    assert entries([passage()], PLAIN)[0].text == "Bottom brackets. Rule 1. Grease it."


def test_a_heading_that_is_the_clause_is_not_said_twice() -> None:
    assert entries([passage(clause="Bottom brackets")], PLAIN)[0].text == "Bottom brackets. Grease it."
    assert entries([passage(clause="", headings=())], PLAIN)[0].text == "Grease it."


def test_short_forms_are_spelt_out_in_documents_as_in_questions(small_corpus: Path) -> None:
    assert entries([passage()], load_vocabulary(small_corpus))[1].text == "which bottom bracket?"
