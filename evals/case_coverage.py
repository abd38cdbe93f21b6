"""Coverage map: how many test questions of a set point at each source and clause, and of each kind; counting only."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.questions import ROLES
from corpus.sources import NATIONS, Corpus, Source
from evals.authoring.places import Places
from evals.sample_rows import CLASSES
from evals.samples import Sample
from ingest.passages import Passage

Place = tuple[str, str]
"""(source id, slug of the clause)."""


@dataclass(frozen=True)
class Count:
    """How many test questions there are of one kind."""

    name: str
    cases: int


@dataclass(frozen=True)
class ClauseCount:
    """How many test questions point at one clause."""

    source_id: str
    clause: str
    """As the source labels it; empty where a source has no labels."""
    statements: int
    """Passages under it, those of its list items among them."""
    cases: int


@dataclass(frozen=True)
class CoverageMap:
    """What a set covers. A test question that names several places counts at each."""

    cases: int
    unplaced: int
    """Test questions that name no place, or none that the documents have."""
    sources: tuple[Count, ...]
    """Every source that has text, in the register's order."""
    clauses: tuple[ClauseCount, ...]
    """Every clause, in the order of the documents."""
    roles: tuple[Count, ...]
    nations: tuple[Count, ...]
    classes: tuple[Count, ...]

    @property
    def without(self) -> tuple[ClauseCount, ...]:
        """The clauses that no test question points at."""
        return tuple(clause for clause in self.clauses if not clause.cases)


@dataclass(frozen=True)
class Suggestion:
    """A clause to write a test question for."""

    clause: ClauseCount
    title: str
    """Of its source."""
    reason: str
    """A sentence: what speaks for it."""


def coverage_map(samples: Sequence[Sample], places: Places) -> CoverageMap:
    """The counts of a set."""
    clauses = Clauses(places)
    at = [clauses.of(sample) for sample in samples]
    by_clause = Counter(place for found in at for place in found)
    by_source = Counter(name for found in at for name in {source for source, _ in found})
    known = [source.id for source in places.corpus.sources if source.id in places.of_source]
    return CoverageMap(
        cases=len(samples),
        unplaced=sum(not found for found in at),
        sources=tuple(Count(name, by_source[name]) for name in known),
        clauses=tuple(
            ClauseCount(place[0], members[0].clause, len(members), by_clause[place])
            for place, members in sorted(clauses.members.items(), key=lambda item: known.index(item[0][0]))
        ),
        roles=_counts(ROLES, (sample.role for sample in samples)),
        nations=_counts(NATIONS, (sample.nation for sample in samples)),
        classes=_counts(CLASSES, (sample.class_ for sample in samples)),
    )


def suggestions(
    found: CoverageMap, corpus: Corpus, nations: Sequence[str] = (), most: int = 10
) -> tuple[Suggestion, ...]:
    """Clauses without a test question, the most useful first.

    nations: of the readers; by default the corpus's home nation. Current sources come before others, then those of the
    readers' nations, then principles, then guidance before our own notes, then clauses with more statements."""
    readers = tuple(nations) or (corpus.home_nation,)
    source = {one.id: one for one in corpus.sources}
    ranked = sorted(found.without, key=lambda clause: _rank(clause, source[clause.source_id], readers))
    return tuple(
        Suggestion(clause, source[clause.source_id].title, _reason(clause, source[clause.source_id]))
        for clause in ranked[:most]
    )


class Clauses:
    """The clauses of the documents as a reader meets them: list items belong to the clause of their list."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.members: dict[Place, list[Passage]] = defaultdict(list)
        self._of_passage: dict[str, Place] = {}
        first: dict[tuple[str, tuple[str, ...]], Place] = {}
        for passage in places.all:
            heading = (passage.source_id, passage.headings)
            place = first.setdefault(heading, (passage.source_id, passage.clause_slug))
            self.members[place].append(passage)
            self._of_passage[passage.id] = place

    def of(self, sample: Sample) -> frozenset[Place]:
        """The clauses that the sample points at: by its facts, its copied words, or its source and clause."""
        return frozenset(self._of_passage[passage.id] for passage in self._labelled(sample))

    def _labelled(self, sample: Sample) -> Iterable[Passage]:
        if sample.facts:
            return [passage for fact in sample.facts for passage in self._carrying.get(fact, ())]
        within = self._places.within(sample.source.split(), sample.clause)
        if sample.words:
            return [passage for words in sample.words for passage in self._places.holding(words, within)]
        return within if sample.source else ()

    @cached_property
    def _carrying(self) -> Mapping[str, list[Passage]]:
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in self._places.all:
            for fact in passage.facts:
                found[fact].append(passage)
        return found


def _counts(names: Sequence[str], values: Iterable[str]) -> tuple[Count, ...]:
    counted = Counter(values)
    return tuple(Count(name, counted[name]) for name in names)


def _rank(clause: ClauseCount, source: Source, readers: Sequence[str]) -> tuple[bool, bool, bool, bool, int]:
    return (
        source.currency != "current",
        not any(source.covers(nation) for nation in readers),
        source.kind != "principles",
        source.wording == "note",
        -clause.statements,
    )


def _reason(clause: ClauseCount, source: Source) -> str:
    where = "the whole UK" if "UK" in source.nations else " and ".join(source.nations)
    amount = "1 statement" if clause.statements == 1 else f"{clause.statements} statements"
    kind = "current" if source.currency == "current" else source.currency
    return f"{amount} of a {kind} source for {where}, and no test question."
