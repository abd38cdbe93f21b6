"""Index generations: each in a directory of its own, one published by an atomic pointer, one writer at a time."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import PreceptorshipError

KEPT = 2
"""Generations on disk: the published one and the one before it, which running servers may still read."""

_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{12}")


class IndexUnusable(PreceptorshipError):
    """The index is missing, damaged, or belongs to something else."""


@dataclass(frozen=True)
class Manifest:
    """What a generation is made of."""

    digest: str
    """Identity of the content: same corpus, model and splitter give the same digest."""
    corpus_digest: str
    model: str
    splitter: str
    sources: int
    passages: int
    entries: int
    built: str
    """When it was built, ISO 8601, UTC."""


class Generations:
    """The generations under one index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "current"
        self._generations = folder / "generations"
        self._holder = folder / "writer.json"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder's only writer's place. Raises IndexUnusable naming the holder when it is taken.

        The lock is the operating system's: it falls with the process that held it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise IndexUnusable(
                f"Another ingest is running ({self._holder_in_words()}).", "Wait until it ends, then try again."
            ) from None
        try:
            started = datetime.now(UTC).isoformat(timespec="seconds")
            self._holder.write_text(json.dumps({"process": os.getpid(), "started": started}))
            yield
        finally:
            self._holder.unlink(missing_ok=True)
            lock.release()

    def _holder_in_words(self) -> str:
        try:
            holder = json.loads(self._holder.read_text())
            return f"process {holder['process']}, started {holder['started']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "its process is not known"

    def new(self, digest: str) -> Path:
        """An empty directory for a generation; its name is never used twice."""
        name = f"{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}-{digest[:12]}"
        path = self._generations / name
        path.mkdir(parents=True)
        return path

    def published(self) -> Path | None:
        """The published generation's directory, or None when nothing was published. Raises IndexUnusable if it is gone."""
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise damaged(self.folder) from error
        if not _NAME.fullmatch(name) or not (self._generations / name).is_dir():
            raise damaged(self.folder)
        return self._generations / name

    def publish(self, path: Path) -> None:
        """Make `path` the generation that is read, atomically and durably; then drop all but the newest."""
        for file in (file for file in path.rglob("*") if file.is_file()):
            _sync(file)
        kept = {path.name}
        with suppress(IndexUnusable):
            kept |= {before.name} if (before := self.published()) else set()
        draft = self._pointer.with_suffix(".new")
        draft.write_text(path.name, encoding="utf-8")
        _sync(draft)
        os.replace(draft, self._pointer)
        _sync(self.folder)
        for other in self._generations.iterdir():
            if other.name not in kept:
                shutil.rmtree(other, ignore_errors=True)

    def manifest(self) -> Manifest | None:
        """The published generation's manifest, or None. Raises IndexUnusable when it is damaged."""
        path = self.published()
        return read_manifest(path) if path else None


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Store the manifest in a generation's directory."""
    (path / "manifest.json").write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")


def read_manifest(path: Path) -> Manifest:
    """The manifest in a generation's directory. Raises IndexUnusable when it is damaged."""
    try:
        return Manifest(**json.loads((path / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise damaged(path.parent.parent) from error


def damaged(folder: Path) -> IndexUnusable:
    """The error for an index that cannot be read."""
    return IndexUnusable(f"The index at {folder} is damaged.", "Run `preceptorship ingest` to build it again.")


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
