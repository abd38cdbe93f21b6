"""Points: what several statements make is led by one of them, however it was asked for."""

from collections.abc import Sequence

import numpy as np

from assistant.lens import Lens
from ingest.passages import Passage


def led(relevance: np.ndarray, passages: Sequence[Passage], lens: Lens) -> np.ndarray:
    """The relevance of passages, each that leads a point raised to the best of those that make the same point.

    A statement whose place, nation or publisher the question asks for is not led by one of elsewhere."""
    leaders = {passage.point: n for n, passage in enumerate(passages) if passage.leads}
    raised = relevance.copy()
    for n, passage in enumerate(passages):
        leader = leaders.get(passage.point)
        if leader is not None and not lens.prefers(passage, passages[leader]):
            raised[leader] = max(raised[leader], relevance[n])
    return raised
