"""A file becomes LangChain documents: its ending chooses the loader, and every loader gives back a Reading."""

import importlib
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from ingest.cleaning import clean
from ingest.outcomes import Outcome, Unreadable
from ingest.reading import MOST_BYTES, MOST_CHARACTERS, Pages, Reading, too_much_text

_LOADERS = {
    ".docx": "ingest.loading.docx",
    ".htm": "ingest.loading.html",
    ".html": "ingest.loading.html",
    ".md": "ingest.loading.text",
    ".pdf": "ingest.loading.pdf",
    ".srt": "ingest.loading.captions",
    ".txt": "ingest.loading.text",
    ".vtt": "ingest.loading.captions",
}
LIBRARIES = {
    ".docx": ("bs4", "mammoth", "markdownify"),
    ".htm": ("bs4", "markdownify", "soupsieve", "tinycss2"),
    ".html": ("bs4", "markdownify", "soupsieve", "tinycss2"),
    ".pdf": ("pypdf", "spellchecker"),
    ".srt": ("webvtt",),
    ".vtt": ("webvtt",),
}
"""What reading a file of each ending will import: imported once before many files are read."""
KINDS = tuple(sorted(_LOADERS))
"""Endings of the files that can be read."""


class SourceLoader(BaseLoader):
    """Loads one file by its ending, in this process: for files that are trusted. Raises Unreadable."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or path.name

    def lazy_load(self) -> Iterator[Document]:
        """Documents in reading order; `page` (1-based) or `time` in the metadata where the file has them."""
        yield from read_file(self.path, self.name).documents


def read_file(path: Path, name: str = "", pages: Pages = lambda done, total: None) -> Reading:
    """What the file holds, its text clean. Raises Unreadable with one outcome."""
    name = name or path.name
    ending = path.suffix.lower()
    if ending not in _LOADERS:
        raise Unreadable(
            Outcome.UNKNOWN_KIND,
            f"The file of {name} ends in {ending or 'nothing'}, which cannot be read.",
            f"Use one of {', '.join(KINDS)}.",
        )
    _check(path, name)
    try:
        reading: Reading = importlib.import_module(_LOADERS[ending]).load(path, name, pages)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # parsers raise bare ValueErrors, RecursionErrors and more on damaged files
        raise Unreadable(
            Outcome.DAMAGED,
            f"The file of {name} cannot be read ({type(error).__name__}).",
            "Replace it with a sound copy, or remove its entry.",
        ) from error
    documents = tuple(Document(clean(each.page_content), metadata=each.metadata) for each in reading.documents)
    if not any(document.page_content.strip() for document in documents):
        raise Unreadable(
            Outcome.NO_TEXT, f"The file of {name} holds no text.", "Replace it with one whose text can be copied."
        )
    if sum(len(document.page_content) for document in documents) > MOST_CHARACTERS:
        raise too_much_text(name)
    return replace(reading, documents=documents)


def _check(path: Path, name: str) -> None:
    """Whether the file may be opened at all: it is there, a file, not empty and not too large."""
    try:
        found = path.stat()
        kind = stat.S_ISREG(found.st_mode)
    except OSError as error:
        raise Unreadable(
            Outcome.MISSING,
            f"The file of {name} is not there or may not be opened.",
            "Check its place and permissions.",
        ) from error
    if not kind:
        raise Unreadable(Outcome.MISSING, f"The file of {name} is not a file.", "Name a document.")
    if found.st_size == 0:
        raise Unreadable(Outcome.EMPTY, f"The file of {name} is empty.", "Replace it with a sound copy.")
    if found.st_size > MOST_BYTES:
        raise Unreadable(
            Outcome.TOO_LARGE,
            f"The file of {name} has more than {MOST_BYTES // 2**20} MB.",
            "Make it smaller, or split it into parts.",
        )
