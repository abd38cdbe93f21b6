"""The ablation: a step has the parts it names and no others, and the README shows every step."""

from pathlib import Path
from typing import Any

import pytest

from assistant.questions import Question
from evals.ablation import FIGURES, STEPS, by_relevance, reduced, table
from evals.samples import load_samples, of_split

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_step_has_the_parts_it_names_and_no_others(real_assistant: Any, step: Any) -> None:
    samples = [sample for sample in of_split(load_samples(), "tuning") if sample.facts][:5]
    assistant = reduced(real_assistant, step, samples)
    assert set(assistant.retriever.ranking.weights) <= set(step.signs)
    assert assistant.retriever is assistant.stages.retriever is assistant.stages.confidence.retriever
    assert bool(assistant.stages.vocabulary.synonyms) is step.synonyms
    assert (len(assistant.stages.confidence.weights) > 1) is step.checks
    assert assistant.answer.invoke(Question("What is a preceptor?")).statements


def test_the_last_step_is_the_whole_assistant(real_assistant: Any) -> None:
    last = reduced(real_assistant, STEPS[-1], [])
    question = Question("Can my preceptor be a physio if I'm an OT?")
    assert last.answer.invoke(question).text == real_assistant.answer.invoke(question).text


def test_a_threshold_on_relevance_loses_the_share_that_was_agreed(real_assistant: Any) -> None:
    samples = [sample for sample in of_split(load_samples(), "tuning") if sample.facts][:40]
    confidence = by_relevance(real_assistant, samples)
    assert 0.5 < confidence.threshold < 1.0 and confidence.weights == {"relevance": 1.0}


def test_a_figure_that_was_not_measured_is_no_zero() -> None:
    assert (
        table([("dense only", [None] * len(FIGURES))]).splitlines()[-1] == "| dense only " + "| - " * len(FIGURES) + "|"
    )


def test_the_readme_shows_every_step_in_order() -> None:
    rows = [
        line.split("|")[1].strip() for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("|")
    ]
    assert [row for row in rows if row in {step.name for step in STEPS}] == [step.name for step in STEPS]
