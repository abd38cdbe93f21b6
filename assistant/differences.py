"""Topics on which sources differ, set side by side from each source's own statements."""

import numpy as np

from assistant.drafting import Claim, Draft, quoting
from assistant.extractive import Part
from assistant.queries import Query
from assistant.retrieval import HybridRetriever
from corpus.vocabulary import Difference, Side, Vocabulary

NEAR = 0.62
"""Cosine with one of the topic's questions from which a question is about all sides."""


def side_by_side(part: Part, vocabulary: Vocabulary, retriever: HybridRetriever) -> Draft | None:
    """One claim a side, when the question is about a topic on which sources differ and names no single side."""
    elsewhere = set(part.query.nations) - {retriever.corpus.home_nation}
    if elsewhere or part.query.nursing or not part.evidence:
        return None
    for difference in vocabulary.differences:
        facts = {fact for side in difference.sides for fact in side.facts}
        if not facts & set(part.evidence[0].passage.facts) or not _about(part.query, difference, retriever):
            continue
        claims = [claim for side in difference.sides for claim in _claim(side, retriever)]
        if len(claims) > 1:
            return Draft(tuple(claims), differs=True)
    return None


def _about(query: Query, difference: Difference, retriever: HybridRetriever) -> bool:
    asks = np.array(retriever.index.embedder.embed_documents(list(difference.asks)))
    return float((asks @ np.array(query.vector)).max()) >= NEAR


def _claim(side: Side, retriever: HybridRetriever) -> list[Claim]:
    telling = [p for p in retriever.index.passages if set(side.facts) & set(p.facts) and not p.is_gap]
    return [quoting(telling[0], side.label)] if telling else []
