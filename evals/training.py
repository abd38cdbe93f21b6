"""Learn the small parts from the corpus and the tuning samples: `python -m evals.training`. Held-back samples play no part.

In order: the scope classifier, the adapter, the ranking's weights, the calibration; each uses the ones before it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant import adapter, confidence, ranking, scope
from assistant.confidence import CLUES
from assistant.followups import standalone
from assistant.pipeline import Assistant, open_assistant, read
from assistant.questions import Reader
from assistant.ranking import SIGNS
from assistant.reading import readable
from assistant.settings import Settings
from evals.leaks import near_repeats
from evals.samples import Sample, as_question, load_samples, of_split

SHRINK = 0.01
"""Weight of the squared ranking weights in the loss, chosen by five-fold cross-validation."""
LOST = 0.03
"""Share of answerable questions that may be refused for want of confidence: what was agreed as the most."""
ASKS_STEP = 5
"""Every so many of the corpus's example questions is asked, without its own entry, to see what answered questions look like."""
SHARPNESS = 10.0
"""How steeply one passage must win over the others in the listwise loss."""


def main() -> None:
    """Learn everything and write it as shipped data, saying what was learned."""
    assistant = open_assistant(Settings.from_environment())
    model = assistant.index.manifest.model
    samples = learning_samples()
    print(f"{len(samples)} tuning samples that repeat no held-back question.")
    asks = [entry.text for entry in assistant.index.entries if entry.id != entry.passage_id]
    scope.store(scope.train(assistant.index.embedder, asks), model, assistant.corpus.name)
    adapter.store(adapter.learn(assistant.index), model, assistant.corpus.name)
    assistant = open_assistant(Settings.from_environment())
    weights = learn_ranking(rankable(assistant, samples))
    ranking.WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print("Ranking:", weights)
    learn_confidence(samples)


def learning_samples() -> tuple[Sample, ...]:
    """The tuning samples, without any that nearly repeats a held-back question."""
    samples = load_samples()
    tuning = of_split(samples, "tuning")
    repeats = {other for _, _, other in near_repeats(of_split(samples, "held-back"), [s.question for s in tuning])}
    return tuple(sample for sample in tuning if sample.question not in repeats)


def learn_confidence(samples: Sequence[Sample]) -> None:
    """Calibrate on the tuning samples and on further questions that the documents do not answer; write what was learned."""
    examples = confidence.unanswered_examples()
    before = open_assistant(Settings.from_environment())
    if examples:
        vectors = np.array(before.index.embedder.embed_documents(list(examples)))
        confidence.store_vectors(vectors, before.index.manifest.model, before.corpus.name)
    assistant = open_assistant(Settings.from_environment())
    clues, answerable = confidence_cases(assistant, samples, examples)
    learned = calibrate(clues, answerable)
    confidence.CALIBRATION.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    print("Confidence:", learned)


def confidence_cases(
    assistant: Assistant, samples: Sequence[Sample], examples: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Clues of each question (cases × CLUES), and whether the documents answer it."""
    known = {sample.id: sample for sample in load_samples()}
    stages, retriever = assistant.stages, assistant.retriever
    clues, answerable = [], []
    for sample in samples:
        if sample.class_ in ("out-of-scope", "sensitive"):
            continue
        asked = read(as_question(sample, known, dict.fromkeys(known, "")), stages)
        query = retriever.query(asked.standalone)
        evidence = retriever.evidence(query, asked.reader, turn=asked.turn)
        clues.append(stages.confidence.clues(asked.turn or query, evidence))
        answerable.append("not_in_corpus" not in sample.expect)
    rows = [row for row, entry in enumerate(assistant.index.entries) if entry.id != entry.passage_id]
    for row in rows[::ASKS_STEP]:
        entry = assistant.index.entries[row]
        query = retriever.query(entry.text)
        evidence = retriever.evidence(query, Reader(), without=row)
        clues.append(stages.confidence.clues(query, evidence, without=row))
        answerable.append(not assistant.index.by_id[entry.passage_id].is_gap)
    for number, text in enumerate(examples):
        query = retriever.query(text)
        clues.append(stages.confidence.clues(query, retriever.evidence(query, Reader()), leave_out=number))
        answerable.append(False)
    return np.array(clues), np.array(answerable)


def calibrate(clues: np.ndarray, answerable: np.ndarray) -> dict[str, object]:
    """Logistic regression with the classes weighed alike, and the threshold at which LOST of the answerable are lost."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    model = LogisticRegression(C=1.0, max_iter=5000, class_weight="balanced")
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    left_out = cross_val_predict(model, clues, answerable, cv=folds, method="predict_proba")[:, 1]
    threshold = float(np.quantile(left_out[answerable], LOST))
    model.fit(clues, answerable)
    return {
        "intercept": round(float(model.intercept_[0]), 3),
        "weights": {name: round(float(weight), 3) for name, weight in zip(CLUES, model.coef_[0], strict=True)},
        "threshold": round(threshold, 3),
    }


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
