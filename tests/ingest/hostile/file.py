"""One hostile or odd file: how it is made, and how reading it may end."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.outcomes import Outcome

READ = "read"
"""The end of a file that is read soundly."""
WORDS = "Oil the chain after every wet ride."
"""What a reader sees in most of the files."""
UNSOUND = frozenset({Outcome.DAMAGED, Outcome.NO_TEXT})
"""A broken part is refused, or left out so that no words remain."""
MENDED = UNSOUND | {READ}
"""A break that a patient reader steps over."""
LIMITED = UNSOUND | {Outcome.TOO_LARGE, Outcome.TOO_SLOW, Outcome.TOO_MUCH_MEMORY}
"""A bomb: whichever limit is met first."""
BORNE = LIMITED | {READ}
"""Much of something harmless: read, or stopped by a limit."""


class Kind(StrEnum):
    """What lies at the name."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link to nothing"
    LOOP = "link to itself"
    PIPE = "pipe that nobody writes to"
    CLOSED = "file that nobody may read"


@dataclass(frozen=True)
class Hostile:
    """A file, its bytes made only when asked for."""

    name: str
    """With its ending; no other has it."""
    content: Callable[[], bytes]
    """At most 60 MB; a few files hold random bytes of encryption and differ from call to call."""
    allowed: frozenset[str]
    """Sensible ends: values of Outcome, and READ."""
    kind: Kind = Kind.FILE
    holds: str = ""
    """Words that are among what is read, if it is read; white space aside."""
    never: str = ""
    """Words that no reader sees: they must not be among what is read."""

    def write(self, folder: Path) -> Path:
        """Make it in the folder. Links, pipes and modes need a POSIX system. Raises OSError."""
        path = folder / self.name
        if self.kind is Kind.FOLDER:
            path.mkdir()
        elif self.kind is Kind.LINK:
            path.symlink_to(folder / "nothing is here")
        elif self.kind is Kind.LOOP:
            path.symlink_to(path)
        elif self.kind is Kind.PIPE:
            os.mkfifo(path)
        else:
            path.write_bytes(self.content())
        if self.kind is Kind.CLOSED:
            path.chmod(0)
        return path
