"""Points, boxes, matrices and colours of a PDF page."""

import math
from collections.abc import Iterable
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page."""
Point = tuple[float, float]
Path = tuple[Point, ...]
"""Corners of a closed outline; a curve by the points that span it."""
Colour = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (1, 1, 1)


def matrix(operands: Any) -> Matrix:
    """A matrix from the operands of an operator. Raises TypeError or ValueError when they are not six numbers."""
    a, b, c, d, e, f = (float(each) for each in operands[:6])
    return a, b, c, d, e, f


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def at(x: Any, y: Any, m: Matrix) -> Point:
    """Where the matrix puts a point."""
    return m[0] * float(x) + m[2] * float(y) + m[4], m[1] * float(x) + m[3] * float(y) + m[5]


def scale(m: Matrix) -> float:
    """How many times larger the matrix makes things."""
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))


def bounds(paths: Iterable[Path]) -> Box:
    """The smallest box around the paths. Raises ValueError when they have no points."""
    points = [point for path in paths for point in path]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def corners(box: Box) -> Path:
    """The outline of a box."""
    left, bottom, right, top = box
    return (left, bottom), (right, bottom), (right, top), (left, top)


def common(a: Box, b: Box) -> Box:
    """What two boxes have in common; its sides are crossed when that is nothing."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def area(box: Box) -> float:
    """Square points; 0 when the sides are crossed."""
    return max(box[2] - box[0], 0) * max(box[3] - box[1], 0)


def colour(space: Any, operands: list[Any]) -> Colour | None:
    """A colour of a colour space; None where it is a pattern or cannot be told."""
    values = [float(each) for each in operands if isinstance(each, int | float)]
    name = str(space[0] if isinstance(space, list) and space else space)
    if len(values) < len(operands) or name in ("/Pattern", "/Indexed", "/I", "/Lab"):
        return None
    if name in ("/Separation", "/DeviceN"):  # amounts of ink: none leaves the paper as it is
        return None if any(values) else WHITE
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 3:
        return values[0], values[1], values[2]
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None
