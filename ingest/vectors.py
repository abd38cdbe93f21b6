"""Vectors kept outside Chroma by the digest of what they were made from, so that any index can be built again quickly."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

import numpy as np

_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL, digest BLOB NOT NULL)"
_AT_ONCE = 500
"""Keys looked up in one query; SQLite allows 999 in every build."""


class VectorCache:
    """The vectors of one embedding model. For the one writer of an index folder; a damaged cache is begun anew."""

    def __init__(self, file: Path, model: str) -> None:
        self._file = file
        self._model = model
        try:
            self._prepare()
        except sqlite3.DatabaseError:
            for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
                path.unlink(missing_ok=True)
            self._prepare()

    def known(self, texts: Iterable[str]) -> dict[str, np.ndarray]:
        """The vectors (float32) that are kept of these texts, by text."""
        keys = {self._key(text): text for text in texts}
        found: dict[str, np.ndarray] = {}
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(self._file)) as cache:
            for batch in _batches(list(keys)):
                marks = ",".join("?" * len(batch))
                rows = cache.execute(f"SELECT key, vector, digest FROM vectors WHERE key IN ({marks})", batch)
                found |= {
                    keys[key]: np.frombuffer(vector, dtype=np.float32)
                    for key, vector, digest in rows
                    if _digest(vector) == digest
                }
        return found

    def keep(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        """Keep a vector for each text (texts × dimensions)."""
        rows = []
        for text, vector in zip(texts, np.asarray(vectors, dtype=np.float32), strict=True):
            content = vector.tobytes()
            rows.append((self._key(text), content, _digest(content)))
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(self._file)) as cache, cache:
            cache.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def drop_all_but(self, texts: Iterable[str]) -> None:
        """Forget the vectors of other texts, and those of other models."""
        kept = {self._key(text) for text in texts}
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(self._file)) as cache, cache:
            gone = [(key,) for (key,) in cache.execute("SELECT key FROM vectors") if key not in kept]
            cache.executemany("DELETE FROM vectors WHERE key = ?", gone)

    def _prepare(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file)) as cache, cache:
            cache.execute(_TABLE)
            cache.execute("SELECT key FROM vectors LIMIT 1").fetchall()

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._model}\n{text}".encode(errors="surrogatepass")).digest()


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:8]


def _batches(keys: list[bytes]) -> Iterable[list[bytes]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
