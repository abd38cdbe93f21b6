"""Which lines of a PDF page are headings, and of which level."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.cleaning import clean, one_line
from ingest.loading.pdf.hyphens import Hyphens
from ingest.loading.pdf.layout import Line

LABELLED = re.compile(r"^(?:Principle|Standard|Section|Step)\s+\d+\b")
LONGEST_LABELLED = 90
"""Characters below which a labelled line is a heading; longer ones are sentences."""
TITLE_LINES = 4
"""Lines that a title or a bookmark may take."""
OTHER_SIZE = 0.15
"""Share by which the size of print differs between a heading and its text."""
_NUMBERED = re.compile(r"^\d+(?:\.\d+)*\.?\s+[A-Z][^.;:]{2,70}$")


@dataclass(frozen=True)
class Heading:
    """A heading that takes some lines of the page."""

    level: int
    text: str
    label: str
    """What its clause is called: `Principle 4`; empty for most."""
    lines: int


@dataclass(frozen=True)
class Rules:
    """What holds for the whole document."""

    hyphens: Hyphens
    title: str
    """The document's title; a line of the first page that says it is a heading of level 1."""
    size: float
    """Points of the document's ordinary print."""
    numbered: bool
    """Whether numbered lines are headings: not where bookmarks say which lines are."""


def heading(page: Sequence[Line], at: int, rules: Rules, marks: Mapping[str, int]) -> Heading | None:
    """The heading that begins at the line; None where none does. `marks` has levels by folded titles of bookmarks."""
    title, count = _marked(page, at, {fold(rules.title): 1} if rules.title else {})
    if title:
        return Heading(1, rules.title, "", count)
    mark, count = _marked(page, at, marks)
    label = LABELLED.match(page[at].text)
    if not mark and not (label and _is_label(page[at])) and not (rules.numbered and _is_numbered(page, at)):
        return None
    if not mark:
        count = 1 + _carried_over(page, at, rules.size)
    text = one_line(" ".join(line.text for line in page[at : at + count]))
    return Heading(min(marks.get(mark, 2), 6), text, one_line(label[0]) if label else "", count)


def fold(text: str) -> str:
    """What two texts have in common that say the same: case, white space and a number before them do not count."""
    numberless = re.sub(r"^\d+(?:\.\d+)*[.)]?\s+(?=\D)", "", one_line(clean(text)).casefold())
    return numberless.replace(" ", "")


def found_marks(page: Sequence[Line], marks: Mapping[str, int]) -> set[str]:
    """The bookmarks whose titles stand on the page."""
    return {mark for at in range(len(page)) for mark, _ in [_marked(page, at, marks)] if mark}


def _marked(page: Sequence[Line], at: int, marks: Mapping[str, int]) -> tuple[str, int]:
    """The bookmark that the line, or it and those after it, says, and how many lines that takes."""
    text = ""
    for count, line in enumerate(page[at : at + TITLE_LINES], 1) if marks else ():
        text = f"{text} {line.text}"
        if (folded := fold(text)) in marks:
            return folded, count
    return "", 1


def _is_label(line: Line) -> bool:
    """Whether a line such as `Section 4 Oiling` is a heading, and not a sentence that begins so."""
    text = line.text
    rest = LABELLED.sub("", text).lstrip()
    return len(text) < LONGEST_LABELLED and not rest[:1].islower() and text[-1] not in ".,;" and not line.is_row


def _is_numbered(page: Sequence[Line], at: int) -> bool:
    goes_on = at + 1 < len(page) and page[at + 1].text[0].islower() and page[at].y > page[at + 1].y
    return bool(_NUMBERED.match(page[at].text)) and not goes_on and not page[at].is_row


def _carried_over(page: Sequence[Line], at: int, size: float) -> int:
    """How many further lines a heading in larger print takes."""
    count = 0
    for a, b in zip(page[at : at + 2], page[at + 1 : at + 3], strict=False):
        is_alike = abs(a.size - b.size) < 0.02 * a.size and a.size > (1 + OTHER_SIZE) * size
        if not is_alike or not 0 < a.y - b.y < 1.5 * a.size or LABELLED.match(b.text) or _NUMBERED.match(b.text):
            break
        count += 1
    return count
