"""Next questions that the corpus can answer, from the neighbourhood of an answer."""

from collections.abc import Sequence

from assistant.retrieval import Evidence
from ingest.index import Index
from ingest.passages import Passage

MOST = 3


def suggestions(index: Index, evidence: Sequence[Evidence], used: frozenset[str], question: str) -> tuple[str, ...]:
    """Up to three example questions: of the next clauses of the cited source first, then of other evidence."""
    found: dict[str, None] = {}
    for passage in [*_after(index, used), *(item.passage for item in evidence)]:
        if passage.id in used or passage.is_gap or not passage.asks or passage.is_item:
            continue
        if passage.asks[0].lower().rstrip("?") != question.lower().strip().rstrip("?"):
            found.setdefault(passage.asks[0])
        if len(found) == MOST:
            break
    return tuple(found)


def _after(index: Index, used: frozenset[str]) -> list[Passage]:
    """The passages that follow the first used one in its source."""
    first = next((passage for passage in index.passages if passage.id in used), None)
    if first is None:
        return []
    return [p for p in index.passages if p.source_id == first.source_id and p.position > first.position]
