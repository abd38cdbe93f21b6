"""The operators of PDF page content that place and paint words and shapes."""

from typing import Any

from ingest.loading.pdf.canvas import entry
from ingest.loading.pdf.fonts import Fonts
from ingest.loading.pdf.geometry import Box
from ingest.loading.pdf.painting import Act, Painter
from ingest.loading.pdf.state import Painting


def paint(page: Any, box: Box, fonts: Fonts, off: frozenset[int]) -> Painting:
    """What the page paints within the box. `off` are the object numbers of layers that are switched off.
    Raises what pypdf raises on content that cannot be parsed."""
    painter = Painter(box, fonts, off, _OPERATORS)
    contents = entry(page, "/Contents")
    if contents is not None:
        painter.run(contents, page.pdf, entry(page, "/Resources") or {})
    return painter.painting


def _end(*, is_filled: bool = False, is_outlined: bool = False) -> Act:
    return lambda painter, _: painter.end_path(is_filled=is_filled, is_outlined=is_outlined)


def _number(name: str, factor: float = 1) -> Act:
    return lambda painter, operands: setattr(painter.state, name, float(operands[0]) * factor)


def _fill(space: str) -> Act:
    return lambda painter, operands: painter.set_fill(space, operands)


def _outline(space: str) -> Act:
    return lambda painter, operands: painter.set_outline(space, operands)


def _refill(painter: Painter, operands: list[Any]) -> None:
    painter.set_fill(painter.state.fill_space, operands)


def _redraw(painter: Painter, operands: list[Any]) -> None:
    painter.set_outline(painter.state.outline_space, operands)


def _mode(painter: Painter, operands: list[Any]) -> None:
    painter.state.mode = int(operands[0])


def _move(painter: Painter, operands: list[Any]) -> None:
    painter.move_line(operands[0], operands[1])


def _move_and_lead(painter: Painter, operands: list[Any]) -> None:
    painter.state.leading = -float(operands[1])
    _move(painter, operands)


def _next_line(painter: Painter, operands: list[Any]) -> None:
    painter.move_line(0, -painter.state.leading)


def _next_line_and_show(painter: Painter, operands: list[Any]) -> None:
    _next_line(painter, operands)
    painter.show(operands[-1:])


def _space_and_show(painter: Painter, operands: list[Any]) -> None:
    painter.state.word_space, painter.state.letter_space = float(operands[0]), float(operands[1])
    _next_line_and_show(painter, operands)


_OPERATORS: dict[bytes, Act] = {
    b"cm": Painter.transform,
    b"gs": Painter.style,
    b"w": _number("line_width"),
    b"m": Painter.move,
    **dict.fromkeys((b"l", b"c", b"v", b"y"), Painter.extend),
    b"re": Painter.rectangle,
    **dict.fromkeys((b"W", b"W*"), Painter.clip_next),
    b"n": _end(),
    **dict.fromkeys((b"f", b"F", b"f*"), _end(is_filled=True)),
    **dict.fromkeys((b"B", b"B*", b"b", b"b*"), _end(is_filled=True, is_outlined=True)),
    **dict.fromkeys((b"S", b"s"), _end(is_outlined=True)),
    b"sh": Painter.shade,
    b"INLINE IMAGE": Painter.picture,
    b"g": _fill("/DeviceGray"),
    b"G": _outline("/DeviceGray"),
    b"rg": _fill("/DeviceRGB"),
    b"RG": _outline("/DeviceRGB"),
    b"k": _fill("/DeviceCMYK"),
    b"K": _outline("/DeviceCMYK"),
    b"cs": Painter.choose_fill_space,
    b"CS": Painter.choose_outline_space,
    **dict.fromkeys((b"sc", b"scn"), _refill),
    **dict.fromkeys((b"SC", b"SCN"), _redraw),
    **dict.fromkeys((b"BMC", b"BDC"), Painter.begin_mark),
    b"EMC": Painter.end_mark,
    b"BT": Painter.begin_text,
    b"Tf": Painter.set_font,
    b"Tc": _number("letter_space"),
    b"Tw": _number("word_space"),
    b"Tz": _number("stretch", 0.01),  # per cent
    b"TL": _number("leading"),
    b"Ts": _number("rise"),
    b"Tr": _mode,
    b"Td": _move,
    b"TD": _move_and_lead,
    b"Tm": Painter.place,
    b"T*": _next_line,
    b"Tj": lambda painter, operands: painter.show(operands[:1]),
    b"TJ": lambda painter, operands: painter.show(operands[0]),
    b"'": _next_line_and_show,
    b'"': _space_and_show,
}
