"""Words of a PDF page become lines in the order in which people read them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

from ingest.cleaning import clean, one_line
from ingest.loading.pdf.columns import SAME_ROW, Band, Kind, Row, Segment, bands, joined, rows, sides
from ingest.loading.pdf.geometry import Point
from ingest.loading.pdf.tables import table

HYPHEN = "\u2010"
"""Stands for every soft hyphen of the file, which PDF fonts draw like any other, until words are joined."""
SPACE = 0.15
"""Ems between letters from which they are of two words: half a space, as lines may be squeezed."""
APART = 0.95
"""Ems between words from which they may be of two columns or cells: spaces in justified lines stay below."""
EVEN = 0.2
"""Ems by which the gaps of a justified line differ at most."""
FEWEST_GAPS = 3
"""Gaps that must be even: three columns have two."""
LABEL_APART = 4.0
"""Ems at most between a list item's label and its words."""
OVERLAP = 0.5
"""Ems by which letters may reach back over the last ones: kerning and italics."""
SAME_PLACE = 0.12
"""Ems between two paintings of the same words that are one in bold."""
OUT_OF_ORDER = 0.1
"""Share of lines that are written after a line that they stand above, from which the order of writing means nothing."""
DEEPEST = 4
"""Columns within columns that are looked for."""
_LABEL = re.compile(
    r"(?:[•▪‣◦\uf0b7\uf0a7o*–-]|\(?[A-Za-z][).]|\(?[ivx]{1,4}[).]|\(?\d{1,2}[).]|\d{1,2}(?:\.\d{1,2})+\.?)$"
)


@dataclass(frozen=True)
class Fragment:
    """Words that were painted at once."""

    text: str
    start: Point
    end: Point
    size: float


@dataclass(frozen=True)
class Line:
    """One line as it is read, or one row of a table."""

    text: str
    left: float
    y: float
    size: float
    is_row: bool = False


def lines(fragments: Iterable[Fragment]) -> list[Line]:
    """The page's lines in reading order; words that stand on their side come after the others."""
    turned: dict[int, list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        quarter, upright = _upright(fragment)
        turned[quarter].append(upright)
    groups = sorted(turned.values(), key=lambda group: -sum(len(each.text) for each in group))
    return [line for group in groups for line in _arranged(_segments(group), DEEPEST)]


def _upright(fragment: Fragment) -> tuple[int, Fragment]:
    """The quarter turns that the words stand at, and the words turned back by them."""
    (x0, y0), (x1, y1) = fragment.start, fragment.end
    if abs(x1 - x0) >= abs(y1 - y0):
        if x1 >= x0:
            return 0, fragment
        return 2, replace(fragment, start=(-x0, -y0), end=(-x1, -y1))
    if y1 > y0:
        return 1, replace(fragment, start=(y0, -x0), end=(y1, -x1))
    return 3, replace(fragment, start=(-y0, x0), end=(-y1, x1))


def _segments(fragments: Iterable[Fragment]) -> list[Segment]:
    """Fragments that stand together become one, in the order of writing."""
    found: list[Segment] = []
    gaps: list[float] = []  # between the words of the line, in ems, as far as fragments part them
    line = 0
    places: dict[str, Point] = {}
    was_space = True
    for fragment in fragments:
        text = clean(fragment.text.replace("\u00ad", HYPHEN)).replace("\n", " ").replace("\t", " ")
        words = one_line(text)
        if not words:
            was_space = True
            continue
        if _is_again(fragment, places.get(words)):
            continue
        places[words] = fragment.start
        segment = _segment(text, words, fragment)
        is_after = bool(found) and _is_after(found[-1], segment)
        if not is_after:
            found[line:] = _justified(found[line:], gaps)
            line, gaps = len(found), []
            found.append(segment)
        else:
            gap = (segment.left - found[-1].right) / segment.size
            is_parted = was_space or text[0] == " " or gap > SPACE
            gaps += [gap] if is_parted else []
            if gap < (LABEL_APART if _LABEL.match(found[-1].text) else APART):
                found[-1] = joined(found[-1], segment, " " if is_parted else "")
            else:
                found.append(segment)
        was_space = text[-1] == " "
    found[line:] = _justified(found[line:], gaps)
    return [replace(segment, order=order) for order, segment in enumerate(found)]


def _justified(line: list[Segment], gaps: list[float]) -> list[Segment]:
    """The segments of one line as one, where they are words of a sentence that were set apart evenly to fill the line."""
    wrapped = sum(each.text[0].islower() for each in line[1:])
    if len(line) > 1 and len(gaps) >= FEWEST_GAPS and wrapped * 2 >= len(line) - 1 and max(gaps) - min(gaps) < EVEN:
        return [reduce(lambda before, after: joined(before, after, " "), line)]
    return line


def _segment(text: str, words: str, fragment: Fragment) -> Segment:
    """Without the room that spaces at its ends take."""
    left, right = fragment.start[0], fragment.end[0]
    letter = (right - left) / len(text)
    left += letter * (len(text) - len(text.lstrip()))
    right -= letter * (len(text) - len(text.rstrip()))
    return Segment(words, left, right, fragment.start[1], fragment.size)


def _is_again(fragment: Fragment, place: Point | None) -> bool:
    """Whether the same words were painted here before, a little aside, to look bold."""
    reach = SAME_PLACE * fragment.size
    return place is not None and max(abs(a - b) for a, b in zip(fragment.start, place, strict=True)) < reach


def _is_after(before: Segment, after: Segment) -> bool:
    """Whether the words stand on the same line, after the others."""
    size = max(before.size, after.size)
    return abs(before.y - after.y) <= SAME_ROW * size and after.left - before.right >= -OVERLAP * size


def _arranged(segments: list[Segment], deepest: int) -> list[Line]:
    found = rows(segments)
    parted = bands(found) if deepest else []
    if all(band.kind is Kind.AS_WRITTEN for band in parted) and not _is_out_of_order(segments):
        return list(_as_written(segments))
    arranged: list[Line] = []
    start = 0
    for band in parted:
        arranged += [_line(row) for row in found[start : band.first]]
        arranged += _banded(found[band.first : band.last + 1], band, deepest - 1)
        start = band.last + 1
    return arranged + [_line(row) for row in found[start:]]


def _banded(found: list[Row], band: Band, deepest: int) -> list[Line]:
    if band.kind is Kind.TABLE:
        return [_line(cells, " | ", is_row=True) for cells in table(found)]
    if band.kind is Kind.COLUMNS:
        left, right = (sorted(side, key=lambda each: each.order) for side in sides(found, band.gutter))
        return _arranged(left, deepest) + _arranged(right, deepest)
    return list(_as_written(sorted((each for row in found for each in row), key=lambda each: each.order)))


def _is_out_of_order(segments: Sequence[Segment]) -> bool:
    """Whether lines are often written after lines that they stand above."""
    jumps = sum(b.y > a.y + a.size and b.left < a.right and a.left < b.right for a, b in pairwise(segments))
    return jumps >= max(2, OUT_OF_ORDER * len(segments))


def _as_written(segments: Sequence[Segment]) -> Iterator[Line]:
    row: list[Segment] = []
    for segment in segments:
        if row and not (abs(row[-1].y - segment.y) <= SAME_ROW * segment.size and segment.left >= row[-1].right):
            yield _line(row)
            row = []
        row.append(segment)
    if row:
        yield _line(row)


def _line(row: Sequence[Segment], between: str = " ", *, is_row: bool = False) -> Line:
    longest = max(row, key=lambda each: len(each.text))
    return Line(between.join(each.text for each in row), row[0].left, longest.y, longest.size, is_row)
