"""The shipped samples and shipped data: enough, in their place, and nothing held back was learned from."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import confidence, scope, unanswered
from assistant.scope import examples
from corpus.sources import SHIPPED, load_corpus
from corpus.vocabulary import load_vocabulary
from evals.leaks import near_repeats
from evals.retrieval_metrics import unplaced
from evals.sample_rows import CLASSES
from evals.samples import Sample, load_samples, of_split
from evals.training import learning_samples
from ingest import finetuning
from ingest.collecting import collect
from ingest.embedding import PACKAGED, PACKAGED_MODEL, open_embedder

MOST_BYTES = 5_000_000
SIXTY = ("answerable", "list", "out-of-scope")
"""Classes with a target of 0.95 or more, where CONTRACTS.md asks for 60 samples."""


class Unprinted(tuple[Sample, ...]):
    """Samples whose questions a failing test does not show."""

    def __repr__(self) -> str:
        return f"{len(self)} samples"


@pytest.fixture(scope="module")
def samples() -> tuple[Sample, ...]:
    return Unprinted(load_samples())


@pytest.fixture(scope="module")
def passages() -> dict[str, Any]:
    return {passage.id: passage for passage in collect(load_corpus(SHIPPED)).passages}


def leaked(samples: Iterable[Sample], others: Iterable[str]) -> list[str]:
    """Ids of held-back samples that stand among `others`; never their questions."""
    return sorted({name for name, _, _ in near_repeats(of_split(tuple(samples), "held-back"), others)})


def csv_cells(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [cell for row in csv.DictReader(stream) for cell in row.values() if isinstance(cell, str)]


def test_ids_are_unique_and_there_are_enough_samples(samples: tuple[Sample, ...]) -> None:
    assert len({sample.id for sample in samples}) == len(samples) >= 300


@pytest.mark.parametrize("name", SIXTY)
def test_a_high_target_is_not_measured_on_a_handful(samples: tuple[Sample, ...], name: str) -> None:
    assert sum(sample.class_ == name for sample in samples) >= 60


def test_every_class_stands_in_both_splits(samples: tuple[Sample, ...]) -> None:
    for split in ("tuning", "held-back"):
        assert {sample.class_ for sample in of_split(samples, split)} == set(CLASSES)


def test_a_conversation_and_a_group_never_run_across_the_splits(samples: tuple[Sample, ...]) -> None:
    split = {sample.id: sample.split for sample in samples}
    assert [sample.id for sample in samples if sample.follows and split[sample.follows] != sample.split] == []
    groups: dict[str, set[str]] = {}
    for sample in samples:
        if sample.group:
            groups.setdefault(sample.group, set()).add(sample.split)
    assert [name for name, splits in groups.items() if len(splits) > 1] == []


def test_every_answerable_sample_says_where_its_answer_lies(samples: tuple[Sample, ...]) -> None:
    assert [sample.id for sample in samples if sample.expects_answer and not sample.is_labelled] == []


def test_some_sample_may_never_fail(samples: tuple[Sample, ...]) -> None:
    assert any(sample.essential for sample in of_split(samples, "tuning"))


def test_every_label_is_in_the_corpus(samples: tuple[Sample, ...], passages: dict[str, Any]) -> None:
    assert unplaced(samples, passages) == ()
    told = {fact for passage in passages.values() for fact in passage.facts}
    assert {sample.id: fact for sample in samples for fact in sample.facts if fact not in told} == {}


def test_no_example_question_repeats_a_held_back_question(
    samples: tuple[Sample, ...], passages: dict[str, Any]
) -> None:
    asks = [ask for passage in passages.values() for ask in passage.asks]
    assert asks
    assert leaked(samples, asks) == []


def test_no_word_of_the_vocabulary_repeats_a_held_back_question(samples: tuple[Sample, ...]) -> None:
    vocabulary = load_vocabulary(SHIPPED)
    phrases = [
        *(text for pair in vocabulary.abbreviations.items() for text in pair),
        *(text for pair in vocabulary.synonyms.items() for text in pair),
        *vocabulary.clauses,
        *(ask for difference in vocabulary.differences for ask in difference.asks),
    ]
    assert leaked(samples, phrases) == []


def test_no_shipped_training_text_repeats_a_held_back_question(samples: tuple[Sample, ...]) -> None:
    files = sorted(scope.DATA.glob("*.csv"))
    assert scope.EXAMPLES in files
    texts = [*(cell for path in files for cell in csv_cells(path))]
    assert {text for _, text in examples()} | set(unanswered.examples()) <= set(texts)
    assert leaked(samples, texts) == []


def test_no_sample_that_is_learned_from_repeats_a_held_back_question(samples: tuple[Sample, ...]) -> None:
    assert leaked(samples, [sample.question for sample in learning_samples()]) == []


def test_shipped_data_stays_small_enough_to_install() -> None:
    files = [*scope.DATA.iterdir(), finetuning.WEIGHTS]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


def test_shipped_weights_were_made_for_this_corpus_and_this_model() -> None:
    corpus = load_corpus(SHIPPED).name
    model, _ = open_embedder(PACKAGED, corpus)
    assert model != PACKAGED_MODEL, "the shipped fine-tuning is not used"
    files = sorted(scope.DATA.glob("*.npz"))
    assert {scope.WEIGHTS, unanswered.LEARNED} <= set(files)
    for path in files:
        with np.load(path) as stored:
            assert (str(stored["model"]), str(stored["corpus"])) == (model, corpus), path.name


def test_shipped_weights_hold_numbers_only() -> None:
    for path in [*sorted(scope.DATA.glob("*.npz")), finetuning.WEIGHTS]:
        with np.load(path, allow_pickle=False) as stored:
            numbers = [stored[name] for name in stored.files if stored[name].dtype.kind == "f"]
        assert numbers and all(np.isfinite(array).all() for array in numbers), path.name


def test_the_shipped_calibration_can_be_read_by_a_person() -> None:
    assert set(json.loads(confidence.CALIBRATION.read_text(encoding="utf-8"))) == {"intercept", "weights", "threshold"}
