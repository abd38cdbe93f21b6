"""Learn the small parts from the corpus and the tuning samples: `python -m evals.training`. Held-back samples play no part.

In order: the scope classifier, the adapter, the ranking's weights, the calibration; each uses the ones before it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant import adapter, ranking, scope
from assistant.followups import standalone
from assistant.pipeline import Assistant, open_assistant
from assistant.ranking import SIGNS, Ranking
from assistant.reading import readable
from assistant.settings import Settings
from evals.leaks import near_repeats
from evals.samples import Sample, as_question, load_samples, of_split

SHRINK = 0.01
"""Weight of the squared ranking weights in the loss, chosen by five-fold cross-validation."""
SHARPNESS = 10.0
"""How steeply one passage must win over the others in the listwise loss."""


def main() -> None:
    """Learn everything and write it as shipped data, saying what was learned."""
    assistant = open_assistant(Settings.from_environment())
    model = assistant.index.manifest.model
    samples = learning_samples()
    print(f"{len(samples)} tuning samples that repeat no held-back question.")
    asks = [entry.text for entry in assistant.index.entries if entry.id != entry.passage_id]
    scope.store(scope.train(assistant.index.embedder, asks), model)
    adapter.store(adapter.learn(assistant.index), model)
    assistant = open_assistant(Settings.from_environment())
    weights = learn_ranking(rankable(assistant, samples))
    ranking.WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print("Ranking:", weights)


def learning_samples() -> tuple[Sample, ...]:
    """The tuning samples, without any that nearly repeats a held-back question."""
    samples = load_samples()
    tuning = of_split(samples, "tuning")
    repeats = {other for _, _, other in near_repeats(of_split(samples, "held-back"), [s.question for s in tuning])}
    return tuple(sample for sample in tuning if sample.question not in repeats)


@dataclass(frozen=True)
class Rankable:
    """One question's found passages: what is measured of each, and which ones answer."""

    signs: np.ndarray
    """Passages × signs."""
    relevant: np.ndarray
    """Passages, true where a labelled fact is told."""


def rankable(assistant: Assistant, samples: Sequence[Sample]) -> list[Rankable]:
    """The samples with facts of which some passage that tells them was found."""
    found = []
    known = {sample.id: sample for sample in load_samples()}
    retriever = assistant.retriever
    for sample in samples:
        if not sample.facts or sample.class_ in ("out-of-scope", "sensitive", "near-miss"):
            continue
        question = as_question(sample, known, dict.fromkeys(known, ""))
        turn = readable(question.text)
        asked = standalone(turn, question.history)
        last = retriever.query(turn) if asked != turn else None
        numbers, measured = retriever.measure(retriever.query(asked), question.reader, turn=last)
        relevant = np.array([bool(set(sample.facts) & set(assistant.index.passages[n].facts)) for n in numbers])
        if relevant.any():
            found.append(Rankable(measured, relevant))
    return found


def learn_ranking(cases: Sequence[Rankable]) -> dict[str, float]:
    """A weight for each sign: listwise softmax, the answering passages together against all."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp, softmax

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = SHRINK * float(weights @ weights), 2 * SHRINK * weights
        for case in cases:
            scores = SHARPNESS * case.signs @ weights
            right = np.where(case.relevant, scores, -np.inf)
            total += float(logsumexp(scores) - logsumexp(right)) / len(cases)
            slope = slope + SHARPNESS * (softmax(scores) - softmax(right)) @ case.signs / len(cases)
        return total, slope

    learned = minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 3) for name, weight in zip(SIGNS, learned, strict=True)}


if __name__ == "__main__":
    main()
