"""Ranking: what speaks for a passage, and how much each sign weighs. The weights are learned and shipped as data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.lens import Lens
from ingest.passages import Passage

WEIGHTS = Path(__file__).parent / "data" / "ranking.json"

SIGNS = (
    "meaning",
    "own meaning",
    "second meaning",
    "words",
    "own words",
    "lens",
    "clause named",
    "gap",
)
"""What is measured of a passage for a query.

meaning: highest cosine over the passage's own words and example questions; own meaning: of its own words; second
meaning: second highest over its example questions; words, own words: the same by BM25 share; lens: weight of the
source for this reader, less 1; clause named: whether the question names the clause; gap: whether the passage says
what a source does not say."""


@dataclass(frozen=True)
class Ranking:
    """A weight for each sign."""

    weights: Mapping[str, float]

    def relevance(self, signs: np.ndarray) -> np.ndarray:
        """Passages × SIGNS → one number a passage, 0 to 1 when every sign speaks for it; the order is what counts."""
        weights = np.array([self.weights.get(name, 0.0) for name in SIGNS], dtype=np.float32)
        matching = weights[:5].sum()
        return np.clip(signs @ weights / matching, 0.0, 1.0)  # type: ignore[no-any-return]


def signs(passage: Passage, meaning: np.ndarray, words: np.ndarray, lens: Lens) -> tuple[float, ...]:
    """The signs of one passage, as SIGNS names them; `meaning` and `words` are the scores of its entries, its own words first."""
    asked = np.sort(meaning[1:])[::-1]
    return (
        float(meaning.max()),
        float(meaning[0]),
        float(asked[1] if len(asked) > 1 else meaning.min()),
        float(words.max()),
        float(words[0]),
        lens.weight(passage) - 1.0,
        float(lens.names(passage)),
        float(passage.is_gap),
    )


def load_ranking() -> Ranking:
    """The shipped weights."""
    return Ranking(json.loads(WEIGHTS.read_text(encoding="utf-8")))
