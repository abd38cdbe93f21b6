"""Files become LangChain documents: one for each page or part, its text as Markdown."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from corpus.errors import CorpusError
from ingest.cleaning import clean

_LABELLED = re.compile(r"^(?:Principle|Standard|Section|Step)\s+\d+\b")
_NUMBERED = re.compile(r"^\d+(?:\.\d+)*\.?\s+[A-Z][^.;:]{2,70}$")
_MARK = re.compile(r"[\\`*_\[\]<&]")
_MARK_AT_START = re.compile(r"^[#>+=~-]")
_BULLET = re.compile(r"^(?:[•▪‣*–-]|\(?[a-z][).]|\d{1,2}[.)])\s+")


class SourceLoader(BaseLoader):
    """Loads one file by its ending. Raises CorpusError when it cannot be read or holds no text."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or path.name

    def lazy_load(self) -> Iterator[Document]:
        """Documents in reading order; `page` (1-based) in the metadata of paged files."""
        load = _LOADERS.get(self.path.suffix.lower())
        if load is None:
            raise CorpusError(
                f"The file of {self.name} ends in {self.path.suffix or 'nothing'}, which cannot be read.",
                f"Use one of {', '.join(sorted(_LOADERS))}.",
            )
        documents = list(self._guarded(load))
        if not any(document.page_content.strip() for document in documents):
            raise CorpusError(
                f"The file of {self.name} holds no text.", "Replace it with one whose text can be copied."
            )
        yield from documents

    def _guarded(self, load: Callable[[Path], Iterator[Document]]) -> Iterator[Document]:
        try:
            for document in load(self.path):
                yield Document(clean(document.page_content), metadata=document.metadata)
        except CorpusError:
            raise
        except Exception as error:  # pypdf raises bare ValueErrors and more on damaged files
            raise CorpusError(
                f"The file of {self.name} cannot be read ({type(error).__name__}).",
                "Replace it with a sound copy, or remove its entry.",
            ) from error


def _markdown(path: Path) -> Iterator[Document]:
    yield Document(path.read_text(encoding="utf-8"))


def _html(path: Path) -> Iterator[Document]:
    from bs4 import BeautifulSoup
    from markdownify import markdownify

    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    for unwanted in soup(["script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template"]):
        unwanted.decompose()
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        if heading.get("id"):
            heading.append(f' {{id="{heading["id"]}"}}')
    main = soup.find("main") or soup.find("article") or soup.body or soup
    yield Document(markdownify(str(main), heading_style="ATX", strip=["a", "img"], escape_misc=True))


def _pdf(path: Path) -> Iterator[Document]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise CorpusError(f"The PDF {path.name} is locked with a password.", "Replace it with an unlocked copy.")
    for number, page in enumerate(reader.pages, 1):
        yield Document(_paragraphs(page.extract_text()), metadata={"page": number})


def _paragraphs(text: str) -> str:
    """Lines of a page as Markdown: labelled and numbered lines as headings, bullets as items, the rest as paragraphs."""
    parts: list[str] = []
    for line in (line.strip() for line in clean(text).split("\n")):
        if _LABELLED.match(line) and len(line) < 90:
            label = _LABELLED.match(line)
            parts.append(f'\n\n## {_literal(line)} {{clause="{label[0] if label else ""}"}}\n\n')
        elif _NUMBERED.match(line):
            parts.append(f"\n\n## {_literal(line)}\n\n")
        elif _BULLET.match(line):
            parts.append("\n- " + _literal(re.sub(r"^[•▪‣*–-]\s+", "", line)) + "\n  ")
        elif not line:
            parts.append("\n\n")
        else:
            parts.append(_literal(line) + "\n")
    return re.sub(r"(?<=[a-z])-\n\s*(?=[a-z])", "", "".join(parts))


def _literal(line: str) -> str:
    """The line with what Markdown would read as its own marks escaped."""
    return _MARK_AT_START.sub(r"\\\g<0>", _MARK.sub(r"\\\g<0>", line))


_LOADERS: dict[str, Callable[[Path], Iterator[Document]]] = {
    ".md": _markdown,
    ".txt": _markdown,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
}
