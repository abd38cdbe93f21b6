"""Fine-tuning as data: added to the weights it was learned for, and to no others."""

from pathlib import Path

import numpy as np
import pytest

from ingest import finetuning
from ingest.embedding import PACKAGED, PACKAGED_MODEL, SentenceEmbedder, open_embedder, packaged_model
from ingest.finetuning import Changes, load_changes, store

LAYER = "encoder.layer.5.output.dense"
FACTORS = (np.full((384, 1), 0.5, dtype=np.float32), np.full((1, 1536), 0.25, dtype=np.float32))


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(finetuning, "WEIGHTS", tmp_path / "data" / "finetuning.npz")
    return tmp_path / "data" / "finetuning.npz"


def test_changes_are_added_to_the_weights_they_name() -> None:
    plain, changed = (_weights(changes) for changes in (None, Changes({LAYER: FACTORS})))
    assert np.allclose(changed - plain, 0.125, atol=1e-6)


def test_what_was_stored_for_this_model_and_corpus_is_what_is_loaded(weights: Path) -> None:
    store(Changes({LAYER: FACTORS}), "model", "corpus")
    loaded = load_changes("model", "corpus")
    assert loaded is not None and set(loaded.factors) == {LAYER} and len(loaded.digest) == 64
    assert all(np.array_equal(a, b) for a, b in zip(loaded.factors[LAYER], FACTORS, strict=True))


@pytest.mark.parametrize(("model", "corpus"), [("other", "corpus"), ("model", "other"), ("model", "")])
def test_changes_learned_for_another_model_or_corpus_are_never_used(weights: Path, model: str, corpus: str) -> None:
    store(Changes({LAYER: FACTORS}), "model", "corpus")
    assert load_changes(model, corpus) is None


def test_without_shipped_changes_the_published_model_is_used(weights: Path) -> None:
    assert load_changes(PACKAGED_MODEL, "corpus") is None
    assert open_embedder(PACKAGED, "corpus")[0] == PACKAGED_MODEL


def test_other_changes_make_another_model(weights: Path) -> None:
    store(Changes({LAYER: FACTORS}), PACKAGED_MODEL, "corpus")
    one = open_embedder(PACKAGED, "corpus")[0]
    store(Changes({LAYER: (FACTORS[0] * 2, FACTORS[1])}), PACKAGED_MODEL, "corpus")
    other = open_embedder(PACKAGED, "corpus")[0]
    assert one != other and one.startswith(f"{PACKAGED_MODEL}+") and other.startswith(f"{PACKAGED_MODEL}+")


def _weights(changes: Changes | None) -> np.ndarray:
    model = SentenceEmbedder(str(packaged_model()), local=True, changes=changes).loaded()
    return model[0].auto_model.get_submodule(LAYER).weight.detach().numpy().copy()  # type: ignore[no-any-return]
