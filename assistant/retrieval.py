"""Passages for a query: by meaning and by words, over the passages' own text and their example questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.lens import Lens
from assistant.points import led
from assistant.queries import Query, read_query
from assistant.questions import Reader
from assistant.ranking import SIGNS, Ranking, signs
from corpus.sources import Corpus
from corpus.vocabulary import Vocabulary
from ingest.index import Index
from ingest.lexical import tokens
from ingest.passages import Passage

CANDIDATES = 200
"""Entries taken from the dense side; a passage has three or four entries."""

TURN_SHARE = 0.5
"""Share of a follow-up's last message alone; the rest is of it together with the message before."""
OWN_SHARE = 0.85
"""Share of the best relevance from which a passage for the reader's own nation leads before a contrast."""
OWN_AMONG_NAMED = 0.65
"""The same where the question names the reader's own nation beside another."""


@dataclass(frozen=True)
class Evidence:
    """A passage that may answer."""

    passage: Passage
    rank: int
    """1 for the best."""
    relevance: float
    """0 to 1; comparable within one question only."""
    second: float = 0.0
    """Second highest cosine of the question with the passage's example questions, -1 to 1."""
    own_words: float = 0.0
    """Share of the question's words, weighed by idf, in the passage's own words, 0 to 1."""


class HybridRetriever(BaseRetriever):
    """Finds passages by Chroma and by BM25, then ranks them by the weighted sum of what speaks for each."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True, ignored_types=(cached_property,))

    index: Index
    corpus: Corpus
    vocabulary: Vocabulary
    ranking: Ranking
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return [
            Document(
                found.passage.text,
                id=found.passage.id,
                metadata={
                    "source": found.passage.source_id,
                    "clause": found.passage.clause,
                    "rank": found.rank,
                    "relevance": found.relevance,
                },
            )
            for found in self.evidence(self.query(query), Reader(nation=self.corpus.home_nation), k=k or self.k)
        ]

    @cached_property
    def words(self) -> frozenset[str]:
        """The corpus's own vocabulary, short forms included, in lower case."""
        texts = [
            *(entry.text for entry in self.index.entries),
            *self.vocabulary.abbreviations,
            *self.vocabulary.synonyms,
        ]
        return frozenset(word for text in texts for word in re.findall("[a-z]+", text.lower()))

    def query(self, question: str) -> Query:
        """The query of a standalone question."""
        query = read_query(question, self.vocabulary, self.words)
        return replace(query, vector=tuple(self.index.embedder.embed_query(query.text)))

    def nearest(self, query: Query) -> float:
        """Cosine of the query with the nearest entry, -1 to 1."""
        return float((self.index.vectors @ np.asarray(query.vector, dtype=np.float32)).max())

    def lacks_clause(self, slug: str) -> bool:
        """Whether no source has this clause, though some source numbers clauses of its kind: Principle 6."""
        kind = slug.split("-")[0]
        named = [passage.clause_slug for passage in self.index.passages]
        return slug not in named and any(re.fullmatch(rf"{kind}-\d+", other) for other in named)

    def evidence(
        self,
        query: Query,
        reader: Reader,
        k: int = 10,
        *,
        turn: Query | None = None,
    ) -> tuple[Evidence, ...]:
        """The best `k` passages for the query, as this reader should see them, best first.

        turn: the last message alone, where the query also holds the one before it; it counts for TURN_SHARE."""
        numbers, measured = self.measure(query, reader, turn=turn)
        passages = [self.index.passages[number] for number in numbers]
        lens = Lens(self.corpus, query, reader)
        relevance = led(self.ranking.relevance(measured), passages, lens)
        following = np.array([not passage.leads for passage in passages])
        order = self._own_first(np.lexsort((np.array(numbers), following, -relevance)), relevance, numbers, lens)[:k]
        return tuple(
            Evidence(
                passage=self.index.passages[numbers[n]],
                rank=rank,
                relevance=round(float(relevance[n]), 4),
                second=round(float(measured[n][SIGNS.index("second meaning")]), 4),
                own_words=round(float(measured[n][SIGNS.index("own words")]), 4),
            )
            for rank, n in enumerate(order, 1)
        )

    def _own_first(self, order: np.ndarray, relevance: np.ndarray, numbers: Sequence[int], lens: Lens) -> np.ndarray:
        """The order with the best passage for the reader's own nation first, where a contrast would lead by little."""
        best = relevance[order[0]] if len(order) else 0.0
        both = lens.reader.nation in lens.query.nations and len(lens.query.nations) > 1
        for place, n in enumerate(order):
            if relevance[n] < (OWN_AMONG_NAMED if both else OWN_SHARE) * best:
                break
            if not lens.is_contrast(self.index.passages[numbers[n]]):
                return np.concatenate(([n], np.delete(order, place)))
        return order

    def measure(self, query: Query, reader: Reader, *, turn: Query | None = None) -> tuple[tuple[int, ...], np.ndarray]:
        """Numbers of the passages that were found, and their signs: passages × `ranking.SIGNS`."""
        read = [self._read(one, reader) for one in (query, turn) if one]
        numbers = tuple(sorted({number for one in read for number in one.candidates}))
        measured = [[self._signs(number, one) for number in numbers] for one in read]
        shares = [1.0] if turn is None else [1.0 - TURN_SHARE, TURN_SHARE]
        return numbers, np.average(
            np.array(measured).reshape(len(read), len(numbers), len(SIGNS)), axis=0, weights=shares
        )

    def _read(self, query: Query, reader: Reader) -> "_Reading":
        vector = np.asarray(query.vector, dtype=np.float32)
        words = self.index.lexical.scores(tokens(query.text), tokens(query.besides))
        lens = Lens(self.corpus, query, reader)
        k = min(CANDIDATES, len(self.index.entries))
        near = self.index.dense.similarity_search_by_vector(vector.tolist(), k=k)
        shared = np.argsort(-words, kind="stable")[:k]
        found = {self._number_of[str(document.id).split("?")[0]] for document in near}
        found |= {self._number_of[self.index.entries[row].passage_id] for row in shared if words[row] > 0}
        found |= {number for number, passage in enumerate(self.index.passages) if lens.names(passage)}
        found |= {self._leaders[point] for number in found if (point := self.index.passages[number].point)}
        return _Reading(self.index.vectors @ vector, words, lens, frozenset(found))

    def _signs(self, number: int, read: "_Reading") -> tuple[float, ...]:
        rows = self._rows[number]
        return signs(self.index.passages[number], read.meaning[rows], read.words[rows], read.lens)

    @cached_property
    def _leaders(self) -> dict[str, int]:
        """For each point the number of the passage that leads it."""
        return {passage.point: number for number, passage in enumerate(self.index.passages) if passage.leads}

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {passage.id: number for number, passage in enumerate(self.index.passages)}

    @cached_property
    def _rows(self) -> list[slice]:
        """For each passage the rows of its entries, which follow one another, its own words first."""
        starts = [row for row, entry in enumerate(self.index.entries) if entry.id == entry.passage_id]
        return [slice(start, end) for start, end in zip(starts, [*starts[1:], len(self.index.entries)], strict=True)]


@dataclass(frozen=True)
class _Reading:
    """Both sides' scores for one query."""

    meaning: np.ndarray
    """Cosine with every entry."""
    words: np.ndarray
    """BM25 share of every entry."""
    lens: Lens
    candidates: frozenset[int]
    """Numbers of the passages that either side finds, or that stand in a clause the question names."""
