"""What each part of answering earns, on the tuning samples: `python -m evals.ablation`. Held-back samples play no part.

Each step adds to the one before it; the learned weights stay as they are. `--readme FILE` puts the table into the file."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.confidence import Confidence
from assistant.pipeline import Assistant, build_assistant, open_assistant, read
from assistant.ranking import SIGNS, Ranking
from assistant.settings import Settings
from evals.figures import headline
from evals.marked import write_block
from evals.run import run
from evals.samples import Sample, as_question, load_samples, of_split

FIGURES = ("Hit@1", "Hit@5", "cited in the right place", "key-point recall", "refused: near-miss", "false refusals")
LOST = 0.03
"""Share of answerable questions that a threshold on relevance alone may refuse."""


@dataclass(frozen=True)
class Step:
    """One row of the table."""

    name: str
    signs: tuple[str, ...]
    synonyms: bool = False
    checks: bool = False
    """Whether all clues of confidence decide what is answered, or relevance alone."""


FUSED = ("meaning", "words")
STATEMENTS = (*FUSED, "own meaning", "second meaning", "own words")
STEPS = (
    Step("dense only", ("meaning",)),
    Step("BM25 only", ("words",)),
    Step("fused", FUSED),
    Step("+ statement level", STATEMENTS),
    Step("+ synonyms and short forms", STATEMENTS, synonyms=True),
    Step("+ named clauses, nation and profession", SIGNS, synonyms=True),
    Step("+ answer-type checks", SIGNS, synonyms=True, checks=True),
)


def main() -> None:
    """Measure every step and print the table, or put it into a file."""
    options = argparse.ArgumentParser(prog="python -m evals.ablation", description="What each part earns.")
    options.add_argument("--readme", type=Path, help="the file with the markers between which the table is put")
    chosen = options.parse_args()
    assistant = _remembering(open_assistant(Settings.from_environment()))
    samples = load_samples()
    tuning = of_split(samples, "tuning")
    rows = []
    for step in STEPS:
        without = reduced(assistant, step, tuning)
        report = run(tuning, without.answer, assistant.index.by_id, assistant.corpus, context=samples)
        values = {figure.name: figure.value for figure in headline(report)}
        rows.append((step.name, [values[name] for name in FIGURES]))
        shown = (f"{name} {value:.3f}" for name, value in zip(FIGURES, rows[-1][1], strict=True))
        print(step.name, *shown, sep=" · ", flush=True)
    if chosen.readme:
        write_block(chosen.readme, "ablation", f"\n{len(tuning)} tuning samples.\n\n{table(rows)}\n")


class _Remembering(Embeddings):
    """An embedder that embeds a text once: every step asks the same questions."""

    def __init__(self, embedder: Embeddings) -> None:
        self._embed_query = cache(embedder.embed_query)

    def embed_query(self, text: str) -> list[float]:
        return self._embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._embed_query(text) for text in texts]


def _remembering(assistant: Assistant) -> Assistant:
    index = replace(assistant.index, embedder=_Remembering(assistant.index.embedder))
    retriever = assistant.retriever.model_copy(update={"index": index})
    return replace(assistant, index=index, retriever=retriever, stages=replace(assistant.stages, retriever=retriever))


def reduced(assistant: Assistant, step: Step, samples: Sequence[Sample]) -> Assistant:
    """The assistant with the parts of one step only."""
    weights = {name: weight for name, weight in assistant.retriever.ranking.weights.items() if name in step.signs}
    vocabulary = assistant.stages.vocabulary
    if not step.synonyms:
        vocabulary = replace(vocabulary, synonyms={}, abbreviations={}, spellings={})
    retriever = assistant.retriever.model_copy(update={"ranking": Ranking(weights), "vocabulary": vocabulary})
    confidence = replace(assistant.stages.confidence, retriever=retriever)
    stages = replace(assistant.stages, retriever=retriever, vocabulary=vocabulary, confidence=confidence)
    changed = replace(assistant, retriever=retriever, stages=stages)
    if not step.checks:
        stages = replace(stages, confidence=by_relevance(changed, samples))
    return replace(changed, stages=stages, answer=build_assistant(stages))


def by_relevance(assistant: Assistant, samples: Sequence[Sample]) -> Confidence:
    """Confidence that is relevance alone, with the threshold at which LOST of the answerable samples are refused."""
    known = {sample.id: sample for sample in load_samples()}
    alone = replace(assistant.stages.confidence, intercept=0.0, weights={"relevance": 1.0}, threshold=0.0)
    sure = []
    for sample in samples:
        if sample.facts and "not_in_corpus" not in sample.expect:
            asked = read(as_question(sample, known, dict.fromkeys(known, "")), assistant.stages)
            query = assistant.retriever.query(asked.standalone)
            evidence = assistant.retriever.evidence(query, asked.reader, turn=asked.turn)
            sure.append(alone.of(asked.turn or query, evidence))
    return replace(alone, threshold=float(np.quantile(sure, LOST)))


def table(rows: Sequence[tuple[str, Sequence[float | None]]]) -> str:
    """The rows as a Markdown table."""
    lines = ["| Step | " + " | ".join(FIGURES) + " |", "|---" * (len(FIGURES) + 1) + "|"]
    for name, values in rows:
        lines.append(f"| {name} | " + " | ".join("-" if value is None else f"{value:.3f}" for value in values) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
