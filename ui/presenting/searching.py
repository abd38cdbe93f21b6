"""What a search finds, as the command line and the API give it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

FEW, MANY = 10, 100
"""Passages that a search gives unless a number is named (as an answer's evidence), and the most that may be named."""


@dataclass(frozen=True)
class Found:
    """A passage that a search found: an evidence object with its text, and where it stands."""

    passage_id: str
    source_id: str
    clause: str
    page: int | None
    time: str | None
    facts: tuple[str, ...]
    rank: int
    relevance: float
    used: bool
    text: str
    title: str
    nations: tuple[str, ...]


def search(assistant: "Assistant", query: str, k: int = FEW) -> list[Found]:
    """The best `k` passages for the query, best first, as a reader in Scotland without a role sees them."""
    from assistant.questions import Reader
    from assistant.reading import readable

    retriever = assistant.retriever
    found = []
    for item in retriever.evidence(retriever.query(readable(query)), Reader(), k=k):
        source = assistant.corpus.source(item.passage.source_id)
        found.append(
            Found(
                passage_id=item.passage.id,
                source_id=source.id,
                clause=item.passage.clause,
                page=item.passage.page,
                time=item.passage.time,
                facts=item.passage.facts,
                rank=item.rank,
                relevance=item.relevance,
                used=False,
                text=item.passage.text,
                title=source.title,
                nations=source.nations,
            )
        )
    return found
