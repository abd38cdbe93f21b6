"""What a PDF page paints besides words: outlines, fills and pictures, with the colours and places in force."""

from typing import Any

from ingest.loading.pdf.geometry import (
    BLACK,
    WHITE,
    Box,
    Colour,
    Path,
    Point,
    at,
    bounds,
    colour,
    common,
    corners,
    matrix,
    scale,
    times,
)
from ingest.loading.pdf.state import OPAQUE, TRANSPARENT, Painting, Shape, State

THICK = 5
"""Points of a stroke that is drawn as a box; thinner ones are rules and borders."""
SMALL = 12
"""Points of the largest mark that may be a bullet: half an em of large print."""
MOST_MARKS = 2_000
"""Marks of one page that are kept: no page has more list items, but maps and charts have more dots."""
FARTHEST = 1e6
"""Points from the page's corner within which things are placed: far beyond any page, and safe to reckon with."""
BROKEN = (IndexError, KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What a malformed operator raises: it is passed over and the next is read, as in a viewer."""


class Canvas:
    """The graphics state, and the shapes that are painted in it."""

    def __init__(self, box: Box) -> None:
        self.painting = Painting()
        self.state = State(box)
        self.resources: Any = {}
        self._paths: list[list[Point]] = []
        self._is_clipping = False
        self._layers: list[bool] = []  # whether each of the marks around is a layer that is off
        self._order = 0

    def transform(self, operands: Any) -> None:
        """Move, turn or scale what follows."""
        self.state.matrix = times(matrix(operands), self.state.matrix)

    # Colours

    def set_fill(self, space: Any, operands: list[Any]) -> None:
        """Fill with a colour of a space from here on."""
        self.state.fill_space, self.state.fill = space, colour(space, operands)

    def set_outline(self, space: Any, operands: list[Any]) -> None:
        """Draw outlines with a colour of a space from here on."""
        self.state.outline_space, self.state.outline = space, colour(space, operands)

    def choose_fill_space(self, operands: list[Any]) -> None:
        """Choose the colour space of fills; its first colour is black."""
        self.state.fill_space, self.state.fill = self._space(operands[0]), BLACK

    def choose_outline_space(self, operands: list[Any]) -> None:
        """Choose the colour space of outlines; its first colour is black."""
        self.state.outline_space, self.state.outline = self._space(operands[0]), BLACK

    def _space(self, name: Any) -> Any:
        named = entry(self.resources, "/ColorSpace") or {}
        return entry(named, name) if name in named else name

    # Shapes

    def move(self, operands: list[Any]) -> None:
        """Begin an outline."""
        self._paths.append([self._at(operands[0], operands[1])])

    def extend(self, operands: list[Any]) -> None:
        """Go on with the outline: a line, or a curve by the points that span it."""
        if not self._paths:
            self._paths.append([])
        self._paths[-1] += [self._at(x, y) for x, y in zip(operands[::2], operands[1::2], strict=True)]

    def rectangle(self, operands: list[Any]) -> None:
        """Add the outline of a rectangle."""
        x, y, width, height = (float(each) for each in operands[:4])
        self._paths.append([self._at(*corner) for corner in corners((x, y, x + width, y + height))])

    def clip_next(self, operands: list[Any]) -> None:
        """Let the outlines that end next bound whatever follows."""
        self._is_clipping = True

    def end_path(self, *, is_filled: bool = False, is_outlined: bool = False) -> None:
        """Paint the outlines that were begun."""
        paths = tuple(tuple(path) for path in self._paths if path)
        self._paths, is_clipping, self._is_clipping = [], self._is_clipping, False
        if not paths:
            return
        if is_filled or is_outlined:
            self._mark(paths)
        if is_filled:
            self._add(paths, self.state.fill, self.state.fill_alpha)
        if is_outlined:
            self._stroke(paths)
        if is_clipping:
            self.state.clip = common(self.state.clip, bounds(paths))

    def _mark(self, paths: tuple[Path, ...]) -> None:
        left, bottom, right, top = box = bounds(paths)
        is_small = max(right - left, top - bottom) <= SMALL and len(self.painting.marks) < MOST_MARKS
        if is_small and not any(self._layers) and self.state.fill != WHITE:
            self.painting.marks.append(box)

    def _stroke(self, paths: tuple[Path, ...]) -> None:
        """A thick straight line is a box."""
        width = self.state.line_width * scale(self.state.matrix)
        for path in paths:
            left, bottom, right, top = bounds([path])
            if width >= THICK and len(path) == 2 and width > min(right - left, top - bottom) * 2:
                wide, high = (0.0, width / 2) if right - left > top - bottom else (width / 2, 0.0)
                outline = corners((left - wide, bottom - high, right + wide, top + high))
                self._add((outline,), self.state.outline, self.state.outline_alpha)

    def shade(self, operands: list[Any]) -> None:
        """Fill all that is not clipped with changing colours."""
        self._add((corners(self.state.clip),), None, self.state.fill_alpha)

    def picture(self, operands: list[Any]) -> None:
        """Paint a picture that stands in the content itself."""
        self._add_picture(self.state.fill_alpha)

    def _add_picture(self, alpha: float) -> None:
        outline = tuple(self._at(*corner) for corner in corners((0, 0, 1, 1)))
        self._add((outline,), None, alpha, is_picture=True)

    def _add(self, paths: tuple[Path, ...], paint: Colour | None, alpha: float, *, is_picture: bool = False) -> None:
        box = common(self.state.clip, bounds(paths))
        if any(self._layers) or alpha < TRANSPARENT or box[0] >= box[2] or box[1] >= box[3]:
            return
        self._order += 1
        is_cover = alpha > OPAQUE and self.state.is_plain
        shape = Shape(self._order, paths, box, paint, alpha, is_cover, is_picture)
        self.painting.shapes.append(shape)

    def _at(self, x: Any, y: Any) -> Point:
        point = at(x, y, self.state.matrix)
        if not all(abs(each) < FARTHEST for each in point):  # infinite and undefined ones as well
            raise ValueError(point)
        return point


def entry(holder: Any, key: str) -> Any:
    """A dictionary's entry, followed to what it refers to; None where there is none."""
    found: Any = holder.get(key) if hasattr(holder, "get") else None
    found = found.get_object() if hasattr(found, "get_object") else found
    return None if type(found).__name__ == "NullObject" else found
