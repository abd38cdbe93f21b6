"""Build, check, publish and open an index generation. The only module that imports chromadb or langchain_chroma."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from corpus.errors import CorpusError
from corpus.sources import Corpus
from corpus.vocabulary import load_vocabulary
from ingest.embedding import open_embedder
from ingest.entries import Entry, entries
from ingest.generations import Generations, IndexUnusable, Manifest, damaged, read_manifest, write_manifest
from ingest.lexical import LexicalIndex, build_lexical, open_lexical
from ingest.loading import SourceLoader
from ingest.passages import Passage, from_record, to_record
from ingest.sections import sections
from ingest.splitting import SPLITTER_VERSION, split

Progress = Callable[[Sequence[Any], str], Iterator[Any]]
"""Wraps a sequence and shows how far it has come: (items, what is done) → the items."""

_COLLECTION = "entries"
_BATCH = 64
_EF_SEARCH = 800
"""Chroma's HNSW then finds 99.7 % of the true top 20 among 10,000 vectors."""
_SAME = 0.01
"""Cosine distance within which a stored vector is found again: float32 rounding stays far below."""


@dataclass(frozen=True)
class Index:
    """One generation, open for reading."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    entries: tuple[Entry, ...]
    dense: VectorStore
    """Entries by meaning; a document's id is its entry's id."""
    lexical: LexicalIndex
    """Entries by words; row n is `entries[n]`."""
    vectors: np.ndarray
    """Entries × dimensions, unit length, memory-mapped; row n is `entries[n]`: exact scores for what was found."""
    embedder: Embeddings

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        """Passages by id."""
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def lists(self) -> dict[str, tuple[Passage, ...]]:
        """Introduction and items of each list, in order, by list id."""
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            if passage.list_id:
                found.setdefault(passage.list_id, []).append(passage)
        return {name: tuple(members) for name, members in found.items()}


@dataclass(frozen=True)
class IndexReport:
    """What an ingest did."""

    manifest: Manifest
    changed: bool


def read_passages(corpus: Corpus) -> tuple[Passage, ...]:
    """Every passage of every document of the corpus. Raises CorpusError naming the source that cannot be read."""
    found: list[Passage] = []
    for source in corpus.documents():
        documents = SourceLoader(corpus.path(source), source.id).load()
        found.extend(split(source.id, sections(documents)))
    if not found:
        raise CorpusError("The corpus holds no passages.", "Add a document to its register.")
    return tuple(found)


def update_index(corpus: Corpus, folder: Path, embedder: str, progress: Progress) -> IndexReport:
    """Build and publish a generation, unless the published one is sound and of this corpus, model and splitter."""
    generations = Generations(folder)
    with generations.writing():
        model, embed = open_embedder(embedder, corpus.name)
        digest = _digest(corpus.digest(), model)
        with suppress(IndexUnusable):
            manifest = generations.manifest()
            if manifest and manifest.digest == digest:
                _close(open_index(corpus, folder, embedder).dense)
                return IndexReport(manifest, changed=False)
        path = generations.new(digest)
        try:
            manifest = _build(path, corpus, model, embed, _known_vectors(generations, model), progress)
            _close(_open(path, manifest, embed).dense)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        generations.publish(path)
        return IndexReport(manifest, changed=True)


def open_index(corpus: Corpus, folder: Path, embedder: str) -> Index:
    """The published generation. Raises IndexUnusable when there is none, or it is damaged or of something else."""
    generations = Generations(folder)
    path = generations.published()
    if path is None:
        raise IndexUnusable(f"There is no index at {folder}.", "Run `preceptorship ingest` to build it.")
    model, embed = open_embedder(embedder, corpus.name)
    manifest = read_manifest(path)
    for found, wanted, what in (
        (manifest.model, model, "made with another embedding model"),
        (manifest.splitter, SPLITTER_VERSION, "made by another version of this program"),
        (manifest.corpus_digest, corpus.digest(), "made from other documents, or the documents have changed since"),
    ):
        if found != wanted:
            raise IndexUnusable(
                f"The index at {folder} was {what}.", "Run `preceptorship ingest` to bring it up to date."
            )
    return _open(path, manifest, embed)


def _digest(corpus_digest: str, model: str) -> str:
    return hashlib.sha256("\n".join([corpus_digest, model, SPLITTER_VERSION]).encode()).hexdigest()


def _known_vectors(generations: Generations, model: str) -> dict[str, np.ndarray]:
    """The published generation's vectors by text, when the same model made them; empty when it cannot be read."""
    try:
        path = generations.published()
        if path is None or read_manifest(path).model != model:
            return {}
        texts = [record["text"] for record in _read_lines(path / "entries.jsonl")]
        return dict(zip(texts, np.load(path / "vectors.npy", mmap_mode="r"), strict=True))
    except (IndexUnusable, OSError, EOFError, ValueError, KeyError, TypeError):
        return {}


def _build(
    path: Path,
    corpus: Corpus,
    model: str,
    embed: Embeddings,
    known: dict[str, np.ndarray],
    progress: Progress,
) -> Manifest:
    passages = read_passages(corpus)
    found = entries(passages, load_vocabulary(corpus.root))
    vectors = _vectors(found, known, embed, progress)
    _write_lines(path / "passages.jsonl", map(to_record, passages))
    _write_lines(path / "entries.jsonl", map(asdict, found))
    np.save(path / "vectors.npy", vectors)
    build_lexical([entry.text for entry in found], path / "lexical")
    store = _chroma(path, embed)
    step = store._client.get_max_batch_size()
    for start in range(0, len(found), step):
        batch = found[start : start + step]
        store._collection.add(
            ids=[entry.id for entry in batch],
            embeddings=vectors[start : start + step],
            documents=[entry.text for entry in batch],
            metadatas=[{"passage": entry.passage_id} for entry in batch],
        )
    _close(store)
    corpus_digest = corpus.digest()
    manifest = Manifest(
        digest=_digest(corpus_digest, model),
        corpus_digest=corpus_digest,
        model=model,
        splitter=SPLITTER_VERSION,
        sources=len(corpus.documents()),
        passages=len(passages),
        entries=len(found),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    write_manifest(path, manifest)
    return manifest


def _vectors(found: Sequence[Entry], known: dict[str, np.ndarray], embed: Embeddings, progress: Progress) -> np.ndarray:
    """A vector for each entry; only texts without a known vector are embedded, longest first, so that batches are even."""
    vectors = dict(known)
    new = sorted({entry.text for entry in found} - vectors.keys(), key=lambda text: (-len(text), text))
    for batch in progress([new[start : start + _BATCH] for start in range(0, len(new), _BATCH)], "Embedding"):
        made = np.asarray(embed.embed_documents(batch), dtype=np.float32)
        vectors.update(zip(batch, made, strict=True))
    return np.array([vectors[entry.text] for entry in found], dtype=np.float32)


def _write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def _open(path: Path, manifest: Manifest, embed: Embeddings) -> Index:
    """A generation's index, its parts counted and asked one question. Raises IndexUnusable."""
    try:
        passages = tuple(from_record(record) for record in _read_lines(path / "passages.jsonl"))
        found = tuple(Entry(**record) for record in _read_lines(path / "entries.jsonl"))
        vectors = np.load(path / "vectors.npy", mmap_mode="r")
        lexical = open_lexical(path / "lexical")
        store = _chroma(path, embed)
        counts = {store._collection.count(), lexical.size, len(vectors), len(found)}
        asked = store._collection.query(query_embeddings=[vectors[0].tolist()], n_results=1)
        is_found = asked["distances"][0][0] < _SAME
    except Exception as error:  # a damaged store raises whatever its native code meets
        raise damaged(path.parent.parent) from error
    if len(passages) != manifest.passages or counts != {manifest.entries} or not is_found:
        raise damaged(path.parent.parent)
    return Index(manifest, passages, found, store, lexical, vectors, embed)


def _chroma(path: Path, embed: Embeddings) -> Any:
    import chromadb
    from langchain_chroma import Chroma

    client = chromadb.PersistentClient(str(path / "chroma"), settings=chromadb.Settings(anonymized_telemetry=False))
    return Chroma(
        _COLLECTION,
        embed,
        client=client,
        collection_configuration={"hnsw": {"space": "cosine", "ef_search": _EF_SEARCH}},
    )


def _close(store: Any) -> None:
    store._client.close()
