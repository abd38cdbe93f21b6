from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.sources import Corpus, Source
from evals.authoring.places import Places
from evals.case_coverage import Count, coverage_map, suggestions
from evals.samples import Sample
from ingest.passages import Passage

# The documents: S5 has the clause Principle 4 with two list items under it, S52 one clause, N1 one.


@pytest.fixture
def places(passages: Mapping[str, Passage], corpus: Corpus) -> Places:
    under = {name: replace(p, headings=("Principle 4",)) if p.source_id == "S5" else p for name, p in passages.items()}
    return Places(under, corpus)


def sample(name: str = "a", **cells: object) -> Sample:
    values: dict[str, object] = {
        "class_": "answerable",
        "split": "tuning",
        "essential": False,
        "question": "?",
        **cells,
    }
    return Sample(name, **values)  # type: ignore[arg-type]


def test_a_case_counts_at_each_place_that_it_names_and_once_a_source(places: Places) -> None:
    found = coverage_map([sample(facts=("S5.3", "S5.4", "S52.1")), sample(facts=("S5.5",))], places)
    assert found.sources == (Count("S5", 2), Count("S52", 1), Count("N1", 0))
    assert [(c.source_id, c.clause, c.statements, c.cases) for c in found.clauses] == [
        ("S5", "Principle 4", 3, 2),  # list items belong to their list's clause
        ("S52", "Length", 1, 1),
        ("N1", "Gaps", 1, 0),
    ]
    assert [clause.source_id for clause in found.without] == ["N1"]


@pytest.mark.parametrize(
    ("cells", "source"),
    [
        ({"words": ("lasts 12 months",)}, "S52"),
        ({"source": "S5", "clause": "principle 4 b"}, "S5"),
        ({"source": "N1"}, "N1"),
    ],
)
def test_places_are_found_by_words_and_by_clause(places: Places, cells: dict[str, object], source: str) -> None:
    found = coverage_map([sample(**cells)], places)
    assert [count.name for count in found.sources if count.cases] == [source]


def test_cases_without_a_place_are_counted_apart(places: Places) -> None:
    found = coverage_map([sample(), sample(facts=("S9.9",)), sample(facts=("S5.3",))], places)
    assert (found.cases, found.unplaced) == (3, 2)


def test_kinds_of_reader_and_question_are_counted_with_those_that_have_none(places: Places) -> None:
    found = coverage_map([sample(role="manager", nation="Wales", class_="list"), sample()], places)
    assert Count("manager", 1) in found.roles and Count("preceptee", 0) in found.roles
    assert Count("Wales", 1) in found.nations and Count("England", 0) in found.nations
    assert Count("list", 1) in found.classes and Count("comparison", 0) in found.classes


def test_current_sources_of_the_nation_come_first_then_principles_then_long_clauses() -> None:
    entries: dict[str, dict[str, object]] = {
        "OLD": {"currency": "superseded", "kind": "principles"},
        "ENG": {"nations": ("England",), "kind": "principles"},
        "NOTE": {"wording": "note"},
        "SHORT": {},
        "LONG": {"nations": ("Scotland",)},
        "PRIN": {"kind": "principles"},
    }
    sources = tuple(Source(id=name, title=name, publisher="P", **entry) for name, entry in entries.items())  # type: ignore[arg-type]
    lengths = {name: 3 if name == "LONG" else 1 for name in entries}
    passages = {
        f"{name}:{at}": Passage(f"{name}:{at}", name, "text", ("A",), "A", 0, at)
        for name, length in lengths.items()
        for at in range(length)
    }
    corpus = Corpus(root=Path(), name="c", home_nation="Scotland", sources=sources)
    found = coverage_map([], Places(passages, corpus))

    def order(*nations: str) -> list[str]:
        return [suggestion.clause.source_id for suggestion in suggestions(found, corpus, nations)]

    assert order() == ["PRIN", "LONG", "SHORT", "NOTE", "ENG", "OLD"]
    assert order("England") == ["ENG", "PRIN", "SHORT", "NOTE", "LONG", "OLD"]
    assert len(suggestions(found, corpus, most=2)) == 2
    assert (
        suggestions(found, corpus)[1].reason == "3 statements of a current source for Scotland, and no test question."
    )
