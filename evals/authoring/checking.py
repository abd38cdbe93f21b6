"""Checking: every row of a set against the other rows and against the documents, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from evals.authoring.headings import BY_COLUMN, names
from evals.authoring.places import Places, listed
from evals.sample_rows import FACT, Finding, Problem, row_problems

Told = Iterator[tuple[str, str]]
"""(column, clause without its row) pairs."""
MOST_TOLD = 20_000
"""Places whose findings are remembered: four sets of the most rows, some 20 MB."""


class Numbered(Protocol):
    """A row of a set, such as `files.SampleRow`."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def cells(self) -> Mapping[str, str]: ...  # noqa: D102


def check(rows: Sequence[Numbered], places: Places | None = None) -> tuple[Finding, ...]:
    """Everything wrong with the rows, in row order; without `places` the documents are not looked at."""
    found = [(problem.at, problem.column, problem.message) for problem in _of_rows(rows)]
    for at, row in enumerate(rows):
        if places is not None:
            found += [(at, column, message) for column, message in _of_documents(row.cells, places)]
    order = list(BY_COLUMN)
    found.sort(key=lambda told: (told[0], order.index(told[1])))
    return tuple(_finding(rows[at], column, message) for at, column, message in found)


def by_row(findings: Sequence[Finding]) -> dict[int, tuple[Finding, ...]]:
    """The findings of each row that has some, by its number."""
    ordered = sorted(findings, key=lambda finding: finding.row)
    return {number: tuple(group) for number, group in groupby(ordered, key=lambda finding: finding.row)}


def _finding(row: Numbered, column: str, message: str) -> Finding:
    return Finding(row.number, row.cells["id"].strip(), column, f"Row {row.number}: {message}")


def _of_rows(rows: Sequence[Numbered]) -> tuple[Problem, ...]:
    return row_problems([(f"Row {row.number}", row.cells) for row in rows], names())


def _of_documents(cells: Mapping[str, str], places: Places) -> tuple[tuple[str, str], ...]:
    """What is wrong with the place that the row names, looked up once."""
    named = tuple(cells[column] for column in ("source", "clause", "facts", "words"))
    if (found := places.told.get(named)) is None:
        if len(places.told) >= MOST_TOLD:
            places.told.clear()
        found = places.told[named] = tuple(_of_place(cells, places))
    return found


def _of_place(cells: Mapping[str, str], places: Places) -> Told:
    named = cells["source"].split()
    known = [name for name in named if name in places.of_source]
    clause = cells["clause"].strip()
    has_clause = bool(clause) and bool(places.within(known, clause))
    yield from (("source", message) for message in _of_sources(cells["source"], places))
    if clause and known and not has_clause:
        yield "clause", _of_clause(clause, known, places)
    for fact in cells["facts"].split():
        if FACT.fullmatch(fact) and fact not in places.facts:
            yield "facts", f"no place in the documents carries the fact {fact}{_nearest_facts(fact, places)}."
    if len(known) == len(named):
        yield from _of_words(cells["words"], known, clause if has_clause else "", places)


def _of_sources(cell: str, places: Places) -> Iterator[str]:
    named = cell.split()
    unknown = [name for name in named if name not in places.sources]
    if unknown and len(unknown) == len(named):
        unknown = [f"“{cell.strip()}”" if " " in cell.strip() else cell.strip()]  # perhaps a title
    for name in unknown:
        yield f"there is no source {name}; the nearest are {listed(places.nearest_sources(name))}."
    for name in named:
        if name in places.sources and name not in places.of_source:
            yield f"{places.called(name)} has no text here, so that nothing in it can be cited."


def _of_clause(clause: str, sources: Sequence[str], places: Places) -> str:
    there = list(dict.fromkeys(passage.source_id for passage in places.within((), clause)))
    if there:
        return f"there is no “{clause}” in {listed(sources)}; it is in {listed(there[:3])}."
    return f"there is no “{clause}” in {listed(sources)}; the nearest are {listed(places.nearest_clauses(sources, clause))}."


def _nearest_facts(fact: str, places: Places) -> str:
    nearest = places.nearest_facts(fact)
    return f"; the nearest are {listed(nearest)}" if nearest else ""


def _of_words(cell: str, sources: Sequence[str], clause: str, places: Places) -> Told:
    """Whether each line of copied words stands in the documents, at the place that the row names, if it names one."""
    within = places.within(sources, clause)
    where = clause or listed([places.called(name) for name in sources]) or "the documents"
    for words in filter(None, map(str.strip, cell.splitlines())):
        if places.holding(words, within):
            continue
        if elsewhere := places.holding(words, places.all):
            at = listed(list(dict.fromkeys(places.place(passage) for passage in elsewhere))[:3])
            yield "words", f"the words you copied are not in {where}; they stand in {at}."
        elif places.runs_over(words, within):
            yield "words", f"the words you copied run over more than one statement of {where}; copy them one a line."
        else:
            nearest = places.nearest_words(words, within).rstrip(".")
            yield "words", f"the words you copied are not in {where}; the nearest are “{nearest}”."
