"""The dense side of the index in Chroma. The only module that imports chromadb or langchain_chroma."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest.entries import Entry

_COLLECTION = "entries"
_EF_SEARCH = 800
"""Chroma's HNSW then finds 99.7 % of the true top 20 among 10,000 vectors."""
_SAME = 0.01
"""Cosine distance within which a stored vector is found again: float32 rounding stays far below."""

_SAMPLE, _FOUND_AGAIN = 50, 0.8
"""Vectors that a probe asks for, and the share of them that a sound store finds."""


def store_version() -> str:
    """Which Chroma writes here: its files change form between versions and cannot go back."""
    return f"chromadb {version('chromadb')}"


def write_store(folder: Path, entries: Sequence[Entry], vectors: np.ndarray, embedder: Embeddings) -> None:
    """Write a new store with a vector (entries × dimensions) for each entry."""
    store = open_store(folder, embedder)
    step = store._client.get_max_batch_size()
    for start in range(0, len(entries), step):
        batch = entries[start : start + step]
        store._collection.add(
            ids=[entry.id for entry in batch],
            embeddings=vectors[start : start + step],
            documents=[entry.text for entry in batch],
            metadatas=[{"passage": entry.passage_id} for entry in batch],
        )
    close_store(store)


def open_store(folder: Path, embedder: Embeddings) -> Any:
    """The store as LangChain's Chroma. Opening and asking write to its files."""
    from langchain_chroma import Chroma

    return Chroma(
        _COLLECTION,
        embedder,
        client=_client(folder),
        collection_configuration={"hnsw": {"space": "cosine", "ef_search": _EF_SEARCH}},
    )


def close_store(store: Any) -> None:
    """Release the files of the store."""
    store._client.close()


def holds(folder: Path, vectors: np.ndarray) -> bool:
    """Whether the store in `folder` opens, counts a vector for each row, and finds nearly all of a sample again: its
    search is approximate, and misses one now and then among many that are alike.

    A damaged store may end the process that asks: ask in a child."""
    client = _client(folder)
    collection = client.get_collection(_COLLECTION)
    asked = [vectors[n].tolist() for n in np.unique(np.linspace(0, len(vectors) - 1, _SAMPLE, dtype=int))]
    count, found = collection.count(), collection.query(query_embeddings=asked, n_results=1)
    client.close()
    again = sum(near[0] < _SAME for near in found["distances"])
    return bool(count == len(vectors) and again >= _FOUND_AGAIN * len(asked))


def _client(folder: Path) -> Any:
    import chromadb

    return chromadb.PersistentClient(str(folder), settings=chromadb.Settings(anonymized_telemetry=False))
