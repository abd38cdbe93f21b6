"""Passages for a query: by meaning and by words, over the passages' own text and their example questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.lens import Lens
from assistant.queries import Query, read_query
from assistant.questions import Reader
from corpus.sources import Corpus
from ingest.index import Index
from ingest.lexical import tokens
from ingest.passages import Passage

CANDIDATES = 200
"""Entries taken from the dense side; a passage has three or four entries."""
DENSE_SHARE = 0.6
"""Of the fused score; the rest is BM25."""
OWN_SHARE = 0.35
"""Of a passage's score, from its own words; the rest is from its best entry, own words or example question."""
CLAUSE_BONUS = 0.5
"""For a passage in the very clause that the question names."""


@dataclass(frozen=True)
class Evidence:
    """A passage that may answer."""

    passage: Passage
    rank: int
    """1 for the best."""
    relevance: float
    """0 to 1; comparable within one question only."""
    similarity: float
    """Highest cosine of the question with the passage's entries, -1 to 1."""
    coverage: float
    """Highest share of the question's words, weighed by idf, among the passage's entries, 0 to 1."""


class HybridRetriever(BaseRetriever):
    """Dense and BM25 scores as a weighted sum, a passage standing for its best entry."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True, ignored_types=(cached_property,))

    index: Index
    corpus: Corpus
    synonyms: Mapping[str, str] = {}
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
        """The corpus's own vocabulary, in lower case."""
        import re

        return frozenset(word for entry in self.index.entries for word in re.findall("[a-z]+", entry.text.lower()))

    def query(self, question: str) -> Query:
        """The query of a standalone question."""
        return read_query(question, self.synonyms, self.words)

    def evidence(self, query: Query, reader: Reader, k: int = 10) -> tuple[Evidence, ...]:
        """The best `k` passages for the query, as this reader should see them, best first."""
        dense = self._dense(query)
        lexical = self.index.lexical.scores(tokens(query.expanded))
        fused = DENSE_SHARE * np.clip(dense, 0.0, 1.0) + (1 - DENSE_SHARE) * lexical
        lens = Lens(self.corpus, query, reader)
        scored = []
        for passage, rows in self._rows:
            best = float(fused[rows].max())
            score = OWN_SHARE * float(fused[rows[0]]) + (1 - OWN_SHARE) * best
            score = score * lens.weight(passage) + CLAUSE_BONUS * lens.names(passage)
            scored.append((score, -passage.position, passage, rows))
        scored.sort(key=lambda item: (-item[0], -item[1], item[2].id))
        return tuple(
            Evidence(
                passage=passage,
                rank=rank,
                relevance=round(min(score, 1.0), 4),
                similarity=round(float(dense[rows].max()), 4),
                coverage=round(float(lexical[rows].max()), 4),
            )
            for rank, (score, _, passage, rows) in enumerate(scored[:k], 1)
        )

    def _dense(self, query: Query) -> np.ndarray:
        """Cosine of the query with every entry that the dense side returns; 0 elsewhere."""
        similarities = np.zeros(len(self.index.entries), dtype=np.float32)
        k = min(CANDIDATES, len(self.index.entries))
        for document, distance in self.index.dense.similarity_search_with_score(query.text, k=k):
            similarities[self._row_of[str(document.id)]] = 1.0 - distance
        return similarities

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {entry.id: row for row, entry in enumerate(self.index.entries)}

    @cached_property
    def _rows(self) -> list[tuple[Passage, np.ndarray]]:
        """Each passage with the rows of its entries, its own words first."""
        rows: dict[str, list[int]] = {}
        for row, entry in enumerate(self.index.entries):
            rows.setdefault(entry.passage_id, []).append(row)
        return [(passage, np.array(rows[passage.id])) for passage in self.index.passages]
