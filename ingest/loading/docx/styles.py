"""A Word document's styles: what a paragraph or run gets from the style it names, and from those that one is based on."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from xml.etree.ElementTree import Element

from ingest.loading.docx.package import W

VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off"})


class Styles:
    """Styles by their ids. `root` is the styles part; None where the document has none."""

    def __init__(self, root: Element | None) -> None:
        self._root = Element("styles") if root is None else root

    @cached_property
    def _by_id(self) -> Mapping[str, Element]:
        return {each.get(f"{W}styleId", ""): each for each in self._root.findall(f"{W}style")}

    @cached_property
    def default_paragraph(self) -> str:
        """The id of the style of paragraphs that name none; empty if there is none."""
        styles = (each for each in self._root.findall(f"{W}style") if each.get(f"{W}type") == "paragraph")
        return next((each.get(f"{W}styleId", "") for each in styles if is_on(each.get(f"{W}default", "0"))), "")

    @property
    def defaults(self) -> Element | None:
        """The run properties of all text."""
        return self._root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def chain(self, style: str) -> Iterator[Element]:
        """The style, the one it is based on, and so on; a circle ends where it closes."""
        seen: set[str] = set()
        while style and style not in seen and style in self._by_id:
            seen.add(style)
            element = self._by_id[style]
            yield element
            style = value(element, f"{W}basedOn")

    def heading(self, style: str) -> int:
        """1 to 6 for a heading, deeper ones as 6; 0 for another style."""
        for element in self.chain(style):
            name = value(element, f"{W}name").lower()
            if name == "title":
                return 1
            level = name.removeprefix("heading ") if name.startswith("heading ") else ""
            if level.isdecimal():
                return min(int(level), 6)
            if (outline := value(element, f"{W}pPr/{W}outlineLvl")).isdecimal():
                return min(int(outline) + 1, 6) if int(outline) < 9 else 0
        return 0

    def is_called(self, style: str, *names: str) -> bool:
        """Whether the style has one of the names, in small letters."""
        return any(value(element, f"{W}name").lower() in names for element in [*self.chain(style)][:1])


def value(element: Element | None, path: str) -> str:
    """The `w:val` of what stands at the path below; empty if nothing does."""
    found = None if element is None else element.find(path)
    return "" if found is None else found.get(VAL, "")


def is_on(text: str) -> bool:
    """Whether a switch with this value is on; one without a value is."""
    return text.lower() not in _OFF
