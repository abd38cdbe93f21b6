"""Text of a Word document that no reader sees is taken out of its XML: hidden, as pale as its ground, or tiny."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from xml.etree.ElementTree import Element

from ingest.loading.docx.package import W
from ingest.loading.docx.styles import VAL, Styles, is_on, value

SMALLEST = 4
"""Half points of the smallest text that can be read: under 2 points it is a row of dots."""
_CLOSE = 16
"""Steps of 256 by which a channel of a colour must differ from the ground's to be seen on paper or screen."""
_PAPER = "FFFFFF"
_PAPER_THEME = frozenset({"background1", "bg1", "light1", "lt1"})
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT_BOX = "{urn:schemas-microsoft-com:vml}textbox"


def _tags(names: str) -> frozenset[str]:
    return frozenset(f"{W}{name}" for name in names.split())


_DROPPED = _tags("del moveFrom commentReference commentRangeStart commentRangeEnd altChunk")
_UNWRAPPED = _tags("hyperlink ins moveTo smartTag")
"""What stands around runs and says nothing to a reader."""
_DRAWN = _tags("drawing pict object")
_FILLS = frozenset({"solidFill", "gradFill", "pattFill", "blipFill", "grpFill"})


@dataclass(frozen=True)
class _Place:
    """Where a run stands."""

    style: str
    """Of its paragraph."""
    ground: str
    """Six hexadecimal digits; empty where the colour behind the text is not known, so that no colour hides it."""


def keep_visible(root: Element, styles: Styles) -> tuple[str, ...]:
    """Take what no reader sees, deleted text, comments and pictures out of a part, in place; the hidden text by paragraph."""
    background = root.find(f"{W}background")
    ground = _PAPER if background is None else _colour(background.get(f"{W}color", "")) or _PAPER
    sieve = _Sieve(styles)
    sieve.sift(root, _Place(styles.default_paragraph, ground))
    return tuple(text for text in sieve.hidden if text.strip())


class _Sieve:
    """Goes through a part and collects what it takes out as hidden."""

    def __init__(self, styles: Styles) -> None:
        self.hidden: list[str] = [""]
        self._styles = styles
        self._style_layers = cache(self._find_style_layers)

    def sift(self, element: Element, place: _Place) -> None:
        """Keep of the element's children what is seen."""
        element[:] = [kept for child in element for kept in self._kept(child, place)]

    def _kept(self, element: Element, place: _Place) -> Iterator[Element]:
        if element.tag.endswith("Pr"):  # properties hold marks with the names of content
            yield element
        elif element.tag == f"{_COMPATIBILITY}AlternateContent":
            yield from self._alternative(element, place)
        elif element.tag in _DRAWN:
            yield from self._boxes(element, place)
        elif element.tag in _UNWRAPPED:
            self.sift(element, place)
            yield from element
        elif self._is_hidden(element, place):
            self.hidden[-1] += "".join(text.text or "" for text in element.iter(f"{W}t"))
        elif element.tag not in _DROPPED and element.find(f"{W}trPr/{W}del") is None:
            if element.tag == f"{W}p":
                self.hidden.append("")
            self.sift(element, self._inside(element, place))
            yield element

    def _alternative(self, element: Element, place: _Place) -> Iterator[Element]:
        """What Word shows of several ways to say the same: the first, or the last where that is only a sign."""
        choice = element.find(f"{_COMPATIBILITY}Choice")
        fallback = element.find(f"{_COMPATIBILITY}Fallback")
        if choice is not None and any(each.tag in _DRAWN for each in choice.iter()):
            yield from self._boxes(choice, place)
        elif choice is not None and any(each.text for each in choice.iter(f"{W}t")):
            self.sift(choice, place)
            yield from choice
        elif fallback is not None:
            self.sift(fallback, place)
            yield from fallback

    def _boxes(self, drawing: Element, place: _Place) -> Iterator[Element]:
        """The text boxes of a drawing, without the drawing."""
        picture = Element(f"{W}pict")
        for box in _outermost(drawing, f"{W}txbxContent"):
            self.sift(box, replace(place, ground="" if _is_filled(drawing) else place.ground))
            holder = Element(_TEXT_BOX)
            holder.append(box)
            picture.append(holder)
        if len(picture):
            yield picture

    def _inside(self, element: Element, place: _Place) -> _Place:
        """Where the element's children stand."""
        if element.tag == f"{W}p":
            style = value(element, f"{W}pPr/{W}pStyle") or self._styles.default_paragraph
            shadings = (each.find(f"{W}pPr/{W}shd") for each in (element, *self._styles.chain(style)))
            return _Place(style, _ground(next((each for each in shadings if each is not None), None), place.ground))
        if element.tag == f"{W}tbl":
            style = value(element, f"{W}tblPr/{W}tblStyle")
            if any(each.find(f".//{W}shd") is not None for each in self._styles.chain(style)):
                return replace(place, ground="")  # which rows and columns the style shades is not followed
            return replace(place, ground=_ground(element.find(f"{W}tblPr/{W}shd"), place.ground))
        if element.tag == f"{W}tc":
            return replace(place, ground=_ground(element.find(f"{W}tcPr/{W}shd"), place.ground))
        return place

    def _is_hidden(self, element: Element, place: _Place) -> bool:
        if element.tag == f"{W}tr":
            return _switched(element.find(f"{W}trPr/{W}hidden"))
        if element.tag != f"{W}r":
            return False
        own = element.find(f"{W}rPr")
        layers = (own, *self._style_layers(value(own, f"{W}rStyle"), place.style))
        size = value(_first(layers, "sz"), ".")
        return (
            _switched(_first(layers, "vanish"))
            or (size.isdecimal() and int(size) < SMALLEST)
            or _is_pale(_first(layers, "color"), _run_ground(layers, place.ground))
        )

    def _find_style_layers(self, run_style: str, paragraph_style: str) -> tuple[Element | None, ...]:
        """Run properties that count where a run has none of its own, the nearest first."""
        styles = (*self._styles.chain(run_style), *self._styles.chain(paragraph_style))
        return (*(style.find(f"{W}rPr") for style in styles), self._styles.defaults)


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _first(layers: Iterable[Element | None], name: str) -> Element | None:
    found = (layer.find(f"{W}{name}") for layer in layers if layer is not None)
    return next((each for each in found if each is not None), None)


def _switched(element: Element | None) -> bool:
    return element is not None and is_on(element.get(VAL, "1"))


def _run_ground(layers: Iterable[Element | None], around: str) -> str:
    """The colour behind a run that its own shading or a marker pen gives it."""
    layers = tuple(layers)
    highlight = value(_first(layers, "highlight"), ".")
    if highlight and highlight not in ("none", "white"):
        return ""
    return _ground(_first(layers, "shd"), around)


def _ground(shading: Element | None, around: str) -> str:
    """The colour of a shading; that around it where it has none, empty where it is not known."""
    if shading is None:
        return around
    fill = shading.get(f"{W}fill", "auto")
    if shading.get(VAL, "clear") not in ("clear", "nil") or shading.get(f"{W}themeFill"):
        return _colour(fill) if shading.get(VAL) == "clear" else ""
    return around if fill == "auto" else _colour(fill)


def _colour(text: str) -> str:
    """Six hexadecimal digits, or empty."""
    return text.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", text) else ""


def _is_pale(colour: Element | None, ground: str) -> bool:
    if colour is None or not ground:
        return False
    own = _colour(colour.get(VAL, ""))
    if colour.get(f"{W}themeColor", "") in _PAPER_THEME and not colour.get(f"{W}themeShade"):
        own = _PAPER
    channels = zip(bytes.fromhex(own), bytes.fromhex(ground), strict=False)
    return bool(own) and all(abs(one - other) < _CLOSE for one, other in channels)


def _is_filled(drawing: Element) -> bool:
    """Whether a shape of the drawing has a fill of its own, so that pale text on it may be seen."""
    for each in drawing.iter():
        name = each.tag.rpartition("}")[2]
        if name == "spPr" and any(child.tag.rpartition("}")[2] in _FILLS for child in each):
            return True
        if (name == "fillRef" and each.get("idx", "0") != "0") or "fillcolor" in each.attrib:
            return True
    return False
