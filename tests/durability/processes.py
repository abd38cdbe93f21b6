"""Processes that index and answer, forked from a server that has only imported what they need, so that hundreds can be
started and killed in minutes. Each is a fresh process in what matters here: none has opened an index before."""

import os
import signal
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from corpus.sources import load_corpus
from ingest.building import update_index
from ingest.embedding import WORD_COUNT
from ingest.generations import Generations
from ingest.index import open_index
from ingest.progress import quietly

LINGERS = 0.5
"""Seconds that an indexing process stays when it is done, so that a kill near publishing meets it."""
_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload(["__main__", "chromadb", "langchain_chroma", "bm25s", __name__])


class Process:
    """A process that runs `work(says, …)`; what it sends can be waited for."""

    def __init__(self, work: Any, *arguments: Any) -> None:
        self._hears, says = _FORKING.Pipe(duplex=False)
        self._process = _FORKING.Process(target=_alone, args=(work, says, *arguments))
        self._process.start()
        says.close()

    def hear(self) -> Any:
        """The next thing it says; None when it ended."""
        try:
            return self._hears.recv()
        except EOFError:
            return None

    def hear_all(self) -> list[Any]:
        """All that it still says, until it ends."""
        return list(iter(self.hear, None))

    def kill(self) -> bool:
        """Kill -9 it and its children; whether it was still running."""
        pid = self._process.pid or 0
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            self._process.kill()
        return self.ended() == -signal.SIGKILL

    def ended(self) -> int:
        """Its exit code, negative for a signal; waits for it."""
        self._process.join()
        self._hears.close()
        code = self._process.exitcode
        assert code is not None
        return code


def _alone(work: Any, says: Connection, *arguments: Any) -> None:
    os.setsid()
    work(says, *arguments)


def indexing(corpus: Path, folder: Path, embedder: str = WORD_COUNT) -> Process:
    """A process that brings the index up to date; it says `publishing` just before and `published` just after that."""
    return Process(_index, corpus, folder, embedder)


def _index(says: Connection, corpus: Path, folder: Path, embedder: str) -> None:
    publish = Generations.publish

    def telling(self: Generations, *arguments: Any) -> Path:
        says.send("publishing")
        path = publish(self, *arguments)
        says.send("published")
        return path

    Generations.publish = telling  # type: ignore[method-assign]
    update_index(load_corpus(corpus), folder, embedder, quietly)
    time.sleep(LINGERS)


def read_by_another(corpus: Path, folder: Path, embedder: str = WORD_COUNT) -> dict[str, Any]:
    """What a fresh process reads: the texts of all passages, whether each side finds them all, and the notice."""
    process = Process(_read, corpus, folder, embedder)
    found = process.hear()
    assert process.ended() == 0 and found, "a fresh process could not read the index"
    return dict(found)


def _read(says: Connection, corpus: Path, folder: Path, embedder: str) -> None:
    index = open_index(load_corpus(corpus), folder, embedder)
    entries = {entry.id: entry.text for entry in index.entries}
    stored = index.dense.get()  # type: ignore[attr-defined]
    hits = index.dense.similarity_search_by_vector(index.vectors[0].tolist(), k=len(entries))
    # What is stored is compared exactly. The search is approximate, its graph made anew at each opening: in 6 of 3,755
    # openings of one sound generation it missed one of 52 entries.
    found = {hit.id for hit in hits}
    whole = dict(zip(stored["ids"], stored["documents"], strict=True)) == entries and found <= entries.keys()
    says.send(
        {
            "texts": [passage.text for passage in index.passages],
            "whole": whole
            and len(found) >= 0.9 * len(entries)
            and index.lexical.size == len(entries) == len(index.vectors),
            "notice": index.notice,
        }
    )
    index.close()
