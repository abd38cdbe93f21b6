"""The process that reads files: `python -m ingest.parsing_child`. It forks for each file, so that none can harm the next.

Requests are JSON lines on standard input, replies are frames on standard output: four bytes of length, then JSON. A
request gets any number of `{"page": [done, total]}`, at most one `{"file": …}` or `{"unreadable": …}`, and in the end
`{"ended": exit code}`, negative for a signal. Nothing that a reader of hostile files wrote is unpickled."""

import importlib
import json
import os
import re
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from langchain_core.documents import Document

from ingest.loading import LIBRARIES, read_file
from ingest.loading.text import unattributed
from ingest.outcomes import Outcome, Unreadable
from ingest.passages import to_record
from ingest.sections import sections
from ingest.splitting import split

LENGTH = struct.Struct(">I")
_LIST = re.compile(r'\{(?:\s*[A-Za-z_-]{1,40}="[^"]*")+\s*\}')
OUT_OF_MEMORY = 77
"""Exit code of a child that met its memory limit and cannot say more."""


def main() -> None:
    """Serve requests until standard input ends."""
    replies = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a parser prints must not mix with the frames
    for line in sys.stdin:
        request = json.loads(line)
        _send(replies, {"ended": _apart(replies, request)})


def _apart(replies: int, request: dict[str, Any]) -> int:
    """Read the file in a fork, or here where the system has none; the exit code."""
    if not hasattr(os, "fork"):
        return _read(replies, request)
    for library in LIBRARIES.get(Path(request["path"]).suffix.lower(), ()):
        importlib.import_module(library)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _limit(request["memory"], request["seconds"])
            code = _read(replies, request)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _limit(memory: int, seconds: int) -> None:
    """At most `memory` bytes of address space, `seconds` of processor time, and no file written."""
    import resource

    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _read(replies: int, request: dict[str, Any]) -> int:
    try:
        reading = read_file(
            Path(request["path"]), request["name"], lambda done, total: _send(replies, {"page": [done, total]})
        )
        documents = reading.documents if request["attributed"] else _plain(request["path"], reading.documents)
        passages = [to_record(passage) for passage in split(request["name"], sections(documents))]
        found = {"about": asdict(reading.about), "findings": [asdict(finding) for finding in reading.findings]}
        _send(replies, {"file": {"passages": passages, **found}})
    except MemoryError:
        return OUT_OF_MEMORY
    except Unreadable as refusal:
        _send(replies, {"unreadable": [refusal.outcome, refusal.message, refusal.hint]})
    except Exception as error:
        message = f"The file of {request['name']} cannot be read ({type(error).__name__})."
        _send(replies, {"unreadable": [Outcome.DAMAGED, message, "Replace it with a sound copy."]})
    return 0


def _plain(path: str, documents: Sequence[Document]) -> list[Document]:
    """Markdown without attribute lists: a file from elsewhere must not say what it answers."""
    if not path.lower().endswith((".md", ".txt")):  # other loaders write only attributes of their own
        return list(documents)
    return [Document(unattributed(_LIST.sub("", each.page_content)), metadata=each.metadata) for each in documents]


def _send(replies: int, frame: dict[str, Any]) -> None:
    content = json.dumps(frame).encode("ascii")
    whole = memoryview(LENGTH.pack(len(content)) + content)
    while whole:
        whole = whole[os.write(replies, whole) :]


if __name__ == "__main__":
    main()
