"""Words of a PDF page that no reader sees, told from those that are seen."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from enum import StrEnum

from ingest.loading.pdf.geometry import WHITE, Box, Colour, Point, area, common
from ingest.loading.pdf.state import OPAQUE, Painting, Shape, Show

SMALLEST = 2.0
"""Points: the smallest print that is meant to be read has 4."""
NARROWEST = 1.0
"""Points along the line: letters squeezed below it are strokes."""
SAME_COLOUR = 0.1
"""Greatest difference of red, green or blue below which letters cannot be told from what they stand on."""
WHOLE_PAGE = 0.85
"""Share of the page that a scan's pictures cover: scanners crop a margin."""

MOST_CORNERS = 2_000
"""Corners of a shape that words are looked for in: a more intricate one is no ground that words are set on."""
_BAND = 16
"""Points of height of the bands that shapes are looked up by: about one line of text."""


class Hidden(StrEnum):
    """Why words are not seen."""

    UNPAINTED = "painted with nothing"
    OFF = "switched off or transparent"
    TINY = "too small"
    OUTSIDE = "outside the page"
    COLOURLESS = "in the colour of the ground"
    COVERED = "under a shape"
    UNDER_PICTURE = "under a picture"


def hidden(painting: Painting, box: Box) -> list[Hidden | None]:
    """For each of the page's shows, in order, why it is not seen; None for those that are."""
    shapes = _Shapes(painting.shapes, box)
    return [_why(show, shapes) for show in painting.shows]


def is_scan(painting: Painting, found: list[Hidden | None], box: Box) -> bool:
    """Whether the page is a picture with the words recognised in it beneath: pictures cover it, and nothing else is seen."""
    page = area(box)
    covered = sum(area(shape.box) for shape in painting.shapes if shape.is_picture)
    return page > 0 and covered / page >= WHOLE_PAGE and None not in found


def _why(show: Show, shapes: "_Shapes") -> Hidden | None:
    if show.is_off:
        return Hidden.OFF
    if _is_outside(show, show.clip):
        return Hidden.OUTSIDE
    if not show.colours:
        return Hidden.UNPAINTED
    if show.height < SMALLEST or show.width < NARROWEST:
        return Hidden.TINY
    points = list(_samples(show))
    if not any(map(shapes.is_near, points)):
        return _seen(show, [])
    seen = [_seen(show, shapes.at(point)) for point in points]
    hidden_by, count = Counter(seen).most_common(1)[0]
    return hidden_by if count * 2 > len(seen) else None


def _seen(show: Show, shapes: list[Shape]) -> Hidden | None:
    """Why letters are not seen at a point that these shapes hold, in the order of painting."""
    over = [shape for shape in shapes if shape.order > show.order and shape.is_cover]
    if over:
        return Hidden.UNDER_PICTURE if all(shape.is_picture for shape in over) else Hidden.COVERED
    ground = _ground([shape for shape in shapes if shape.order < show.order])
    return Hidden.COLOURLESS if all(_is_alike(colour, ground) for colour in show.colours) else None


def _ground(shapes: list[Shape]) -> Colour | None:
    """The colour of what letters stand on; None when it cannot be told."""
    ground: Colour | None = WHITE
    for shape in shapes:
        if shape.alpha > OPAQUE:
            ground = shape.colour
        elif ground is not None and shape.colour is not None:
            red, green, blue = (old + (new - old) * shape.alpha for old, new in zip(ground, shape.colour, strict=True))
            ground = red, green, blue
        else:
            ground = None
    return ground


def _samples(show: Show) -> Iterator[Point]:
    """Points in the letters, two ems apart from start to end, from three to twelve."""
    (x0, y0), (x1, y1) = show.start, show.end
    length = math.hypot(x1 - x0, y1 - y0) or 1e-6
    up = show.height / 4 / length  # a quarter of the way up: inside small letters as well
    count = max(3, min(12, int(length / show.height / 2)))
    for number in range(count):
        share = (number + 0.5) / count
        yield x0 + (x1 - x0) * share - (y1 - y0) * up, y0 + (y1 - y0) * share + (x1 - x0) * up


def _is_outside(show: Show, box: Box) -> bool:
    (x0, y0), (x1, y1) = show.start, show.end
    reach = show.height
    seen = common(box, (min(x0, x1), min(y0, y1) - reach / 4, max(x0, x1), max(y0, y1) + reach))
    return seen[0] > seen[2] or seen[1] >= seen[3]


def _is_alike(colour: Colour | None, ground: Colour | None) -> bool:
    if colour is None or ground is None:
        return False
    return max(abs(a - b) for a, b in zip(colour, ground, strict=True)) <= SAME_COLOUR


class _Shapes:
    """Shapes by the height at which they stand on the page."""

    def __init__(self, shapes: list[Shape], box: Box) -> None:
        self._bands: dict[int, list[Shape]] = defaultdict(list)
        for shape in shapes:
            _, bottom, _, top = common(shape.box, box)
            if top - bottom < SMALLEST or shape.box[2] - shape.box[0] < SMALLEST:
                continue  # rules and borders hide nothing
            if sum(map(len, shape.paths)) > MOST_CORNERS:
                continue
            for band in range(int(bottom // _BAND), int(top // _BAND) + 1):
                self._bands[band].append(shape)

    def is_near(self, point: Point) -> bool:
        """Whether there are shapes at the height of the point."""
        return int(point[1] // _BAND) in self._bands

    def at(self, point: Point) -> list[Shape]:
        """The shapes that hold the point, in the order of painting."""
        return [shape for shape in self._bands.get(int(point[1] // _BAND), []) if _holds(shape, point)]


def _holds(shape: Shape, point: Point) -> bool:
    """Whether the point lies in the shape: inside an odd number of its outlines."""
    x, y = point
    left, bottom, right, top = shape.box
    if not (left <= x <= right and bottom <= y <= top):
        return False
    crossings = 0
    for path in shape.paths:
        for (x0, y0), (x1, y1) in zip(path, (*path[1:], path[0]), strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                crossings += 1
    return crossings % 2 == 1
