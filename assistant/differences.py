"""Topics on which sources differ, set side by side from each source's own statements."""

import numpy as np

from assistant.drafting import Draft, quoting
from assistant.extractive import Part
from assistant.lens import Lens
from assistant.queries import Query
from assistant.questions import Reader
from assistant.retrieval import HybridRetriever
from corpus.vocabulary import Difference, Side, Vocabulary
from ingest.passages import Passage

NEAR, NEARER = 0.62, 0.66
"""Cosine with one of the topic's questions from which a question is about all sides; the nearer where the best statement
tells none of them."""
DEPTH, TELLING = 5, 2
"""How far down the evidence statements of the sides are looked for, and how many it takes."""


def side_by_side(part: Part, vocabulary: Vocabulary, retriever: HybridRetriever) -> Draft | None:
    """One claim a side, when the question is about a topic on which sources differ and names no single side; the side of a
    publisher that it names comes first."""
    elsewhere = set(part.query.nations) - {retriever.corpus.home_nation}
    if elsewhere or part.query.nursing or not part.evidence:
        return None
    lens = Lens(retriever.corpus, part.query, Reader(nation=retriever.corpus.home_nation))
    for difference in vocabulary.differences:
        facts = {fact for side in difference.sides for fact in side.facts}
        tells = [bool(facts & set(found.passage.facts)) for found in part.evidence[:DEPTH]]
        near = NEAR if tells[0] else NEARER
        if sum(tells) < TELLING or _nearness(part.query, difference, retriever) < near:
            continue
        sides = [(side, passage) for side in difference.sides if (passage := _telling(side, retriever))]
        sides.sort(key=lambda one: one[1].source_id not in lens.publishers_named)
        if len(sides) > 1:
            return Draft(tuple(quoting(passage, side.label) for side, passage in sides), differs=True)
    return None


def _nearness(query: Query, difference: Difference, retriever: HybridRetriever) -> float:
    """Cosine with the nearest of the topic's questions."""
    asks = np.array(retriever.index.embedder.embed_documents(list(difference.asks)))
    return float((asks @ np.array(query.vector)).max())


def _telling(side: Side, retriever: HybridRetriever) -> Passage | None:
    """The first statement that tells the side."""
    facts = set(side.facts)
    return next((p for p in retriever.index.passages if facts & set(p.facts) and not p.is_gap), None)
