"""The adapter: questions turn towards what answers them, and never with weights made for something else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import adapter
from assistant.adapter import Adapter, learn, load_adapter, store
from corpus.sources import load_corpus
from ingest.embedding import WORD_COUNT
from ingest.index import Index, open_index

ASKED = """# Tyres

## Pressure

A tyre of a touring bicycle holds five bar. {asks="How hard do I pump it?|How much air goes in?|Which force of air?"}

## Punctures

A hole is closed with a patch and glue. {asks="How do I mend a flat?|What closes a leak?|Flat again, what now?"}
"""


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(adapter, "WEIGHTS", tmp_path / "adapter.npz")
    return tmp_path / "adapter.npz"


@pytest.fixture
def asked_index(small_corpus: Path, ingest: Callable[..., Any], tmp_path: Path) -> Index:
    (small_corpus / "documents/chains.md").write_text(ASKED, encoding="utf-8")
    ingest(small_corpus)
    return open_index(load_corpus(small_corpus), tmp_path / "index", WORD_COUNT)


def test_without_an_adapter_a_question_is_left_as_it_is() -> None:
    vector = np.array([0.6, 0.8], dtype=np.float32)
    assert Adapter(None).apply(vector) is vector


def test_an_adapted_question_has_unit_length() -> None:
    turned = Adapter(np.array([[2.0, 0.0], [0.0, 0.5]])).apply(np.array([0.6, 0.8]))
    assert np.linalg.norm(turned) == pytest.approx(1.0)


def test_a_question_of_no_meaning_stays_so() -> None:
    assert Adapter(np.eye(2)).apply(np.zeros(2)).tolist() == [0.0, 0.0]


def test_what_was_stored_for_this_model_and_corpus_is_what_is_loaded(weights: Path) -> None:
    store(Adapter(np.array([[1.0, 0.25], [0.0, 1.0]])), "model", "corpus")
    loaded = load_adapter("model", "corpus").matrix
    assert loaded is not None and loaded.tolist() == [[1.0, 0.25], [0.0, 1.0]]


@pytest.mark.parametrize(("model", "corpus"), [("other", "corpus"), ("model", "other")])
def test_weights_made_for_another_model_or_corpus_are_never_used(weights: Path, model: str, corpus: str) -> None:
    store(Adapter(np.eye(2)), "model", "corpus")
    assert load_adapter(model, corpus).matrix is None


def test_without_shipped_weights_questions_are_still_answered(weights: Path) -> None:
    store(Adapter(None), "model", "corpus")
    assert not weights.exists()
    assert load_adapter("model", "corpus").matrix is None


def test_an_example_question_comes_nearer_to_its_own_statement(asked_index: Index) -> None:
    learned = learn(asked_index)
    before, after = (_margins(asked_index, one) for one in (Adapter(None), learned))
    assert after.mean() > before.mean()
    assert np.isfinite(after).all()


def test_learning_twice_gives_the_same_adapter(asked_index: Index) -> None:
    one, other = learn(asked_index).matrix, learn(asked_index).matrix
    assert one is not None and np.array_equal(one, other)


def _margins(index: Index, turn: Adapter) -> np.ndarray:
    """For every example question: cosine with its own statement less the highest with another."""
    own = {entry.passage_id: row for row, entry in enumerate(index.entries) if entry.id == entry.passage_id}
    margins = []
    for row, entry in enumerate(index.entries):
        if entry.id != entry.passage_id:
            cosines = {name: float(index.vectors[at] @ turn.apply(index.vectors[row])) for name, at in own.items()}
            mine = cosines.pop(entry.passage_id)
            margins.append(mine - max(cosines.values()))
    return np.array(margins)
