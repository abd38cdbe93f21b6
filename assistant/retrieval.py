"""Passages for a query: by meaning and by words, over the passages' own text and their example questions."""

from dataclasses import dataclass
from functools import cached_property

import re

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.lens import Lens
from assistant.queries import Query, read_query
from assistant.questions import Reader
from corpus.sources import Corpus
from corpus.vocabulary import Vocabulary
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
    vocabulary: Vocabulary
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

    @cached_property
    def words(self) -> frozenset[str]:
        """The corpus's own vocabulary, short forms included, in lower case."""
        texts = [*(entry.text for entry in self.index.entries), *self.vocabulary.abbreviations, *self.vocabulary.synonyms]
        return frozenset(word for text in texts for word in re.findall("[a-z]+", text.lower()))

    def query(self, question: str) -> Query:
        """The query of a standalone question."""
        return read_query(question, self.vocabulary, self.words)

    def evidence(self, query: Query, reader: Reader, k: int = 10) -> tuple[Evidence, ...]:
        """The best `k` passages for the query, as this reader should see them, best first."""
        vector = np.asarray(self.index.embedder.embed_query(query.text), dtype=np.float32)
        dense = self.index.vectors @ vector
        lexical = self.index.lexical.scores(tokens(query.text), tokens(query.besides))
        fused = DENSE_SHARE * np.clip(dense, 0.0, 1.0) + (1 - DENSE_SHARE) * lexical
        lens = Lens(self.corpus, query, reader)
        scored = []
        for number in self._candidates(vector, lexical, lens):
            passage, rows = self._rows[number]
            score = OWN_SHARE * float(fused[rows[0]]) + (1 - OWN_SHARE) * float(fused[rows].max())
            score = score * lens.weight(passage) + CLAUSE_BONUS * lens.names(passage)
            scored.append((score, number, float(dense[rows].max()), float(lexical[rows].max())))
        scored.sort(key=lambda item: (-item[0], item[1]))
        return tuple(
            Evidence(
                passage=self._rows[number][0],
                rank=rank,
                relevance=round(min(score, 1.0), 4),
                similarity=round(similarity, 4),
                coverage=round(coverage, 4),
            )
            for rank, (score, number, similarity, coverage) in enumerate(scored[:k], 1)
        )

    def _candidates(self, vector: np.ndarray, lexical: np.ndarray, lens: Lens) -> list[int]:
        """Numbers of the passages that either side finds, or that stand in a clause the question names."""
        k = min(CANDIDATES, len(self.index.entries))
        near = [str(found.id) for found in self.index.dense.similarity_search_by_vector(vector.tolist(), k=k)]
        shared = np.argsort(-lexical, kind="stable")[:k]
        found = {self._number_of[name.split("?")[0]] for name in near}
        found |= {self._number_of[self.index.entries[row].passage_id] for row in shared if lexical[row] > 0}
        found |= {number for number, (passage, _) in enumerate(self._rows) if lens.names(passage)}
        return sorted(found)

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {passage.id: number for number, passage in enumerate(self.index.passages)}

    @cached_property
    def _rows(self) -> list[tuple[Passage, np.ndarray]]:
        """Each passage with the rows of its entries, its own words first."""
        rows: dict[str, list[int]] = {}
        for row, entry in enumerate(self.index.entries):
            rows.setdefault(entry.passage_id, []).append(row)
        return [(passage, np.array(rows[passage.id])) for passage in self.index.passages]
