"""Following a PDF page's content: where its words and shapes stand and how they are painted. pypdf parses the content."""

import copy
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from ingest.loading.pdf.canvas import BROKEN, FARTHEST, Canvas, entry
from ingest.loading.pdf.fonts import Fonts
from ingest.loading.pdf.geometry import (
    IDENTITY,
    Box,
    Matrix,
    bounds,
    common,
    corners,
    matrix,
    times,
)
from ingest.loading.pdf.layers import is_off
from ingest.loading.pdf.state import OPAQUE, Show, State

DEEPEST_FORM = 12
"""Forms within forms that are followed: real pages nest two or three."""
MOST_FORMS = 5_000
"""Forms that one page draws; pypdf stops at the same number."""
SPLIT_AT = 0.95
"""Ems of a gap within one string array that makes two of it: spaces in justified lines stay below."""
Act = Callable[["Painter", list[Any]], None]


class Painter(Canvas):
    """Paints one page, operator by operator."""

    def __init__(self, box: Box, fonts: Fonts, off: frozenset[int], operators: Mapping[bytes, Act]) -> None:
        super().__init__(box)
        self._fonts = fonts
        self._off = off
        self._operators = operators
        self._line = self._pen = IDENTITY
        self._forms: list[int] = []
        self._form_count = 0

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
                with suppress(*BROKEN):
                    act(self, operands)
        self.resources = outer

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

    # Forms and layers

    def _draw(self, operands: list[Any], pdf: Any) -> None:
        found = None
        with suppress(*BROKEN):
            found = entry(entry(self.resources, "/XObject"), operands[0])
        if found is None or not hasattr(found, "get_data"):
            return
        off = "/OC" in found and is_off(found.raw_get("/OC"), self._off)
        if found.get("/Subtype") == "/Image" and not off:
            is_whole = not any(key in found for key in ("/SMask", "/Mask", "/ImageMask"))
            with suppress(*BROKEN):
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
        with suppress(*BROKEN):
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
