"""Files are read in a process of their own, with limits on time and memory: a hostile one ends as an outcome, not a crash."""

import json
import os
import selectors
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from ingest.children import command, environment
from ingest.outcomes import Outcome, Unreadable
from ingest.parsing_child import LENGTH, OUT_OF_MEMORY
from ingest.passages import Passage, from_record
from ingest.reading import About, Finding, Misleading, Pages
from ingest.recognition import recognised

SECONDS = 30
"""Time that reading one file may take, by the clock and by the processor."""
MEMORY = 2**30
"""Bytes of address space that reading one file may take."""
_LONGEST_REPLY = 128 * 2**20
"""Bytes of one reply: the most text that is taken from a file, escaped, with room for what is said of each passage."""
_ENDS = {
    -signal.SIGXCPU: Outcome.TOO_SLOW,
    -signal.SIGKILL: Outcome.TOO_MUCH_MEMORY,
    OUT_OF_MEMORY: Outcome.TOO_MUCH_MEMORY,
}  # the kernel kills without a word what takes too much memory, and a hard limit of processor time is a kill as well
_TOLD = {
    Outcome.TOO_SLOW: ("took longer than {seconds} seconds to read", "Save it anew from a sound copy, or split it."),
    Outcome.TOO_MUCH_MEMORY: (
        "took more memory to read than is allowed",
        "Save it anew from a sound copy, or split it.",
    ),
    Outcome.CRASHED: ("broke the program that read it", "Replace it with a sound copy."),
}


@dataclass(frozen=True)
class ReadFile:
    """A file that was read."""

    passages: tuple[Passage, ...]
    """In reading order."""
    about: About
    findings: tuple[Finding, ...]


class FileReader:
    """Reads files one after another, each in a child process. Use it as a context manager."""

    def __init__(self, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def read(
        self, path: Path, name: str = "", pages: Pages = lambda done, total: None, *, attributed: bool = False
    ) -> ReadFile:
        """What the file of the source `name` holds; a scan after text recognition, where that is installed.

        attributed: whether attribute lists in Markdown count, as in a corpus's own files; elsewhere they are words.
        Raises Unreadable with exactly one outcome; nothing else, whatever the file holds."""
        name = name or path.name
        seen = [0]

        def counted(done: int, total: int) -> None:
            seen[0] = total
            pages(done, total)

        try:
            return self._tried(path, name, counted, attributed)
        except Unreadable as refusal:
            if refusal.outcome is not Outcome.SCANNED:
                raise
            with tempfile.TemporaryDirectory() as folder:
                if (copy := recognised(path, Path(folder), seen[0])) is None:
                    raise
                file = self._tried(copy, name, pages, attributed)
                return replace(file, about=replace(file.about, published=""))  # the copy's date is today's

    def _tried(self, path: Path, name: str, pages: Pages, attributed: bool) -> ReadFile:
        try:
            return self._read(path, name, pages, attributed)
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            self._stop()
            raise _ended(Outcome.CRASHED, name, self._seconds) from error

    def _read(self, path: Path, name: str, pages: Pages, attributed: bool) -> ReadFile:
        process = self._started()
        request = {
            "path": str(path.absolute()),
            "name": name,
            "attributed": attributed,
            "memory": self._memory,
            "seconds": self._seconds,
        }
        _pipe(process.stdin).write(json.dumps(request).encode("ascii") + b"\n")
        _pipe(process.stdin).flush()
        replies = _Replies(_pipe(process.stdout), time.monotonic() + self._seconds)
        result: ReadFile | Unreadable | None = None
        while True:
            frame = replies.next()
            if frame is None:
                self._stop()
                raise _ended(Outcome.TOO_SLOW, name, self._seconds)
            if "page" in frame:
                pages(int(frame["page"][0]), int(frame["page"][1]))
            elif "file" in frame:
                result = _file(frame["file"])
            elif "unreadable" in frame:
                outcome, message, hint = frame["unreadable"]
                result = Unreadable(Outcome(outcome), str(message), str(hint))
            else:
                break
        if isinstance(result, ReadFile):
            return result
        raise result or _ended(_ENDS.get(int(frame["ended"]), Outcome.CRASHED), name, self._seconds)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                command("ingest.parsing_child"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,
            )
        return self._process

    def _stop(self) -> None:
        """End the reading process and whatever it started."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                _pipe(pipe).close()
        process.wait()


class _Replies:
    """Frames from a pipe until a moment of the monotonic clock."""

    def __init__(self, pipe: IO[bytes], until: float) -> None:
        self._pipe = pipe
        self._until = until

    def next(self) -> dict[str, Any] | None:
        """The next frame; None when time is up. Raises EOFError when the process ended, ValueError on a wrong frame."""
        head = self._exactly(LENGTH.size)
        if head is None:
            return None
        (length,) = LENGTH.unpack(head)
        if length > _LONGEST_REPLY:
            raise ValueError(length)
        content = self._exactly(length)
        return None if content is None else cast(dict[str, Any], json.loads(content))

    def _exactly(self, count: int) -> bytes | None:
        found = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self._pipe, selectors.EVENT_READ)
            while len(found) < count:
                left = self._until - time.monotonic()
                if left <= 0 or not selector.select(left):
                    return None
                part = os.read(self._pipe.fileno(), min(count - len(found), 2**20))
                if not part:
                    raise EOFError
                found += part
        return bytes(found)


def _file(record: dict[str, Any]) -> ReadFile:
    """Raises KeyError, TypeError or ValueError when the record is not a file's."""
    findings = [Finding(Misleading(each["kind"]), str(each["sample"]), each["page"]) for each in record["findings"]]
    return ReadFile(tuple(map(from_record, record["passages"])), About(**record["about"]), tuple(findings))


def _ended(outcome: Outcome, name: str, seconds: int) -> Unreadable:
    what, hint = _TOLD[outcome]
    return Unreadable(outcome, f"The file of {name} {what.format(seconds=seconds)}.", hint)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
