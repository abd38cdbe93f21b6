"""Plots as inline SVG: drawn in the page's colours, light or dark, and told in words to those who do not see them."""

from collections.abc import Sequence
from textwrap import shorten
from xml.etree import ElementTree

from evals.figures import Figure
from evals.reporting.cells import NOT_MEASURED, cases, in_words
from evals.reporting.contents import EarlierRun

_WIDTH = 360  # a phone's width, so that words keep their size there
_ROW, _BAR = 44, 14
_LABEL = 34  # letters beside which “not measured” and “1234 of 1234” fit
_LEFT, _RIGHT, _TOP, _HIGH, _FOOT = 56, 12, 12, 150, 24
_INSIDE = _WIDTH - _LEFT - _RIGHT
_DOT = 4


def bars(name: str, title: str, figures: Sequence[Figure]) -> str:
    """A bar for each share, its 95 % interval as a line. name: unique on the page."""
    told = "; ".join(f"{figure.name}: {in_words(figure)}" for figure in figures)
    svg = _svg(name, title, told, _ROW * len(figures))
    for at, figure in enumerate(figures):
        _bar(svg, figure, at * _ROW)
    return ElementTree.tostring(svg, encoding="unicode")


def trend(name: str, title: str, runs: Sequence[EarlierRun]) -> str:
    """The share that passed, run by run, each with its 95 % interval; runs are numbered as in the table beside it."""
    told = "; ".join(f"{number}. {run.name}: {in_words(run.figure)}" for number, run in enumerate(runs, 1))
    svg = _svg(name, title, told, _TOP + _HIGH + _FOOT)
    for percent in (0, 50, 100):
        _scale(svg, percent)
    step = _INSIDE / len(runs)
    places = [_LEFT + step * (at + 0.5) for at in range(len(runs))]
    measured = [(x, run.figure) for x, run in zip(places, runs, strict=True)]
    points = " ".join(f"{x:.1f},{_height(f.value):.1f}" for x, f in measured if f.value is not None)
    _add(svg, "polyline", {"class": "line", "points": points})
    every = -(-len(runs) // 12)  # a dozen numbers fit below the plot
    for number, (x, figure) in enumerate(measured, 1):
        if (len(runs) - number) % every == 0:
            _text(svg, x, _TOP + _HIGH + 18, str(number), "middle")
        _point(svg, x, figure)
    return ElementTree.tostring(svg, encoding="unicode")


def _bar(svg: ElementTree.Element, figure: Figure, top: float) -> None:
    shown = NOT_MEASURED if figure.value is None else cases(figure)
    _text(svg, 0, top + 16, shorten(figure.name, _LABEL, placeholder=" …"), "start")
    _text(svg, _WIDTH, top + 16, shown, "end")
    box = {"x": "0", "y": str(top + 22), "height": str(_BAR)}
    _add(svg, "rect", box | {"class": "track", "width": str(_WIDTH)})
    if figure.value is not None:
        _add(svg, "rect", box | {"class": "bar", "width": f"{_WIDTH * figure.value:.1f}"})
    if figure.interval:
        low, high = (f"{_WIDTH * end:.1f}" for end in figure.interval)
        middle = str(top + 22 + _BAR / 2)
        for kind in ("halo", "interval"):
            _add(svg, "line", {"class": kind, "x1": low, "x2": high, "y1": middle, "y2": middle})


def _scale(svg: ElementTree.Element, percent: int) -> None:
    y = _height(percent / 100)
    ends = {"x1": str(_LEFT), "x2": str(_WIDTH - _RIGHT), "y1": f"{y:.1f}", "y2": f"{y:.1f}"}
    _add(svg, "line", ends | {"class": "grid"})
    _text(svg, _LEFT - 6, y + 4, f"{percent} %", "end")


def _point(svg: ElementTree.Element, x: float, figure: Figure) -> None:
    if figure.value is None or figure.interval is None:
        return
    low, high = (f"{_height(end):.1f}" for end in figure.interval)
    _add(svg, "line", {"class": "interval", "x1": f"{x:.1f}", "x2": f"{x:.1f}", "y1": low, "y2": high})
    _add(svg, "circle", {"class": "dot", "cx": f"{x:.1f}", "cy": f"{_height(figure.value):.1f}", "r": str(_DOT)})


def _height(value: float | None) -> float:
    return _TOP + _HIGH * (1 - (value or 0.0))


def _svg(name: str, title: str, told: str, height: int) -> ElementTree.Element:
    svg = ElementTree.Element(
        "svg",
        {
            "class": "plot",
            "viewBox": f"0 0 {_WIDTH} {height}",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-told",
        },
    )
    _add(svg, "title", {"id": f"{name}-title"}).text = title
    _add(svg, "desc", {"id": f"{name}-told"}).text = told
    return svg


def _text(svg: ElementTree.Element, x: float, y: float, words: str, anchor: str) -> None:
    _add(svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}).text = words


def _add(parent: ElementTree.Element, tag: str, attributes: dict[str, str]) -> ElementTree.Element:
    return ElementTree.SubElement(parent, tag, attributes)
