"""Learn the small parts from the corpus and the tuning samples: `python -m evals.training`. Held-back samples play no part.
With `--keep-encoder` the encoder stays as it is, which saves most of the time.

In order: the encoder's fine-tuning, the scope classifier, the ranking's weights, the calibration; each uses the ones
before it."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant import confidence, ranking, scope, unanswered
from assistant.confidence import CLUES
from assistant.followups import standalone
from assistant.pipeline import Assistant, open_assistant, read
from assistant.questions import Reader
from assistant.ranking import SIGNS
from assistant.reading import readable
from assistant.settings import Settings
from assistant.unanswered import Unanswered
from corpus.sources import load_corpus
from evals import finetuning
from evals.leaks import near_repeats
from evals.samples import Sample, as_question, load_samples, of_split
from ingest.building import update_index
from ingest.embedding import PACKAGED_MODEL, SentenceEmbedder, packaged_model
from ingest.finetuning import store
from ingest.index import open_index
from ingest.progress import bars

SHRINK = 0.01
"""Weight of the squared ranking weights in the loss, chosen by five-fold cross-validation."""
LOST = 0.03
"""Share of answerable questions that may be refused for want of confidence: what was agreed as the most."""
FURTHER = 0.3
"""Weight of the unanswered examples together, in shares of the answerable samples; chosen by cross-validation."""
ROUNDS = 5
"""Cross-validations averaged, so that the threshold does not hang on one split."""
LEFT_OUT = ("sounds answered", "near unanswered", "among unanswered")
"""Clues learned from the unanswered examples, which must be measured for each example without it."""
SHARPNESS = 10.0
"""How steeply one passage must win over the others in the listwise loss."""


def main() -> None:
    """Learn everything and write it as shipped data, saying what was learned."""
    options = argparse.ArgumentParser(prog="python -m evals.training", description="Learn the small parts again.")
    options.add_argument("--keep-encoder", action="store_true", help="leave the encoder's fine-tuning as it is")
    settings = Settings.from_environment()
    if not options.parse_args().keep_encoder:
        learn_encoder(settings)
    assistant = open_assistant(settings)
    samples = learning_samples()
    print(f"{len(samples)} tuning samples that repeat no held-back question.")
    scope.store(learn_scope(assistant), assistant.index.manifest.model, assistant.corpus.name)
    weights = learn_ranking(rankable(assistant, samples))
    ranking.WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print("Ranking:", weights)
    learn_confidence(samples)


def learn_encoder(settings: Settings) -> None:
    """Fine-tune the packaged encoder on the corpus's example questions, write what was learned, and index with it."""
    corpus = load_corpus(settings.corpus)
    with bars() as progress:
        update_index(corpus, settings.index, settings.embedder, progress)
    index = open_index(corpus, settings.index, settings.embedder)
    folder = packaged_model()
    changes = finetuning.learn(finetuning.lesson(index), SentenceEmbedder(str(folder), local=True).loaded())
    store(changes, PACKAGED_MODEL, corpus.name)
    with bars() as progress:
        update_index(corpus, settings.index, settings.embedder, progress)


def learn_scope(assistant: Assistant) -> scope.ScopeClassifier:
    """The scope classifier, for which example questions and questions near them are on topic."""
    index, retriever = assistant.index, assistant.retriever
    asks = [row for row, entry in enumerate(index.entries) if entry.id != entry.passage_id]
    near = np.array([retriever.query(text).vector for text in unanswered.examples()])
    return scope.train(index.embedder, np.vstack([index.vectors[asks], near]))


def learning_samples() -> tuple[Sample, ...]:
    """The tuning samples, without any that nearly repeats a held-back question."""
    samples = load_samples()
    tuning = of_split(samples, "tuning")
    repeats = {other for _, _, other in near_repeats(of_split(samples, "held-back"), [s.question for s in tuning])}
    return tuple(sample for sample in tuning if sample.question not in repeats)


def learn_confidence(samples: Sequence[Sample]) -> None:
    """Calibrate on the tuning samples and on further questions that the documents do not answer; write what was learned."""
    assistant = open_assistant(Settings.from_environment())
    examples = unanswered.examples()
    learned, left_out = learn_unanswered(assistant, examples)
    unanswered.store(learned, assistant.index.manifest.model, assistant.corpus.name)
    clues, answerable = confidence_cases(open_assistant(Settings.from_environment()), samples, examples)
    clues[-len(examples) :, [CLUES.index(name) for name in LEFT_OUT]] = left_out
    calibration = calibrate(clues, answerable, further=len(examples))
    confidence.CALIBRATION.write_text(json.dumps(calibration, indent=1) + "\n", encoding="utf-8")
    print("Confidence:", calibration)


def learn_unanswered(assistant: Assistant, examples: Sequence[str]) -> tuple[Unanswered, np.ndarray]:
    """Example questions of statements against those of gap statements and unanswered ones; and, for each of the unanswered,
    its LEFT_OUT clues as they are without it: examples × LEFT_OUT."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    index, retriever = assistant.index, assistant.retriever
    rows = [row for row, entry in enumerate(index.entries) if entry.id != entry.passage_id]
    answered = [not index.by_id[index.entries[row].passage_id].is_gap for row in rows]
    own = np.array([retriever.query(text).vector for text in examples], dtype=np.float32)
    vectors = np.vstack([index.vectors[rows], own])
    labels = np.array([*answered, *(False for _ in examples)])
    model = LogisticRegression(C=3.0, max_iter=3000, class_weight="balanced")
    odds = cross_val_predict(model, vectors, labels, cv=5, method="decision_function")[-len(examples) :]
    model.fit(vectors, labels)
    cosines = own @ own.T
    np.fill_diagonal(cosines, -1.0)
    left_out = np.array([(odds[n] / 5, *unanswered.nearest(cosines[n])) for n in range(len(examples))])
    return Unanswered(own, model.coef_[0].astype(np.float32), float(model.intercept_[0])), left_out


def confidence_cases(
    assistant: Assistant, samples: Sequence[Sample], examples: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Clues of each question (cases × CLUES), and whether the documents answer it; the examples come last."""
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
    for text in examples:
        query = retriever.query(text)
        clues.append(stages.confidence.clues(query, retriever.evidence(query, Reader())))
        answerable.append(False)
    return np.array(clues), np.array(answerable)


def calibrate(clues: np.ndarray, answerable: np.ndarray, *, further: int) -> dict[str, object]:
    """Logistic regression, and the threshold at which LOST of the answerable samples are lost when left out.

    further: how many cases at the end are examples beside the samples; together they weigh FURTHER of the answerable,
    the unanswered samples half of them."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold

    own = len(clues) - further
    right = float(answerable.sum())
    weights = np.where(answerable, 1.0, 0.5 * right / max((~answerable[:own]).sum(), 1))
    weights[own:] = FURTHER * right / max(further, 1)
    left_out = np.zeros(own)
    for seed in range(ROUNDS):
        for learn, test in StratifiedKFold(5, shuffle=True, random_state=seed).split(clues[:own], answerable[:own]):
            rows = np.concatenate([learn, np.arange(own, len(clues))])
            model = LogisticRegression(max_iter=5000).fit(clues[rows], answerable[rows], sample_weight=weights[rows])
            left_out[test] += model.predict_proba(clues[test])[:, 1] / ROUNDS
    threshold = float(np.quantile(left_out[answerable[:own]], LOST))
    refused = float((left_out[~answerable[:own]] < threshold).mean())
    print(f"Left out: {LOST:.0%} of answerable lost, {refused:.0%} of unanswered refused.")
    model = LogisticRegression(max_iter=5000).fit(clues, answerable, sample_weight=weights)
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
