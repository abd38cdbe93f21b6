"""The lens: nation, profession and currency change the order, and never more than that."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.lens import Lens
from assistant.queries import Query
from assistant.questions import Reader
from corpus.sources import Corpus, Source
from ingest.passages import Passage

SOURCES = (
    Source("U", "For all", "HCPC"),
    Source("S", "For Scotland", "NHS Education for Scotland (NES)", nations=("Scotland",)),
    Source("E", "For England", "NHS England", nations=("England",)),
    Source("N", "For nurses", "NMC", audience=("nurses and midwives",)),
    Source("D", "For dietitians", "BDA", professions=("dietitian",)),
    Source("O", "The old one", "HCPC", currency="superseded"),
)
CORPUS = Corpus(Path(), "six", "Scotland", SOURCES)
PLAIN = Query("How long does it last?", "")


def passage(source: str, clause: str = "Length") -> Passage:
    return Passage(f"{source}:1", source, "Text.", (clause,), clause, 0, 0)


def weight(source: str, query: Query = PLAIN, reader: Reader | None = None) -> float:
    return Lens(CORPUS, query, reader or Reader()).weight(passage(source))


def is_contrast(source: str, query: Query = PLAIN, reader: Reader | None = None) -> bool:
    return Lens(CORPUS, query, reader or Reader()).is_contrast(passage(source))


@pytest.mark.parametrize("source", ["E", "N", "D", "O"])
def test_what_does_not_speak_for_the_reader_never_outweighs_what_does(source: str) -> None:
    assert 0 < weight(source) < weight("U") == weight("S")


def test_a_reader_in_england_is_not_served_as_if_in_scotland() -> None:
    reader = Reader(nation="England")
    assert weight("S", reader=reader) < weight("E", reader=reader) == weight("U", reader=reader)


def test_a_named_nation_wins_over_the_readers_own() -> None:
    query = replace(PLAIN, nations=("England",))
    assert weight("E", query) > weight("U", query) > weight("S", query)


def test_a_question_about_nurses_is_not_kept_from_what_nurses_are_told() -> None:
    query = replace(PLAIN, nursing=True)
    assert weight("N", query) == weight("U", query)
    assert not is_contrast("N", query)


def test_a_source_for_the_readers_profession_is_not_held_back() -> None:
    reader = Reader(profession="dietitian")
    assert weight("D", reader=reader) == weight("U", reader=reader)
    assert not is_contrast("D", reader=reader)


def test_a_source_of_another_nation_profession_or_time_never_leads_before_the_readers_own() -> None:
    assert [source.id for source in SOURCES if is_contrast(source.id)] == ["E", "N", "D", "O"]


@pytest.mark.parametrize(
    ("source", "question"),
    [("E", "What does NHS England say?"), ("N", "what about the nmc?"), ("D", "And the BDA?")],
)
def test_a_source_whose_publisher_is_named_may_lead(source: str, question: str) -> None:
    assert not is_contrast(source, replace(PLAIN, text=question))


def test_a_named_clause_counts_most_and_what_lies_within_it_less() -> None:
    lens = Lens(CORPUS, replace(PLAIN, clauses=("principle-4",)), Reader())
    names = [lens.names(passage("U", clause)) for clause in ("Principle 4", "Principle 4 c)", "Principle 3", "Length")]
    assert names[0] > names[1] > names[2] == names[3] == 0


def test_principle_1_is_not_taken_for_principle_10() -> None:
    lens = Lens(CORPUS, replace(PLAIN, clauses=("principle-1",)), Reader())
    assert lens.names(passage("U", "Principle 10")) == 0
