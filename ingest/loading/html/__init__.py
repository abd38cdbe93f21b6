"""HTML: the main content as Markdown, with the fragments of its headings and without what no reader sees."""

from pathlib import Path
from typing import Any

from langchain_core.documents import Document

from ingest.loading.html.about import about
from ingest.loading.html.hidden import without_hidden
from ingest.loading.html.main import content, without_surroundings
from ingest.loading.html.markdown import markdown
from ingest.loading.typography import write_out
from ingest.misleading import findings
from ingest.outcomes import Outcome, Unreadable
from ingest.reading import Finding, Pages, Reading

DEEPEST = 5_000
"""Elements within elements: pages whose paragraphs are never closed nest hundreds, hostile ones as many as they like."""
_OTHERS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf")
"""How files of other kinds begin: PDF, Word and other archives, old Word, pictures, gzip, rich text."""
_NULS = 0.01
"""Share of bytes that are NUL, above which a file is not text."""


def load(path: Path, name: str, pages: Pages) -> Reading:
    """The page's main content as one document. Raises Unreadable; `name` stands for the file in its message."""
    held = path.read_bytes()
    _check(held, name)
    try:
        soup = _soup(held, name)
        said = about(soup)
        text, told = _markdown(soup)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise _damaged(name) from error
    if not text.strip():
        raise Unreadable(
            Outcome.NO_TEXT, f"The file of {name} holds no text.", "Save the page anew once all of it is shown."
        )
    pages(1, 1)
    return Reading((Document(text),), said, told)


def to_markdown(html: str | bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The main content of HTML as Markdown, and what in it would mislead. Raises Unreadable with DAMAGED."""
    return _markdown(_soup(html, name))


def _markdown(soup: Any) -> tuple[str, tuple[Finding, ...]]:
    hidden = without_hidden(soup)
    without_surroundings(soup)
    main = content(soup)
    write_out(main)
    told = findings(main.get_text(" "), None)
    return markdown(main), (*hidden, *told)


def _soup(html: str | bytes, name: str) -> Any:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html if isinstance(html, str) else _decoded(html), "html.parser")
    depths: dict[int, int] = {}
    for tag in soup.find_all(True):
        depths[id(tag)] = depths.get(id(tag.parent), 0) + 1
        if depths[id(tag)] > DEEPEST:
            raise _damaged(name)
    return soup


def _decoded(held: bytes) -> str:
    """By the byte order mark, else as the page declares, else UTF-8, else Windows-1252."""
    from bs4.dammit import EncodingDetector

    data, mark = EncodingDetector.strip_byte_order_mark(held)
    declared = EncodingDetector.find_declared_encoding(data, is_html=True) or ""
    if declared.lower().startswith(("utf-16", "utf-32")):
        declared = "utf-8"  # it could not be read if it were true
    if declared.lower().replace("_", "-") in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        declared = "windows-1252"  # what browsers take them for
    for encoding in filter(None, (mark, declared, "utf-8")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")


def _check(held: bytes, name: str) -> None:
    is_wide = held[:2] in (b"\xff\xfe", b"\xfe\xff")
    if held.startswith(_OTHERS) or (not is_wide and held.count(b"\0") > _NULS * len(held)):
        raise Unreadable(
            Outcome.MISNAMED, f"The file of {name} cannot be read: it is not HTML.", "Give it its right ending."
        )


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        Outcome.DAMAGED, f"The file of {name} cannot be read: its HTML is damaged.", "Replace it with a sound copy."
    )
