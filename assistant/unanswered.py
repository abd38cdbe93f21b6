"""Questions on the subject that the documents do not answer: how such questions sound, and how near a question is to them."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.queries import Query

DATA = Path(__file__).parent / "data"
EXAMPLES = DATA / "unanswered_examples.csv"
LEARNED = DATA / "unanswered.npz"

NEIGHBOURS = 3
"""Examples whose nearness is averaged."""


@dataclass(frozen=True)
class Unanswered:
    """What was learned from the examples; nothing for another model or corpus."""

    vectors: np.ndarray | None = None
    """Examples × dimensions, unit length; None where nothing was learned."""
    weights: np.ndarray | None = None
    """Dimensions: logistic regression over embeddings, the corpus's example questions against the examples."""
    bias: float = 0.0

    def sounds_answered(self, query: Query) -> float:
        """Log odds, in fifths, that a question of this meaning is answered; 0 where nothing was learned."""
        if self.weights is None:
            return 0.0
        return float(self.weights @ np.asarray(query.vector, dtype=np.float32) + self.bias) / 5

    def nearness(self, query: Query) -> tuple[float, float]:
        """Cosine with the nearest example, and with the nearest NEIGHBOURS on average; 0 where nothing was learned."""
        if self.vectors is None:
            return 0.0, 0.0
        cosines = self.vectors @ np.asarray(query.vector, dtype=np.float32)
        return nearest(cosines)


def nearest(cosines: np.ndarray) -> tuple[float, float]:
    """The highest of the cosines, and the mean of the highest NEIGHBOURS."""
    best = np.sort(cosines)[::-1][:NEIGHBOURS]
    return float(best[0]), float(best.mean())


def examples() -> tuple[str, ...]:
    """On-topic questions that the documents do not answer."""
    with EXAMPLES.open(encoding="utf-8", newline="") as stream:
        return tuple(row["text"] for row in csv.DictReader(stream))


def store(learned: Unanswered, model: str, corpus: str) -> None:
    """Write what was learned as shipped data, the vectors in half precision."""
    if learned.vectors is not None and learned.weights is not None:
        np.savez_compressed(
            LEARNED,
            model=model,
            corpus=corpus,
            vectors=learned.vectors.astype(np.float16),
            weights=learned.weights,
            bias=learned.bias,
        )


def load_unanswered(model: str, corpus: str) -> Unanswered:
    """What was learned for this model and corpus, else nothing."""
    if LEARNED.is_file():
        with np.load(LEARNED) as stored:
            if str(stored["model"]) == model and str(stored["corpus"]) == corpus:
                return Unanswered(
                    vectors=stored["vectors"].astype(np.float32),
                    weights=stored["weights"].astype(np.float32),
                    bias=float(stored["bias"]),
                )
    return Unanswered()
