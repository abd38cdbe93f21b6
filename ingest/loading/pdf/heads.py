"""Running heads and feet of a PDF: lines that most pages repeat at an edge, and bare page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.cleaning import one_line
from ingest.loading.pdf.layout import Line

FURTHER = 20
"""Pages by which the printed number may exceed the file's own: covers and contents are often not in the file."""
FEWEST_PAGES = 3
"""Pages that repeat a line before it is a running head: a form of two pages repeats its name rightly."""
EDGE = 3
"""Lines at the top and at the bottom of a page that may be running heads or feet."""
_NUMBER = re.compile(r"\d{1,5}")
_BARE = re.compile(r"\W*(?:page\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
_ROMAN = re.compile(r"\W*[ivxl]+\W*$", re.IGNORECASE)
_COUNTED = re.compile(r"(?:Principle|Standard|Section|Step|Chapter|Part)\s+\d+", re.IGNORECASE)


def without_heads(pages: Sequence[list[Line]], labels: Sequence[str]) -> tuple[list[list[Line]], list[str]]:
    """The pages without their running heads and feet and page numbers, and the heads and feet, one of each.
    `labels` are the pages' own labels."""
    edges = [_edges(page) for page in pages]
    counted = Counter(
        key for number, edge in enumerate(edges) for key in {key for line in edge for key in _keys(line.text, number)}
    )
    repeated = {key for key, count in counted.items() if count >= FEWEST_PAGES and count * 2 > len(pages)}
    samples: dict[str, str] = {}
    kept: list[list[Line]] = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        numbers = {line for line in edge if _is_number(line.text, labels[number], len(pages))}
        heads = {line: keys for line in edge if (keys := repeated.intersection(_keys(line.text, number)))}
        kept.append([line for line in page if line not in numbers and line not in heads])
        for line, keys in heads.items():
            if line not in numbers:
                samples.setdefault(min(keys), line.text)
    return kept, list(samples.values())


def _edges(page: list[Line]) -> list[Line]:
    heights = sorted({line.y for line in page})
    outer = {*heights[:EDGE], *heights[-EDGE:]}
    return [line for line in page if line.y in outer]


def _keys(text: str, page: int) -> Iterator[str]:
    """The line as it is, and with each number that may count pages given by its distance from the page's own."""
    folded = one_line(text).casefold()
    yield folded
    if not _COUNTED.match(folded):
        for match in _NUMBER.finditer(folded):
            yield f"{folded[: match.start()]}\0{int(match[0]) - page}\0{folded[match.end() :]}"


def _is_number(text: str, label: str, total: int) -> bool:
    """Whether a line at the edge is nothing but a page number."""
    if match := _BARE.match(text):
        return int(match[1]) <= total + FURTHER or match[1] == label
    return bool(_ROMAN.match(text)) and text.strip("-–—|[]() ").casefold() == label.casefold()
