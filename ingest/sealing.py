"""A finished generation is sealed with the SHA-256 of every file, and read only from a private copy that bears the seal out.

So a damaged file is found before anything opens it, and nothing that happens to the original can disturb a reader."""

import hashlib
import json
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

SEAL = "seal.json"
_FRESH = 60.0
"""Seconds for which another process may be between making its copy's lock and holding it."""


def seal(folder: Path) -> None:
    """Write the seal and make every file durable."""
    digests = {str(file.relative_to(folder)): _digest(file) for file in _files(folder)}
    (folder / SEAL).write_text(json.dumps(digests, indent=1), encoding="utf-8")
    for path in (*folder.rglob("*"), folder):
        sync(path)


def is_sound(folder: Path) -> bool:
    """Whether every file is there and as it was sealed."""
    try:
        digests = json.loads((folder / SEAL).read_text(encoding="utf-8"))
        return bool(digests) and all(_digest(folder / name) == digest for name, digest in digests.items())
    except (OSError, ValueError, AttributeError, TypeError):
        return False


def sync(path: Path) -> None:
    """Make a file, or the entries of a folder, durable."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class PrivateCopy:
    """A copy of a sealed folder, for one reader; gone when closed, or swept by a later reader after a kill."""

    def __init__(self, original: Path, scratch: Path) -> None:
        """Raises OSError when the original cannot be copied."""
        scratch.mkdir(parents=True, exist_ok=True)
        _sweep(scratch)
        self.path = Path(tempfile.mkdtemp(dir=scratch))
        self._lock = FileLock(self.path.with_suffix(".lock"))
        self._lock.acquire(timeout=0)
        try:
            shutil.copytree(original, self.path, dirs_exist_ok=True)
        except BaseException:
            self.close()
            raise

    @property
    def is_sound(self) -> bool:
        """Whether the copy is as the original was sealed."""
        return is_sound(self.path)

    def close(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()
        with suppress(OSError):
            self.path.with_suffix(".lock").unlink(missing_ok=True)


def _sweep(scratch: Path) -> None:
    """Remove the copies of readers that are gone: the system released their locks."""
    for path in scratch.glob("*.lock"):
        with suppress(OSError, Timeout):
            if time.time() - path.stat().st_mtime < _FRESH:
                continue
            with FileLock(path, timeout=0):
                shutil.rmtree(path.with_suffix(""), ignore_errors=True)
                path.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SEAL)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
