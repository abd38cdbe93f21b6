"""Topics on which sources differ, set side by side from each source's own statements."""

from collections.abc import Sequence

from assistant.drafting import Claim, Draft, quoting
from assistant.questions import Reader
from assistant.retrieval import Evidence, HybridRetriever
from corpus.vocabulary import Difference, Vocabulary
from ingest.passages import Passage

NEAR = 0.62
"""Cosine with one of the topic's questions from which a question is about all sides."""


def side_by_side(
    asked: str, evidence: Sequence[Evidence], vocabulary: Vocabulary, retriever: HybridRetriever, reader: Reader
) -> Draft | None:
    """One claim a side, when the question is about a topic on which sources differ and names no single side."""
    query = retriever.query(asked)
    if query.nations or query.nursing or not evidence:
        return None
    for difference in vocabulary.differences:
        facts = {fact for side in difference.sides for fact in side.facts}
        if not facts & set(evidence[0].passage.facts) or not _about(asked, difference, retriever):
            continue
        claims = [claim for side in difference.sides for claim in _claim(side.facts, side.label, retriever)]
        if len(claims) > 1:
            return Draft(tuple(claims), differs=True)
    return None


def _about(asked: str, difference: Difference, retriever: HybridRetriever) -> bool:
    import numpy as np

    vectors = np.array(retriever.index.embedder.embed_documents([asked, *difference.asks]))
    return float((vectors[1:] @ vectors[0]).max()) >= NEAR


def _claim(facts: tuple[str, ...], label: str, retriever: HybridRetriever) -> list[Claim]:
    carrying = [p for p in retriever.index.passages if set(facts) & set(p.facts) and not p.is_gap]
    return [quoting(_plain(carrying[0]), label)] if carrying else []


def _plain(passage: Passage) -> Evidence:
    return Evidence(passage, 0, 0.0, 0.0, 0.0)
