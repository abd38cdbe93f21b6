"""How reading a file ends when it is not read: one outcome each, in plain words."""

from enum import StrEnum

from corpus.errors import CorpusError


class Outcome(StrEnum):
    """Why a file was not read."""

    EMPTY = "empty"
    """It has no bytes."""
    UNKNOWN_KIND = "unknown kind"
    """Its ending names no kind that can be read."""
    MISNAMED = "misnamed"
    """Its content is not what its ending says."""
    TOO_LARGE = "too large"
    """More bytes, pages or text than are read."""
    LOCKED = "locked"
    """A password is needed."""
    DAMAGED = "damaged"
    """Its structure cannot be followed."""
    SCANNED = "scanned"
    """Its pages are pictures without text."""
    NO_TEXT = "no text"
    """It can be read and holds no words that are shown."""
    TOO_SLOW = "too slow"
    """Reading it took longer than is allowed."""
    TOO_MUCH_MEMORY = "too much memory"
    """Reading it took more memory than is allowed."""
    CRASHED = "crashed"
    """The process that read it ended without an answer."""
    MISSING = "missing"
    """It is not there, or may not be opened."""


class Unreadable(CorpusError):
    """A file that was not read. Its message is one sentence about the file, its hint says what to do."""

    def __init__(self, outcome: Outcome, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.outcome = outcome
