"""Bullets that a PDF draws as shapes instead of letters."""

from collections import defaultdict
from collections.abc import Sequence

from ingest.loading.pdf.geometry import Box
from ingest.loading.pdf.layout import Fragment

SMALLEST, LARGEST = 0.15, 0.6
"""Ems of height and width of a bullet."""
FARTHEST = 2.5
"""Ems from a bullet to the words of its item."""


def with_bullets(fragments: Sequence[Fragment], marks: Sequence[Box]) -> list[Fragment]:
    """The fragments with a bullet before each that a small drawn mark stands before."""
    lines: dict[int, list[int]] = defaultdict(list)
    for at, fragment in enumerate(fragments):
        if fragment.text.strip() and fragment.end[0] > fragment.start[0]:
            lines[round(fragment.start[1])].append(at)
    bullets: dict[int, Fragment] = {}
    for mark in marks:
        near = [at for y in range(int(mark[1]) - 12, int(mark[1]) + 2) for at in lines.get(y, ())]
        before = [at for at in near if _is_before(mark, fragments[at])]
        if before and not any(_is_after(mark, fragments[at]) for at in near):
            first = min(before, key=lambda at: fragments[at].start[0])
            words = fragments[first]
            place = (mark[0], words.start[1])
            bullets[first] = Fragment("• ", place, (mark[2], words.start[1]), words.size)
    return [each for at, fragment in enumerate(fragments) for each in (bullets.get(at), fragment) if each]


def _is_before(mark: Box, words: Fragment) -> bool:
    """Whether the mark has the size and the place of a bullet before the words."""
    left, bottom, right, top = mark
    is_small = all(SMALLEST * words.size <= side <= LARGEST * words.size for side in (right - left, top - bottom))
    height = (bottom + top) / 2 - words.start[1]
    return is_small and 0 <= height <= 0.7 * words.size and 0 <= words.start[0] - right <= FARTHEST * words.size


def _is_after(mark: Box, words: Fragment) -> bool:
    """Whether words stand close before the mark, so that it is no bullet."""
    return abs(words.start[1] - mark[1]) < words.size and 0 <= mark[0] - words.end[0] <= FARTHEST * words.size
