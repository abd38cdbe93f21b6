"""What Word draws before a paragraph and does not store: the level of its heading, and its number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from ingest.loading.docx.numbering import Numbering
from ingest.loading.docx.package import W
from ingest.loading.docx.styles import VAL, Styles, value

_LONGEST_HEADING = 200
"""Characters above which a paragraph with an outline level is no heading, whatever its level says."""
_DEEPEST_LIST = 4
"""The deepest list level, from 0, that the conversion to HTML knows."""
_BULLETS, _ORDERED = "1", "2"
"""The numbers of the two lists that `plain_lists` defines."""
_CONTENTS = ("toc heading", *(f"toc {level}" for level in range(1, 10)))
"""Styles of the lines of a table of contents, which repeats the headings."""


@dataclass
class _Counted:
    """Where the lists stand that Markdown will number by itself."""

    levels: dict[int, tuple[bool, int]] = field(default_factory=dict)
    """For each level: whether its list is ordered, and how many items it has."""

    def next(self, level: int, ordered: bool) -> int:
        """The number of another item."""
        self.levels = {each: held for each, held in self.levels.items() if each <= level}
        was_ordered, count = self.levels.get(level, (ordered, 0))
        self.levels[level] = (ordered, count + 1 if was_ordered is ordered else 1)
        return self.levels[level][1]


def write_out(root: Element, styles: Styles, numbering: Numbering) -> None:
    """Give headings the style of their level, and number what Word numbers; drop the table of contents. In place.

    List items then belong to the lists of `plain_lists`, and what Markdown would count otherwise stands before their words.
    """
    for parent in list(root.iter()):
        parent[:] = [child for child in parent if not _is_contents(child, styles)]
    tables = (
        each for each in root.iter(f"{W}tbl") if any(len(row.findall(f"{W}tc")) > 1 for row in each.iter(f"{W}tr"))
    )
    in_tables = {id(each) for table in tables for each in table.iter(f"{W}p")}
    counted = _Counted()
    for paragraph in list(root.iter(f"{W}p")):
        properties = _properties(paragraph)
        style = value(properties, f"{W}pStyle") or styles.default_paragraph
        number, level = _list_place(properties, style, styles, numbering)
        label = numbering.label(number, level) if number else ""
        if not any(text.text for text in paragraph.iter(f"{W}t")):
            continue  # it counts where Word draws its number, and says nothing
        if heading := _heading(paragraph, properties, style, styles):
            _set(properties, "pStyle", f"Heading{heading}")
        if heading or not number or id(paragraph) in in_tables:
            counted = _Counted()
            _set_number(properties, "0", 0)
        else:
            ordered = numbering.is_ordered(number, level)
            level = min(max(level, _level_named(style, styles)), _DEEPEST_LIST)
            _set_number(properties, _ORDERED if ordered else _BULLETS, level)
            if label == f"{counted.next(level, ordered)}.":
                label = ""
        if label:
            _put_first(paragraph, f"{label} ")


def plain_lists() -> Element:
    """A numbering part of one list of bullets and one of numbers."""
    root = Element(f"{W}numbering")
    for number, shape in ((_BULLETS, "bullet"), (_ORDERED, "decimal")):
        kind = SubElement(root, f"{W}abstractNum", {f"{W}abstractNumId": number})
        for level in range(_DEEPEST_LIST + 1):
            _set(SubElement(kind, f"{W}lvl", {f"{W}ilvl": str(level)}), "numFmt", shape)
    for number in (_BULLETS, _ORDERED):
        _set(SubElement(root, f"{W}num", {f"{W}numId": number}), "abstractNumId", number)
    return root


def _level_named(style: str, styles: Styles) -> int:
    """The level, from 0, that Word's own list styles have in their names only: `List Bullet 2`."""
    names = {f"list {kind} {level + 1}": level for kind in ("bullet", "number") for level in range(1, 5)}
    return next((level for name, level in names.items() if styles.is_called(style, name)), 0)


def _is_contents(element: Element, styles: Styles) -> bool:
    style = value(element, f"{W}pPr/{W}pStyle") if element.tag == f"{W}p" else ""
    return bool(style) and styles.is_called(style, *_CONTENTS)


def _properties(paragraph: Element) -> Element:
    """The paragraph's properties, made where it has none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = Element(f"{W}pPr")
        paragraph.insert(0, properties)
    return properties


def _list_place(properties: Element, style: str, styles: Styles, numbering: Numbering) -> tuple[str, int]:
    """The list's number and the level, from 0; an empty number for a paragraph of no list."""
    places: Iterable[Element | None] = (
        properties.find(f"{W}numPr"),
        *(each.find(f"{W}pPr/{W}numPr") for each in styles.chain(style)),
    )
    numbers = [place for place in places if place is not None]
    number = next(filter(None, (value(each, f"{W}numId") for each in numbers)), "0")
    level = next(filter(None, (value(each, f"{W}ilvl") for each in numbers)), "")
    if not numbering.holds(number):
        return "", 0
    return number, int(level) if level.isdecimal() and len(level) == 1 else numbering.level_of(number, style)


def _heading(paragraph: Element, properties: Element, style: str, styles: Styles) -> int:
    """1 to 6, or 0."""
    outline = value(properties, f"{W}outlineLvl")
    own = int(outline) + 1 if outline in ("0", "1", "2", "3", "4", "5") else 0
    level = styles.heading(style) or own
    length = sum(len(text.text or "") for text in paragraph.iter(f"{W}t"))
    return level if length <= _LONGEST_HEADING else 0


def _set_number(properties: Element, number: str, level: int) -> None:
    _set(properties, "numPr", "")
    place = properties.find(f"{W}numPr")
    assert place is not None
    _set(place, "ilvl", str(level))
    _set(place, "numId", number)


def _set(parent: Element, name: str, text: str) -> None:
    """Give the parent one child of the name, with the value."""
    for each in parent.findall(f"{W}{name}"):
        parent.remove(each)
    SubElement(parent, f"{W}{name}", {VAL: text})


def _put_first(paragraph: Element, words: str) -> None:
    """Words before everything else that the paragraph says."""
    run = Element(f"{W}r")
    SubElement(run, f"{W}t").text = words
    paragraph.insert(1, run)  # after its properties
