"""Reading: what a loader gives back for one file. Frozen values; the loaders make them, the rest of ingest uses them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from langchain_core.documents import Document

from ingest.outcomes import Outcome, Unreadable

MOST_BYTES = 50 * 2**20
"""Bytes of a file that is read: the longest guidance with pictures stays far below."""
MOST_PAGES = 2_000
"""Pages of a file that is read."""
MOST_CHARACTERS = 5_000_000
"""Characters of text that are taken from one file: about ten thick books."""

Pages = Callable[[int, int], None]
"""Told after each page or part: (how many are read, how many there are)."""


class Misleading(StrEnum):
    """What in a file would mislead retrieval or a reader."""

    HIDDEN = "hidden text"
    """Text that no reader sees: hidden by mark-up, white, too small, or off the page. It is never indexed."""
    INVISIBLE_CHARACTERS = "invisible characters"
    """Zero-width or Unicode tag characters. They are taken out."""
    INSTRUCTION = "instruction to an assistant"
    """Words addressed to a program that answers, not to a reader."""
    REPEATED_HEAD = "repeated head or foot"
    """The same line at the edge of most pages. It is taken out."""
    EMPTY_PAGE = "page without text"
    SCAN_LAYER = "text recognised from a scan"
    """An invisible layer over a picture of the page, made by text recognition. It is indexed."""


@dataclass(frozen=True)
class Finding:
    """One thing in a file that would mislead, and where."""

    kind: Misleading
    sample: str
    """Its first words, at most 80 characters."""
    page: int | None = None

    def in_words(self, source_id: str) -> str:
        """What it is and where, on one line: `S5, page 3: hidden text: its first words`."""
        page = f", page {self.page}" if self.page else ""
        return f"{source_id}{page}: {self.kind}{f': {self.sample}' if self.sample else ''}"


@dataclass(frozen=True)
class About:
    """What a file says about itself; empty where it says nothing."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    """A year, month or day: `2023`, `2023-11`, `2023-11-30`."""
    language: str = ""
    """A BCP 47 tag such as `en-GB`."""


@dataclass(frozen=True)
class Reading:
    """A file that was loaded."""

    documents: tuple[Document, ...]
    """Markdown in reading order: one for each page or part. Metadata: `page` (1-based) and `page_label` where the file
    has pages, `time` (`HH:MM:SS`) for captions."""
    about: About = About()
    findings: tuple[Finding, ...] = ()


def too_much_text(name: str) -> Unreadable:
    """The refusal of a file that holds more than MOST_CHARACTERS."""
    return Unreadable(
        Outcome.TOO_LARGE,
        f"The file of {name} holds more than {MOST_CHARACTERS:,} characters of text.",
        "Split it into parts.",
    )
