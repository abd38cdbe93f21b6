"""Confidence: the probability that the documents answer, calibrated, with reasons that can be read."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.retrieval import Evidence
from assistant.scope import ScopeReading

CALIBRATION = Path(__file__).parent / "data" / "calibration.json"


@dataclass(frozen=True)
class Calibration:
    """Logistic regression over what the evidence shows."""

    intercept: float
    weights: dict[str, float]
    threshold: float
    """Confidence from which a question is answered."""

    def confidence(self, evidence: Sequence[Evidence], scope: ScopeReading) -> float:
        """0 to 1."""
        values = features(evidence, scope)
        score = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return round(1 / (1 + math.exp(-score)), 4)


def features(evidence: Sequence[Evidence], scope: ScopeReading) -> dict[str, float]:
    """What tells an answered question from one that is not, each about 0 to 1."""
    if not evidence:
        return dict.fromkeys(("similarity", "coverage", "relevance", "on_topic", "gap"), 0.0)
    lead = evidence[0]
    return {
        "similarity": lead.similarity,
        "coverage": lead.coverage,
        "relevance": lead.relevance,
        "on_topic": scope.on_topic,
        "gap": float(lead.passage.is_gap),
    }


def load_calibration() -> Calibration:
    """The shipped calibration."""
    stored = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    return Calibration(stored["intercept"], stored["weights"], stored["threshold"])
