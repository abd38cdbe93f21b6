"""Index generations: each in a directory of its own, one published by an atomic pointer, one writer at a time."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import PreceptorshipError
from ingest.sealing import is_sound, sync

_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{12}")


class IndexUnusable(PreceptorshipError):
    """The index is missing, damaged, or belongs to something else."""


@dataclass(frozen=True)
class Manifest:
    """What a generation is made of."""

    digest: str
    """Identity of the content: same corpus, model, splitter and store give the same digest."""
    corpus: str
    """The corpus's name."""
    corpus_digest: str
    model: str
    splitter: str
    store: str
    """The version of the store that wrote it."""
    sources: int
    passages: int
    entries: int
    built: str
    """When it was built, ISO 8601, UTC."""


@dataclass(frozen=True)
class Publication:
    """One line of the history: what was published, when and why."""

    when: str
    """ISO 8601, UTC."""
    action: str
    digest: str
    sources: int
    passages: int
    what: str = ""
    """What changed, in words."""


class Generations:
    """The generations under one index folder: at most two published ones on disk, the one that is read and the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scratch = folder / "scratch"
        """Where readers keep their private copies."""
        self._pointer = folder / "current"
        self._published = folder / "generations"
        self._drafts = folder / "drafts"
        self._holder = folder / "writer.json"
        self._history = folder / "history.jsonl"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder's only writer's place. Raises IndexUnusable naming the holder when it is taken.

        The lock is the operating system's: it falls with the process that held it. What a killed writer left is removed."""
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
            shutil.rmtree(self._drafts, ignore_errors=True)
            self._drop_left_over()
            yield
        finally:
            shutil.rmtree(self._drafts, ignore_errors=True)
            self._holder.unlink(missing_ok=True)
            lock.release()

    @property
    def holder(self) -> str:
        """Who is writing, in words; empty when nobody is."""
        if not self._holder.exists():
            return ""
        lock = FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return self._holder_in_words()
        lock.release()
        return ""

    def _holder_in_words(self) -> str:
        try:
            holder = json.loads(self._holder.read_text())
            return f"process {holder['process']}, started {holder['started']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "its process is not known"

    def draft(self, digest: str) -> Path:
        """An empty directory to build a generation in; its name is never used twice. It goes when writing ends."""
        name = f"{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}-{digest[:12]}"
        path = self._drafts / name
        path.mkdir(parents=True)
        return path

    def publish(self, draft: Path, what: str = "") -> Path:
        """Make a sealed draft the generation that is read, atomically and durably; then drop all but it and the last
        sound one before."""
        before = _first_sound(self.candidates())
        self._published.mkdir(exist_ok=True)
        path = self._published / draft.name
        os.rename(draft, path)
        sync(self._published)
        self._point_at(path)
        self._record("published", read_manifest(path), what)
        self._drop_all_but(path, before)
        return path

    def _drop_left_over(self) -> None:
        """What a writer that was killed just after publishing had no time to drop."""
        read, *others = self.candidates() or (None,)
        if read and read.name == self.pointed_at and len(others) > 1:
            self._drop_all_but(read, _first_sound(others))

    def _drop_all_but(self, *kept: Path | None) -> None:
        for path in self._published.iterdir():
            if path not in kept:
                shutil.rmtree(path, ignore_errors=True)

    def roll_back(self) -> Path:
        """Make the generation before the published one the one that is read. Raises IndexUnusable when there is none."""
        current, others = self.pointed_at, [path for path in self.candidates() if path.name != self.pointed_at]
        before = _first_sound(others)
        if before is None:
            raise IndexUnusable(
                "There is no earlier index to go back to.", "Two are kept: the last and the one before."
            )
        self._point_at(before)
        self._record("rolled back", read_manifest(before), f"from {current.rpartition('-')[2]}")
        return before

    def candidates(self) -> tuple[Path, ...]:
        """Generations that may be read, best first: the published one, then the newest other ones. Whether they are
        sound is not checked."""
        if not self._published.is_dir():
            return ()
        finished = (path for path in self._published.iterdir() if _NAME.fullmatch(path.name))
        newest = sorted(finished, key=lambda path: path.name, reverse=True)
        return tuple(sorted(newest, key=lambda path: path.name != self.pointed_at))

    @property
    def pointed_at(self) -> str:
        """The name that the pointer holds; empty when there is no pointer that can be read."""
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return name if _NAME.fullmatch(name) else ""

    def published(self) -> Path | None:
        """The published generation's directory, or None when nothing was published. Raises IndexUnusable if it is gone."""
        if not self._pointer.exists() and not self.candidates():
            return None
        path = self._published / self.pointed_at
        if not self.pointed_at or not path.is_dir():
            raise damaged(self.folder)
        return path

    def manifest(self) -> Manifest | None:
        """The published generation's manifest, or None. Raises IndexUnusable when it is damaged."""
        path = self.published()
        return read_manifest(path) if path else None

    def history(self) -> tuple[Publication, ...]:
        """What was published, oldest first; lines that cannot be read are left out."""
        found = []
        with suppress(OSError), self._history.open(encoding="utf-8", errors="replace") as stream:
            for line in stream:
                with suppress(ValueError, TypeError):
                    found.append(Publication(**json.loads(line)))
        return tuple(found)

    def _point_at(self, path: Path) -> None:
        new = self._pointer.with_suffix(".new")
        new.write_text(path.name, encoding="utf-8")
        sync(new)
        os.replace(new, self._pointer)
        sync(self.folder)

    def _record(self, action: str, manifest: Manifest, what: str) -> None:
        when = datetime.now(UTC).isoformat(timespec="seconds")
        line = Publication(when, action, manifest.digest, manifest.sources, manifest.passages, what)
        with self._history.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(line)) + "\n")
            stream.flush()
            os.fsync(stream.fileno())


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Store the manifest in a generation's directory."""
    write_json(path / "manifest.json", asdict(manifest))


def write_json(file: Path, values: Mapping[str, Any]) -> None:
    """Write a JSON object as people can read it."""
    file.write_text(json.dumps(values, indent=2, ensure_ascii=False), encoding="utf-8")


def read_manifest(path: Path) -> Manifest:
    """The manifest in a generation's directory. Raises IndexUnusable when it is damaged."""
    try:
        return Manifest(**json.loads((path / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise damaged(path.parent.parent) from error


def damaged(folder: Path) -> IndexUnusable:
    """The error for an index that cannot be read."""
    return IndexUnusable(f"The index at {folder} is damaged.", "Run `preceptorship ingest` to build it again.")


def _first_sound(paths: Iterable[Path]) -> Path | None:
    return next((path for path in paths if is_sound(path)), None)
