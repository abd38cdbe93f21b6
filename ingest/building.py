"""Build a generation, see what it changes, publish it: three steps, so that a change can be reported before it is read."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.errors import CorpusError
from corpus.sources import Corpus
from corpus.vocabulary import load_vocabulary
from ingest.changes import Changes, changes
from ingest.collecting import collect
from ingest.embedding import open_embedder
from ingest.entries import Entry, entries
from ingest.generations import Generations, IndexUnusable, Manifest, write_manifest
from ingest.lexical import build_lexical
from ingest.probing import is_healthy
from ingest.progress import Progress
from ingest.reading import Finding
from ingest.records import read_entries, write_entries, write_passages, write_register
from ingest.sealing import is_sound, seal
from ingest.splitting import SPLITTER_VERSION
from ingest.store import store_version, write_store
from ingest.vectors import VectorCache

_BATCH = 64


@dataclass(frozen=True)
class Built:
    """A generation that nobody reads yet."""

    path: Path
    manifest: Manifest
    changes: Changes
    """Against the published generation."""
    findings: tuple[tuple[str, Finding], ...]
    """(source id, what would mislead)."""


@dataclass(frozen=True)
class IndexReport:
    """What an ingest did."""

    manifest: Manifest
    changes: Changes | None
    """Against the generation before; None when nothing was built."""

    @property
    def changed(self) -> bool:
        """Whether a generation was published."""
        return self.changes is not None


def update_index(corpus: Corpus, folder: Path, embedder: str, progress: Progress) -> IndexReport:
    """Build and publish a generation, unless the published one is sound and of this corpus, model and splitter.

    Raises LossRefused when much would be lost, CorpusError without any passage, IndexUnusable, EmbeddingError."""
    generations = Generations(folder)
    with generations.writing():
        if manifest := up_to_date(corpus, generations, embedder):
            return IndexReport(manifest, None)
        built = build(corpus, generations, embedder, progress)
        built.changes.check_loss()
        publish(built, generations)
        return IndexReport(built.manifest, built.changes)


def up_to_date(corpus: Corpus, generations: Generations, embedder: str) -> Manifest | None:
    """The manifest of the published generation when it is sound and just what would be built, else None."""
    try:
        path, manifest = generations.published(), generations.manifest()
    except IndexUnusable:
        return None
    if not path or not manifest or manifest.digest != _digest(corpus.digest(), open_embedder(embedder, corpus.name)[0]):
        return None
    return manifest if is_sound(path) else None


def build(corpus: Corpus, generations: Generations, embedder: str, progress: Progress) -> Built:
    """Build a draft and try whether it answers; for the holder of the writer's place.

    Raises CorpusError without any passage, IndexUnusable when the draft does not answer, EmbeddingError."""
    model, embed = open_embedder(embedder, corpus.name)
    corpus_digest = corpus.digest()
    collected = collect(corpus, progress)
    if not collected.passages:
        refusals = " ".join(each.sentence for each in collected.unread)
        raise CorpusError("The corpus holds no passages.", f"{refusals} Add a document that can be read.".strip())
    found = entries(collected.passages, load_vocabulary(corpus.root))
    vectors = _vectors(found, VectorCache(generations.folder / "vectors.sqlite3", model), embed, progress)
    manifest = Manifest(
        digest=_digest(corpus_digest, model),
        corpus=corpus.name,
        corpus_digest=corpus_digest,
        model=model,
        splitter=SPLITTER_VERSION,
        store=store_version(),
        sources=len({passage.source_id for passage in collected.passages}),
        passages=len(collected.passages),
        entries=len(found),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    path = generations.draft(manifest.digest)
    write_register(path, replace(corpus, sources=collected.sources))
    write_passages(path, collected.passages)
    write_entries(path, found)
    np.save(path / "vectors.npy", vectors)
    build_lexical([entry.text for entry in found], path / "lexical")
    write_store(path / "chroma", found, vectors, embed)
    write_manifest(path, manifest)
    if not is_healthy(path):
        raise IndexUnusable("The index that was built does not answer; the one before stays.", "Run it again.")
    seal(path)
    before = next(iter(generations.candidates()), None)
    made = changes(before, collected.sources, collected.passages, collected.unread)
    return Built(path, manifest, made, collected.findings)


def publish(built: Built, generations: Generations, what: str = "") -> None:
    """Make the draft the generation that is read; `what` says in the history what changed. Vectors that no kept
    generation uses are forgotten."""
    generations.publish(built.path, what)
    kept: set[str] = set()
    for path in generations.candidates():
        with suppress(OSError, ValueError, TypeError):
            kept |= {entry.text for entry in read_entries(path)}
    VectorCache(generations.folder / "vectors.sqlite3", built.manifest.model).drop_all_but(kept)


def _digest(corpus_digest: str, model: str) -> str:
    return hashlib.sha256("\n".join([corpus_digest, model, SPLITTER_VERSION, store_version()]).encode()).hexdigest()


def _vectors(found: Sequence[Entry], cache: VectorCache, embed: Embeddings, progress: Progress) -> np.ndarray:
    """A vector for each entry; only texts without a kept vector are embedded, longest first, so that batches are even,
    and each batch is kept at once, so that a run that was stopped goes on where it was."""
    vectors = cache.known(entry.text for entry in found)
    new = sorted({entry.text for entry in found} - vectors.keys(), key=lambda text: (-len(text), text))
    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        made = np.asarray(embed.embed_documents(batch), dtype=np.float32)
        cache.keep(batch, made)
        vectors.update(zip(batch, made, strict=True))
        progress("Embedding", min(start + _BATCH, len(new)), len(new))
    return np.array([vectors[entry.text] for entry in found], dtype=np.float32)
