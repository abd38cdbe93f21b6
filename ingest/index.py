"""An index opened for reading: the published generation, or the one before when that is damaged."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from corpus.sources import Corpus
from ingest.embedding import open_embedder
from ingest.entries import Entry
from ingest.generations import Generations, IndexUnusable, Manifest, damaged, read_manifest
from ingest.lexical import LexicalIndex, open_lexical
from ingest.passages import Passage
from ingest.records import as_built, read_entries, read_passages
from ingest.sealing import PrivateCopy
from ingest.splitting import SPLITTER_VERSION
from ingest.store import close_store, open_store, store_version

_TRIES = 5
"""Looks at the generations: a reader that is slow may find one dropped under its hands, but hardly five times."""


@dataclass(frozen=True)
class Index:
    """One generation, open for reading from a private copy."""

    manifest: Manifest
    corpus: Corpus
    """The corpus with the register that the generation was built from."""
    passages: tuple[Passage, ...]
    entries: tuple[Entry, ...]
    dense: VectorStore
    """Entries by meaning; a document's id is its entry's id."""
    lexical: LexicalIndex
    """Entries by words; row n is `entries[n]`."""
    vectors: np.ndarray
    """Entries × dimensions, unit length, memory-mapped; row n is `entries[n]`: exact scores for what was found."""
    embedder: Embeddings
    copy: PrivateCopy
    notice: str | None = None
    """What is unusual about it, in one sentence: an earlier generation is read, or the documents have changed since."""

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

    def close(self) -> None:
        """Release its files; nothing may be asked of it afterwards."""
        close_store(self.dense)
        self.copy.close()


def open_index(
    corpus: Corpus, folder: Path, embedder: str, is_healthy: Callable[[Path], bool] = lambda path: True
) -> Index:
    """The published generation, or the one before, with a notice, when it is damaged.

    is_healthy: a further trial of the files, before they are opened. Raises IndexUnusable when there is no sound
    generation, or the published one belongs to another corpus, model or version."""
    generations = Generations(folder)
    model, embed = open_embedder(embedder, corpus.name)
    for _ in range(_TRIES):
        looked_at, pointed_at = generations.candidates(), generations.pointed_at
        if not looked_at:
            break
        for path in looked_at:
            if (copy := _sound_copy(path, generations, is_healthy)) is None:
                continue
            fallen_back = path.name != pointed_at
            try:
                return _open(copy, corpus, model, embed, fallen_back=fallen_back)
            except IndexUnusable:
                copy.close()
                if not fallen_back:
                    raise
        if generations.candidates() == looked_at:
            raise damaged(folder)
    if generations.published() is not None:
        raise damaged(folder)
    raise IndexUnusable(f"There is no index at {folder}.", "Run `preceptorship ingest` to build it.")


def open_draft(path: Path, corpus: Corpus, folder: Path, embedder: str) -> Index:
    """A generation that was built and is not published. Raises IndexUnusable when it is damaged."""
    copy = _sound_copy(path, Generations(folder), lambda path: True)
    if copy is None:
        raise damaged(folder)
    return _open(copy, corpus, *open_embedder(embedder, corpus.name), fallen_back=False)


def _sound_copy(path: Path, generations: Generations, is_healthy: Callable[[Path], bool]) -> PrivateCopy | None:
    """A private copy that bears its seal out; None when the generation is damaged or was dropped meanwhile."""
    with suppress(OSError):
        copy = PrivateCopy(path, generations.scratch)
        if copy.is_sound and is_healthy(copy.path):
            return copy
        copy.close()
    return None


def _open(copy: PrivateCopy, corpus: Corpus, model: str, embed: Embeddings, *, fallen_back: bool) -> Index:
    manifest = read_manifest(copy.path)
    for found, wanted, what in (
        (manifest.model, model, "made with another embedding model"),
        (manifest.splitter, SPLITTER_VERSION, "made by another version of this program"),
        (manifest.store, store_version(), f"written by another version of its store ({manifest.store})"),
        (manifest.corpus, corpus.name, f"made from other documents ({manifest.corpus})"),
    ):
        if found != wanted:
            raise IndexUnusable(f"The index was {what}.", "Run `preceptorship ingest` to bring it up to date.")
    notice = None
    if fallen_back:
        notice = f"The newest index is damaged. This comes from the one built on {_day(manifest.built)}."
    elif manifest.corpus_digest != corpus.digest():
        notice = f"Documents have changed since the index was built on {_day(manifest.built)}; it does not hold the changes yet."
    try:
        return Index(
            manifest=manifest,
            corpus=as_built(corpus, copy.path),
            passages=read_passages(copy.path),
            entries=read_entries(copy.path),
            dense=open_store(copy.path / "chroma", embed),
            lexical=open_lexical(copy.path / "lexical"),
            vectors=np.load(copy.path / "vectors.npy", mmap_mode="r"),
            embedder=embed,
            copy=copy,
            notice=notice,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(copy.path) from error


def _day(built: str) -> str:
    from datetime import datetime

    moment = datetime.fromisoformat(built)
    return f"{moment.day} {moment:%B %Y}"
