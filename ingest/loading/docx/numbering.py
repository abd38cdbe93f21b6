"""Numbers of a Word document's paragraphs as Word draws them: `3.`, `b)`, `2.1`."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from ingest.loading.docx.package import W
from ingest.loading.docx.styles import Styles, value

_MOST_LETTERED = 26 * 30
"""The largest number that is written in letters: Word stops there too."""
_MOST_ROMAN = 3_999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS = 9
"""Levels of a list."""


class Numbering:
    """The lists of a document. `root` is its numbering part; None where it has none. Counts as it is asked, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        root = Element("numbering") if root is None else root
        self._styles = styles
        self._numbers = {each.get(f"{W}numId", ""): each for each in root.findall(f"{W}num")}
        self._lists = {each.get(f"{W}abstractNumId", ""): each for each in root.findall(f"{W}abstractNum")}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def holds(self, number: str) -> bool:
        """Whether there is such a list."""
        return number in self._numbers

    def is_ordered(self, number: str, level: int) -> bool:
        """Whether the list's items have numbers or letters; False also for a list that is not there."""
        definition = self._definition(number, level)
        return definition is not None and value(definition, f"{W}numFmt") != "bullet"

    def level_of(self, number: str, style: str) -> int:
        """The level that the list keeps for paragraphs of a style; 0 if none."""
        levels = self._list(number)[1].findall(f"{W}lvl")
        return next((_whole(each.get(f"{W}ilvl", "")) for each in levels if value(each, f"{W}pStyle") == style), 0)

    def label(self, number: str, level: int) -> str:
        """What stands before the next paragraph of the list at that level; empty for a bullet."""
        definition = self._definition(number, level)
        if definition is None:
            return ""
        counts = self._count(number, level)
        if value(definition, f"{W}numFmt") == "bullet":
            return ""
        label = value(definition, f"{W}lvlText")
        for each in range(min(level + 1, _LEVELS)):
            shape = value(self._definition(number, each), f"{W}numFmt") or "decimal"
            label = label.replace(f"%{each + 1}", written(counts.get(each, 1), shape))
        return label.strip()

    def _count(self, number: str, level: int) -> Mapping[int, int]:
        key, _ = self._list(number)
        counts = self._counts.setdefault(key, {})
        if number not in self._begun:
            self._begun.add(number)
            for override in self._numbers[number].findall(f"{W}lvlOverride/{W}startOverride/.."):
                counts.pop(_whole(override.get(f"{W}ilvl", "")), None)
        for each in range(level):
            counts.setdefault(each, self._start(number, each))
        counts[level] = counts[level] + 1 if level in counts else self._start(number, level)
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts

    def _start(self, number: str, level: int) -> int:
        override = self._numbers[number].find(f"{W}lvlOverride[@{W}ilvl='{level}']")
        start = value(override, f"{W}startOverride") or value(self._definition(number, level), f"{W}start")
        return _whole(start) if start else 1

    def _definition(self, number: str, level: int) -> Element | None:
        if number not in self._numbers:
            return None
        override = self._numbers[number].find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}lvl")
        if override is not None:
            return override
        return self._list(number)[1].find(f"{W}lvl[@{W}ilvl='{level}']")

    def _list(self, number: str) -> tuple[str, Element]:
        """The list that a number stands for, and its key; through a list style where it names one."""
        seen: set[str] = set()
        while number in self._numbers and number not in seen:
            seen.add(number)
            key = value(self._numbers[number], f"{W}abstractNumId")
            definition = self._lists.get(key, Element("none"))
            link = value(definition, f"{W}numStyleLink")
            if not link:
                return key, definition
            linked = (value(each, f"{W}pPr/{W}numPr/{W}numId") for each in self._styles.chain(link))
            number = next(filter(None, linked), "")
        return "", Element("none")


def written(number: int, shape: str) -> str:
    """A whole number in a Word number format; in figures where the format is another, nothing for `none`."""
    if shape == "none":
        return ""
    if shape == "decimalZero":
        return f"{number:02d}"
    text = str(number)
    if shape.endswith("Letter") and 0 < number <= _MOST_LETTERED:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif shape.endswith("Roman") and 0 < number <= _MOST_ROMAN:
        text = ""
        for size, sign in _ROMAN:
            text += sign * (number // size)
            number %= size
    return text.upper() if shape.startswith("upper") else text


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
