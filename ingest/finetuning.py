"""Fine-tuning of the packaged encoder, shipped as data: low-rank changes to its upper layers, for one corpus.

Each changed weight is W + B A with B and A of low rank (Hu et al. 2021, "LoRA"). They are learned by `evals.finetuning`."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

WEIGHTS = Path(__file__).parent / "data" / "finetuning.npz"


@dataclass(frozen=True)
class Changes:
    """What is added to an encoder's linear layers."""

    factors: Mapping[str, tuple[np.ndarray, np.ndarray]]
    """For each layer's name B (outputs × rank) and A (rank × inputs)."""
    digest: str = ""
    """Identity of the stored factors; empty when they were not stored."""

    def apply(self, encoder: Any) -> None:
        """Add the changes to the encoder's weights. Raises AttributeError for a layer that it does not have."""
        import torch

        for name, (outward, inward) in self.factors.items():
            layer = encoder.get_submodule(name)
            layer.weight.data += torch.from_numpy(outward.astype(np.float32) @ inward.astype(np.float32))


def load_changes(model: str, corpus: str) -> Changes | None:
    """The shipped changes when they were learned for this model and corpus, else None."""
    if not WEIGHTS.is_file():
        return None
    with np.load(WEIGHTS) as stored:
        if str(stored["model"]) != model or str(stored["corpus"]) != corpus:
            return None
        layers = sorted({name.removesuffix("|B") for name in stored.files if name.endswith("|B")})
        factors = {layer: (stored[f"{layer}|B"], stored[f"{layer}|A"]) for layer in layers}
    return Changes(factors, hashlib.sha256(WEIGHTS.read_bytes()).hexdigest())


def store(changes: Changes, model: str, corpus: str) -> None:
    """Write the changes as shipped data, in half precision."""
    arrays: dict[str, Any] = {"model": np.array(model), "corpus": np.array(corpus)}
    for layer, (outward, inward) in changes.factors.items():
        arrays[f"{layer}|B"] = outward.astype(np.float16)
        arrays[f"{layer}|A"] = inward.astype(np.float16)
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(WEIGHTS, **arrays)
