"""Following a PDF page's content: where its words and shapes stand and how they are painted. pypdf parses the content."""

import copy
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from ingest.loading.pdf.fonts import Fonts
from ingest.loading.pdf.geometry import (
    BLACK,
    IDENTITY,
    WHITE,
    Box,
    Colour,
    Matrix,
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
from ingest.loading.pdf.layers import is_off
from ingest.loading.pdf.state import OPAQUE, TRANSPARENT, Painting, Shape, Show, State

DEEPEST_FORM = 12
"""Forms within forms that are followed: real pages nest two or three."""
MOST_FORMS = 5_000
"""Forms that one page draws; pypdf stops at the same number."""
SPLIT_AT = 0.95
"""Ems of a gap within one string array that makes two of it: spaces in justified lines stay below."""
THICK = 5
"""Points of a stroke that is drawn as a box; thinner ones are rules and borders."""
SMALL = 12
"""Points of the largest mark that may be a bullet: half an em of large print."""
MOST_MARKS = 2_000
"""Marks of one page that are kept: no page has more list items, but maps and charts have more dots."""
FARTHEST = 1e6
"""Points from the page's corner within which things are placed: far beyond any page, and safe to reckon with."""
_BROKEN = (IndexError, KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What a malformed operator raises: it is passed over and the next is read, as in a viewer."""

Act = Callable[["Painter", list[Any]], None]


class Painter:
    """Paints one page, operator by operator."""

    def __init__(self, box: Box, fonts: Fonts, off: frozenset[int], operators: Mapping[bytes, Act]) -> None:
        self.painting = Painting()
        self.state = State(box)
        self.resources: Any = {}
        self._fonts = fonts
        self._off = off
        self._operators = operators
        self._line = self._pen = IDENTITY
        self._paths: list[list[Point]] = []
        self._is_clipping = False
        self._layers: list[bool] = []  # whether each of the marks around is a layer that is off
        self._forms: list[int] = []
        self._form_count = 0
        self._order = 0

    def run(self, contents: Any, pdf: Any, resources: Any) -> None:
        """Follow one content stream. Raises what pypdf raises on one that cannot be parsed."""
        from pypdf.generic import ContentStream

        outer, self.resources = self.resources, resources
        kept: list[State] = []
        for operands, operator in ContentStream(contents, pdf, "bytes").operations:
            if operator == b"q":
                kept.append(copy.copy(self.state))
            elif operator == b"Q":
                self.state = kept.pop() if kept else self.state
            elif operator == b"Do":
                self._draw(operands, pdf)
            elif act := self._operators.get(operator):
                with suppress(*_BROKEN):
                    act(self, operands)
        self.resources = outer

    def transform(self, operands: Any) -> None:
        """Move, turn or scale what follows."""
        self.state.matrix = times(matrix(operands), self.state.matrix)

    def style(self, operands: list[Any]) -> None:
        """Take over the values of a named graphics state."""
        found = entry(entry(self.resources, "/ExtGState"), operands[0])
        state = self.state
        state.fill_alpha = float(found.get("/ca", state.fill_alpha))
        state.outline_alpha = float(found.get("/CA", state.outline_alpha))
        state.line_width = float(found.get("/LW", state.line_width))
        state.is_plain = found.get("/BM", "/Normal" if state.is_plain else "") in ("/Normal", "/Compatible")
        if "/Font" in found:
            state.font, state.size = self._fonts.of(found["/Font"][0].get_object()), float(found["/Font"][1])

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

    # Forms and layers

    def _draw(self, operands: list[Any], pdf: Any) -> None:
        found = None
        with suppress(*_BROKEN):
            found = entry(entry(self.resources, "/XObject"), operands[0])
        if found is None or not hasattr(found, "get_data"):
            return
        off = "/OC" in found and is_off(found.raw_get("/OC"), self._off)
        if found.get("/Subtype") == "/Image" and not off:
            is_whole = not any(key in found for key in ("/SMask", "/Mask", "/ImageMask"))
            with suppress(*_BROKEN):
                self._add_picture(self.state.fill_alpha if is_whole else OPAQUE / 2)
        elif found.get("/Subtype") == "/Form":
            self._layers.append(off)
            self._draw_form(found, pdf)
            self._layers.pop()

    def _draw_form(self, form: Any, pdf: Any) -> None:
        self._form_count += 1
        if id(form) in self._forms or len(self._forms) >= DEEPEST_FORM or self._form_count > MOST_FORMS:
            return
        kept = copy.copy(self.state), self._line, self._pen, self._layers
        self._layers = list(self._layers)
        with suppress(*_BROKEN):
            self.transform(form.get("/Matrix", IDENTITY))
            left, bottom, right, top = (float(each) for each in form["/BBox"])
            outline = tuple(self._at(*corner) for corner in corners((left, bottom, right, top)))
            self.state.clip = common(self.state.clip, bounds([outline]))
        self._forms.append(id(form))
        self.run(form, pdf, entry(form, "/Resources") or self.resources)
        self._forms.pop()
        self.state, self._line, self._pen, self._layers = kept

    def begin_mark(self, operands: list[Any]) -> None:
        """Begin marked content, which may be a layer."""
        self._layers.append(False)
        if operands[0] == "/OC":
            layer = entry(self.resources, "/Properties").raw_get(operands[1])
            self._layers[-1] = is_off(layer, self._off)

    def end_mark(self, operands: list[Any]) -> None:
        """End the marked content that was begun last."""
        self._layers.pop()

    # Words

    def begin_text(self, operands: list[Any]) -> None:
        """Put the pen back to the origin."""
        self._line = self._pen = IDENTITY

    def set_font(self, operands: list[Any]) -> None:
        """Choose a font and its size."""
        self.state.font = self._fonts.font(entry(self.resources, "/Font"), operands[0])
        self.state.size = float(operands[1])

    def move_line(self, x: Any, y: Any) -> None:
        """Begin a line at a distance from the last one's beginning."""
        self._line = self._pen = times((1, 0, 0, 1, float(x), float(y)), self._line)

    def place(self, operands: list[Any]) -> None:
        """Begin a line at a place."""
        self._line = self._pen = matrix(operands)

    def show(self, items: list[Any]) -> None:
        """Paint strings and move the pen by the numbers between them; a wide gap parts them in two."""
        state = self.state
        codes: list[Any] = []
        start = self._pen
        for item in items:
            if isinstance(item, bytes):
                codes.append(bytes(item))
                self._advance(state.font.advance(item, state.letter_space, state.word_space, state.size))
            elif isinstance(item, int | float):
                is_wide = abs(item) > SPLIT_AT * 1000
                if is_wide:
                    self._add_show(start, codes)
                self._advance(-float(item) / 1000 * state.size)
                codes = [] if is_wide else [*codes, float(item)] if codes else []
                start = start if codes else self._pen
        self._add_show(start, codes)

    def _advance(self, distance: float) -> None:
        self._pen = times((1, 0, 0, 1, distance * self.state.stretch, 0), self._pen)

    def _add_show(self, start: Matrix, codes: list[Any]) -> None:
        if not any(isinstance(each, bytes) and each for each in codes):
            return
        state = self.state
        lift: Matrix = (1, 0, 0, 1, 0, state.rise)
        whole, end = (times(times(lift, place), state.matrix) for place in (start, self._pen))
        if not all(abs(each) < FARTHEST for each in (*whole[4:], *end[4:])):
            return
        self._order += 1
        size = abs(state.size * state.font.scale)
        show = Show(
            order=self._order,
            font=state.font,
            codes=tuple(codes),
            start=(whole[4], whole[5]),
            end=(end[4], end[5]),
            height=size * math.hypot(whole[2], whole[3]),
            width=size * abs(state.stretch) * math.hypot(whole[0], whole[1]),
            colours=state.letter_colours(),
            is_off=any(self._layers),
            clip=state.clip,
        )
        self.painting.shows.append(show)


def entry(holder: Any, key: str) -> Any:
    """A dictionary's entry, followed to what it refers to; None where there is none."""
    found: Any = holder.get(key) if hasattr(holder, "get") else None
    found = found.get_object() if hasattr(found, "get_object") else found
    return None if type(found).__name__ == "NullObject" else found
