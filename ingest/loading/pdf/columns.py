"""Bands of a PDF page in which words stand side by side: columns of prose, or the rows of a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import reduce
from itertools import pairwise
from statistics import median

SAME_ROW = 0.4
"""Ems between baselines of one row: raised figures and cells of other sizes stay below."""
GUTTER = 0.8
"""Ems between the sides, along the whole band: a space has a quarter, and rivers in justified lines do not keep to a line."""
FEWEST_ROWS = 3
"""Rows with words on both sides that make a band: two may be chance."""
PROSE_WORDS = 4
"""Words of a middling line in a column of prose; the cells of a table hold fewer."""
WRAPPED = 0.2
"""Share of lines that begin in lower case, where lines are wrapped prose."""
FILLED = 0.5
"""Share of lines that nearly reach the column's edge, where lines are wrapped prose."""
CONTINUED = 1.45
"""Ems between the lines of one cell; rows of a table stand farther apart."""
NEAR = 1.5
"""Leadings to the next line of the same column; what stands farther off is no part of it."""
MOST_GUTTERS = 60
"""Places that are tried for a gutter: a page has few columns."""
VISIT = 2.0
"""Lines written on one side before the other, from which they are the lines of one cell."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Words of one line that stand together."""

    text: str
    left: float
    right: float
    y: float
    size: float
    order: int = 0
    """Place in the order of writing."""


Row = tuple[Segment, ...]
"""Segments on one baseline, left to right."""


class Kind(Enum):
    """How a band is read."""

    COLUMNS = auto()
    TABLE = auto()
    AS_WRITTEN = auto()
    """Side by side in cells of several lines that were written one after the other."""


@dataclass(frozen=True)
class Band:
    """Rows first to last (both included) that a gutter parts."""

    first: int
    last: int
    gutter: float
    """Where a line from top to bottom would cross no words."""
    kind: Kind


def rows(segments: Sequence[Segment]) -> list[Row]:
    """The segments by baseline, from the top."""
    found: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: (-each.y, each.left)):
        if found and abs(found[-1][0].y - segment.y) <= SAME_ROW * max(found[-1][0].size, segment.size):
            found[-1].append(segment)
        else:
            found.append([segment])
    return [tuple(sorted(row, key=lambda each: each.left)) for row in found]


def joined(before: Segment, after: Segment, between: str) -> Segment:
    """Two segments of one line as one."""
    larger = before if len(before.text) >= len(after.text) else after  # a raised figure does not move the line
    return Segment(
        text=before.text + between + after.text,
        left=before.left,
        right=max(before.right, after.right),
        y=larger.y,
        size=larger.size,
        order=before.order,
    )


def bands(found: Sequence[Row]) -> list[Band]:
    """The bands of a page, from the top; they do not overlap."""
    taken: list[Band] = []
    for gutter in _gutters(found):
        for first, last in _runs(found, gutter):
            if (band := _band(found, first, last, gutter)) and all(
                band.last < other.first or band.first > other.last for other in taken
            ):
                taken.append(band)
    return sorted(taken, key=lambda band: band.first)


def sides(found: Sequence[Row], gutter: float) -> tuple[list[Segment], list[Segment]]:
    """What stands left and right of the gutter, each from the top."""
    segments = [segment for row in found for segment in row]
    return [each for each in segments if each.left < gutter], [each for each in segments if each.left >= gutter]


def _gutters(found: Sequence[Row]) -> list[float]:
    """Middles of the gaps in rows, the one that most rows share first."""
    gaps = [(a.right, b.left) for row in found for a, b in pairwise(row) if a.right < b.left]
    middles = Counter(round((left + right) / 2) for left, right in gaps)
    tried = [float(middle) for middle, _ in middles.most_common(MOST_GUTTERS)]
    support = {middle: sum(left < middle < right for left, right in gaps) for middle in tried}
    return sorted(tried, key=lambda middle: -support[middle])


def _runs(found: Sequence[Row], gutter: float) -> Iterator[tuple[int, int]]:
    """Rows, first to last, that do not cross the gutter, with enough that stand on both sides of it."""
    start = 0
    for at in range(len(found) + 1):
        if at < len(found) and not any(each.left < gutter < each.right for each in found[at]):
            continue
        both = [n for n in range(start, at) if found[n][0].left < gutter < found[n][-1].left]
        if len(both) >= FEWEST_ROWS:
            yield both[0], both[-1]
        start = at + 1


def _band(found: Sequence[Row], first: int, last: int, gutter: float) -> Band | None:
    left, right = sides(found[first : last + 1], gutter)
    size = median(each.size for each in (*left, *right))
    if min(each.left for each in right) - max(each.right for each in left) < GUTTER * size:
        return None
    if not (_is_prose(left) and _is_prose(right)):
        return _table(found, first, last, gutter)
    visits = _visits(left, right)
    is_written_so = visits > 2 and len(left + right) / visits >= VISIT
    first, last = _stretched(found, first, last, gutter)
    return Band(first, last, gutter, Kind.AS_WRITTEN if is_written_so else Kind.COLUMNS)


def _stretched(found: Sequence[Row], first: int, last: int, gutter: float) -> tuple[int, int]:
    """Columns with the lines before and after them that stand in one column only, at the distance of lines."""
    near = NEAR * median(a[0].y - b[0].y for a, b in pairwise(found[first : last + 1]))
    while (
        last + 1 < len(found)
        and _is_beside(found[last + 1], gutter)
        and found[last][0].y - found[last + 1][0].y <= near
    ):
        last += 1
    while first and _is_beside(found[first - 1], gutter) and found[first - 1][0].y - found[first][0].y <= near:
        first -= 1
    return first, last


def _table(found: Sequence[Row], first: int, last: int, gutter: float) -> Band | None:
    """A table without the rows at its ends whose words stand under no others of it, but with all lines of its cells."""
    while last - first + 1 >= FEWEST_ROWS and not _is_aligned(found[last], found[first:last]):
        last -= 1
    while last - first + 1 >= FEWEST_ROWS and not _is_aligned(found[first], found[first + 1 : last + 1]):
        first += 1
    if sum(len(row) > 1 for row in found[first : last + 1]) < FEWEST_ROWS:
        return None
    edge = min(row[0].left for row in found[first : last + 1])
    while last + 1 < len(found) and _is_cell(found[last + 1], found[last], edge):
        last += 1
    while first and _is_cell(found[first - 1], found[first], edge):
        first -= 1
    return Band(first, last, gutter, Kind.TABLE)


def _is_beside(row: Row, gutter: float) -> bool:
    return row[-1].right <= gutter or row[0].left >= gutter


def _is_cell(row: Row, beside: Row, edge: float) -> bool:
    """Whether the row is more of the cells of the one beside it: it is near, and has nothing in the first column."""
    return abs(beside[0].y - row[0].y) <= CONTINUED * row[0].size and row[0].left > edge + row[0].size


def _is_aligned(row: Row, others: Sequence[Row]) -> bool:
    """Whether most of the row's words share an edge or a middle with words of other rows."""
    found = 0
    for each in row:
        near = each.size / 2
        found += any(
            abs(each.left - other.left) < near
            or abs(each.right - other.right) < near
            or abs(each.left + each.right - other.left - other.right) < each.size
            for other_row in others
            for other in other_row
        )
    return found * 2 > len(row)


def _is_prose(segments: list[Segment]) -> bool:
    """Whether the words on one side of a gutter are wrapped lines of sentences."""
    found = rows(segments)
    whole = [reduce(lambda a, b: joined(a, b, " "), row) for row in found]
    lines = segments if _is_parted(found) else whole
    widths = [line.right - line.left for line in lines]
    if median(len(line.text.split()) for line in lines) < PROSE_WORDS:
        return False
    wrapped = sum(line.text[0].islower() for line in lines) / len(lines)
    filled = sum(width >= 0.75 * max(widths) for width in widths) / len(lines)
    return wrapped >= WRAPPED or filled >= FILLED


def _is_parted(found: Sequence[Row]) -> bool:
    """Whether a gutter runs through most of the rows, so that their segments are columns or cells of their own."""
    return any(
        (last - first + 1) * 2 >= len(found) for gutter in _gutters(found)[:3] for first, last in _runs(found, gutter)
    )


def _visits(left: list[Segment], right: list[Segment]) -> int:
    """How often the order of writing comes to one side or the other."""
    written = sorted([(each.order, 0) for each in left] + [(each.order, 1) for each in right])
    return 1 + sum(a[1] != b[1] for a, b in pairwise(written))
