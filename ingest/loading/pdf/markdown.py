"""Lines of a PDF page become Markdown: headings, list items, rows of tables and paragraphs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.loading.pdf.headings import OTHER_SIZE, Heading, Rules, heading
from ingest.loading.pdf.layout import Line
from ingest.loading.text import literal

PARTED = 1.35
"""Times the usual distance between lines from which a new paragraph begins."""
_BULLET = re.compile(r"^(?:[•▪‣◦\uf0b7\uf0a7*–-](?:\s+|$)|o\s+(?=[A-Z])|(?=(?:\(?[a-z][).]|\d{1,2}[.)])\s+))")


@dataclass
class _Block:
    start: str
    """What stands before the words: `## `, `- ` or nothing."""
    text: str
    last: Line
    left: float = 0
    """Where the first line begins, in points."""
    end: str = ""


def markdown(page: Sequence[Line], rules: Rules, marks: Mapping[str, int]) -> str:
    """The page's lines as Markdown. `marks` has the level of each bookmark of the page by its folded title."""
    blocks: list[_Block] = []
    leading = _leading(page)
    at = 0
    while at < len(page):
        found = heading(page, at, rules, marks)
        if found:
            blocks.append(_headed(page, at, found))
        elif blocks and not _is_new(blocks[-1], page[at], leading):
            blocks[-1].text = rules.hyphens.joined(blocks[-1].text, page[at].text) if blocks[-1].text else page[at].text
            blocks[-1].last = page[at]
        else:
            blocks.append(_begun(page[at]))
        at += found.lines if found else 1
    return "".join(_written(block, rules) for block in blocks)


def _leading(page: Sequence[Line]) -> float:
    """The usual distance between lines, in ems."""
    gaps = [(a.y - b.y) / a.size for a, b in pairwise(page) if 0 < a.y - b.y < 3 * a.size]
    return median(gaps) if gaps else 1.2


def _is_new(block: _Block, line: Line, leading: float) -> bool:
    """Whether the line begins a paragraph or an item."""
    if block.start.startswith("#") or block.last.is_row or line.is_row or _BULLET.match(line.text):
        return True
    if block.start == "- " and line.left < block.left - line.size / 2:  # further out than the item's label
        return True
    if abs(block.last.size - line.size) > OTHER_SIZE * max(block.last.size, line.size):
        return True
    gap = block.last.y - line.y
    if gap <= 0:  # beside or above: the next column goes on with the sentence, or something else begins
        return not line.text[0].islower()
    return gap > PARTED * leading * line.size


def _headed(page: Sequence[Line], at: int, found: Heading) -> _Block:
    end = f' {{clause="{found.label}"}}' if found.label else ""
    return _Block("#" * found.level + " ", found.text, page[at + found.lines - 1], page[at].left, end)


def _begun(line: Line) -> _Block:
    match = None if line.is_row else _BULLET.match(line.text)
    return _Block("- " if match else "", line.text[match.end() if match else 0 :], line, line.left)


def _written(block: _Block, rules: Rules) -> str:
    text = literal(rules.hyphens.mended(block.text))
    if not text:
        return ""
    if block.start == "- ":
        return f"\n- {text}\n"
    return f"\n\n{block.start}{text}{block.end}\n\n"
