"""Plain text and Markdown: decoded, what it says about itself taken out, and nothing in it that a reader would not see."""

import re
from pathlib import Path

from langchain_core.documents import Document

from ingest.cleaning import clean, one_line
from ingest.loading.text_html import visible
from ingest.misleading import findings, sample
from ingest.outcomes import Outcome, Unreadable
from ingest.reading import MOST_CHARACTERS, About, Finding, Misleading, Pages, Reading, too_much_text

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive, such as a Word document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a compressed file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
"""How files of other kinds begin."""
_MOST_NULS = 0.01
"""Share of NUL bytes above which a file is not text: stray ones come with old exports, binary files are full of them."""
_MARK = re.compile(r"[\\`*_\[\]<&]")
_MARK_AT_START = re.compile(r"^[#>+=~-]")
_NUMBER_AT_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_ATTRIBUTE = re.compile('(=[^ -~]*)"')
_FRONT = re.compile(r"\A---[ \t]*\n(?P<pairs>(?:(?:[A-Za-z][\w -]*:.*|[ \t#-].*)\n)+?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TOLD = frozenset({"title", "date", "published", "publisher", "language", "lang"})
"""Keys of front matter that are used; lines between two rules that have none of them are text like any other."""
_PAIR = re.compile(r"^([A-Za-z][\w -]*?)\s*:\s*(.*?)\s*$", re.MULTILINE)
_TITLE = re.compile(r"^#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*(?:\{.*\})?[ \t]*$", re.MULTILINE)
_DATE = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


def load(path: Path, name: str, pages: Pages) -> Reading:
    """One document: the Markdown without front matter and raw HTML. Raises Unreadable."""
    raw = decoded(path.read_bytes(), name)
    text = clean(raw)
    about, text = _front_matter(text)
    text, hidden = visible(text)
    pages(1, 1)
    told = [Finding(Misleading.HIDDEN, sample(each)) for each in hidden]
    return Reading((Document(text),), about, (*told, *findings(raw, None)))


def decoded(content: bytes, name: str) -> str:
    """Text from UTF-8, or from UTF-16 that says so, line ends as `\\n`. Raises Unreadable: MISNAMED, DAMAGED or TOO_LARGE."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise Unreadable(
                Outcome.MISNAMED,
                f"The file of {name} cannot be read as text: it is {kind}.",
                "Give it the ending of its kind, or replace it.",
            )
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and content.count(0) > _MOST_NULS * len(content):
        raise Unreadable(
            Outcome.MISNAMED,
            f"The file of {name} cannot be read as text: it holds binary data.",
            "Give it the ending of its kind, or save it as text in UTF-8.",
        )
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            Outcome.DAMAGED,
            f"The file of {name} cannot be read: it is not text in UTF-8.",
            "Save it as text in UTF-8.",
        ) from error
    if len(text) > MOST_CHARACTERS:
        raise too_much_text(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def literal(line: str) -> str:
    """One line of clean text with what Markdown or an attribute list would read as its own marks escaped."""
    line = _NUMBER_AT_START.sub(r"\1\\\2", _MARK.sub(r"\\\g<0>", line))
    return unattributed(_MARK_AT_START.sub(r"\\\g<0>", line))


def unattributed(text: str) -> str:
    """The text with no attribute list left: a straight quote after `=` becomes a curly one. Only our own files have them."""
    return _ATTRIBUTE.sub(r"\1“", text)


def published(date: str) -> str:
    """The year, month or day that an ISO date begins with; else empty."""
    match = _DATE.match(date.strip())
    return match[0] if match else ""


def language(tag: str) -> str:
    """A language tag, or empty where the text is none."""
    tag = tag.strip().replace("_", "-")
    return tag if _LANGUAGE.match(tag) else ""


def _front_matter(text: str) -> tuple[About, str]:
    """What the lines between two `---` at the very top say, and the text after them; else the first heading as title."""
    match = _FRONT.match(text)
    pairs = {key.lower(): value.strip("\"'") for key, value in _PAIR.findall(match["pairs"])} if match else {}
    rest = text[match.end() :] if match and _TOLD & pairs.keys() else text
    heading = _TITLE.search(rest)
    about = About(
        title=one_line(pairs.get("title", "") or (heading[1] if heading else "")),
        publisher=one_line(pairs.get("publisher", "")),
        published=published(pairs.get("date", "") or pairs.get("published", "")),
        language=language(pairs.get("language", "") or pairs.get("lang", "")),
    )
    return about, rest
