"""What a PDF page paints, words and shapes, and the state in which it paints them."""

from dataclasses import dataclass, field
from typing import Any

from ingest.loading.pdf.fonts import Font
from ingest.loading.pdf.geometry import BLACK, IDENTITY, Box, Colour, Matrix, Path, Point

TRANSPARENT = 0.05
"""Opacity below which paint is not seen."""
OPAQUE = 0.95
"""Opacity above which nothing is seen through paint."""
_FILLING = (0, 2, 4, 6)
"""Text rendering modes that fill the letters."""
_OUTLINING = (1, 2, 5, 6)
"""Text rendering modes that draw their outlines; modes 3 and 7 do neither."""


@dataclass(frozen=True)
class Show:
    """Words that are painted at once."""

    order: int
    """Place in the order of painting, over words and shapes alike."""
    font: Font
    codes: tuple[Any, ...]
    """Byte strings, and numbers that move the pen back by thousandths of an em."""
    start: Point
    end: Point
    """Where the baseline begins and ends."""
    height: float
    """Size of the letters, in points."""
    width: float
    """The same along the line: other than the height when they are squeezed or stretched."""
    colours: tuple[Colour | None, ...]
    """Of fill, outline or both; none when nothing is painted; None for a colour that is not known."""
    is_off: bool
    """Whether the layer that it is in is switched off."""
    clip: Box


@dataclass(frozen=True)
class Shape:
    """A filled shape or a picture."""

    order: int
    paths: tuple[Path, ...]
    box: Box
    """Bounds after clipping."""
    colour: Colour | None
    """None for pictures, patterns and whatever else has no single known colour."""
    alpha: float
    """How much it covers what is beneath: 0 to 1."""
    is_cover: bool
    """Whether nothing is seen through it."""
    is_picture: bool = False


@dataclass
class Painting:
    """A page's words and shapes, in the order of painting."""

    shows: list[Show] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    """Bounds of small outlines, such as bullets."""


@dataclass
class State:
    """The graphics state: what `q` keeps and `Q` brings back."""

    clip: Box
    matrix: Matrix = IDENTITY
    fill: Colour | None = BLACK
    outline: Colour | None = BLACK
    fill_space: Any = "/DeviceGray"
    outline_space: Any = "/DeviceGray"
    fill_alpha: float = 1
    outline_alpha: float = 1
    is_plain: bool = True
    """Whether paint covers what is beneath, instead of mixing with it."""
    line_width: float = 1
    font: Font = field(default_factory=Font)
    size: float = 0
    letter_space: float = 0
    word_space: float = 0
    stretch: float = 1
    leading: float = 0
    rise: float = 0
    mode: int = 0

    def letter_colours(self) -> tuple[Colour | None, ...]:
        """The colours that letters are painted with."""
        fill = [self.fill] if self.mode in _FILLING and self.fill_alpha >= TRANSPARENT else []
        outline = [self.outline] if self.mode in _OUTLINING and self.outline_alpha >= TRANSPARENT else []
        return (*fill, *outline)
