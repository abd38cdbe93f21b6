"""Fonts of a PDF: how far a string moves the pen, and what it says. pypdf tells the words, through a page made for it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

DEFAULT_WIDTH = 500.0
"""Thousandths of an em that a letter of an unknown font is wide: the mean of Latin text faces."""
WIDEST_TABLE = 70_000
"""Widths that are read of one font: a font has at most 65,536 codes."""
_HELVETICA = {
    222: "'ijl",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    944: "W",
    556: '"#$0123456789?L_abdeghnopqu',
}
"""The letters of Helvetica by their width: the standard fonts are often named in a file without their widths."""
_NARROWER = {"Times": 0.9, "Courier": 0.0}
"""Mean width of other standard faces against Helvetica; 0 for a face whose letters are all 600 wide."""


@dataclass(frozen=True, eq=False)
class Font:
    """A font of the file."""

    resource: Any = None
    """Its dictionary; None for a name that stands for no font."""
    widths: Mapping[int, float] = field(default_factory=dict)
    """Thousandths of an em by character code."""
    default: float = DEFAULT_WIDTH
    code_bytes: int = 1
    scale: float = 1
    """Height of its em against an ordinary font's: other than 1 only in fonts that draw their letters themselves."""

    def advance(self, codes: bytes, letter_space: float, word_space: float, size: float) -> float:
        """How far the string moves the pen, in units of text space before stretching."""
        if self.code_bytes == 1:
            numbers: Sequence[int] = codes
        else:
            numbers = [codes[at] << 8 | codes[at + 1] for at in range(0, len(codes) - 1, 2)]
        units = sum(self.widths.get(number, self.default) for number in numbers)
        spaces = codes.count(b" ") if self.code_bytes == 1 else 0
        return units / 1000 * size + letter_space * len(numbers) + word_space * spaces


class Fonts:
    """The fonts of one file, each looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, Font] = {}

    def font(self, resources: Any, name: Any) -> Font:
        """The font that a name stands for; an unknown one where the name stands for nothing."""
        entry = resources.get(name) if resources is not None else None
        found = entry.get_object() if entry is not None else None
        return self.of(found) if hasattr(found, "get") else Font()

    def of(self, resource: Any) -> Font:
        """The font with this dictionary."""
        if id(resource) not in self._known:
            self._known[id(resource)] = _read(resource)
        return self._known[id(resource)]


def words(shows: Iterable[tuple[Font, tuple[Any, ...]]]) -> list[str]:
    """What each string array says, in the order given. Raises what pypdf raises on a font that cannot be followed."""
    from pypdf import PageObject
    from pypdf.generic import ArrayObject, ByteStringObject, ContentStream, DictionaryObject, FloatObject, NameObject

    asked = list(shows)
    names: dict[Font, NameObject] = {}
    resources = DictionaryObject()
    operations: list[tuple[list[Any], bytes]] = []
    for number, (font, codes) in enumerate(asked, 1):
        if font not in names:
            names[font] = NameObject(f"/F{len(names)}")
            if font.resource is not None:
                resources[names[font]] = font.resource
        items = [ByteStringObject(each) if isinstance(each, bytes) else FloatObject(each) for each in codes]
        place = [FloatObject(each) for each in (1, 0, 0, 1, 0, -_STEP * number)]
        operations += [
            ([], b"BT"),
            ([names[font], FloatObject(1)], b"Tf"),
            (place, b"Tm"),
            ([ArrayObject(items)], b"TJ"),
            ([], b"ET"),
        ]
    page = PageObject.create_blank_page(None, 1, 1)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): resources})
    contents = ContentStream(None, None)
    contents.operations = operations
    page[NameObject("/Contents")] = contents
    said = [""] * (len(asked) + 1)

    def hear(text: str, _matrix: Any, place: Sequence[float], _font: Any, _size: Any) -> None:
        said[round(-place[5] / _STEP) % len(said)] += text.strip("\n")

    page.extract_text(visitor_text=hear)
    return said[1:]


_STEP = 10
"""Units between the lines of the page that is made for pypdf: ten times the size of its letters, so that no two join."""


def _read(resource: Any) -> Font:
    kind = resource.get("/Subtype")
    if kind == "/Type0":
        return _composite(resource)
    widths: dict[int, float] = {}
    default, scale = DEFAULT_WIDTH, 1.0
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        default = float(resource["/FontDescriptor"]["/MissingWidth"]) or default
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        first = int(resource["/FirstChar"])
        widths = {first + at: float(width.get_object()) for at, width in enumerate(resource["/Widths"][:256])}
    if kind == "/Type3":
        with suppress(KeyError, TypeError, ValueError, AttributeError, IndexError):
            unit = abs(float(resource["/FontMatrix"][0])) * 1000
            widths = {code: width * unit for code, width in widths.items()}
            scale = _drawn_height(resource)
    return Font(resource, widths or _standard(str(resource.get("/BaseFont", ""))), default, scale=scale)


def _drawn_height(resource: Any) -> float:
    """Height of the letters of a font that draws them itself, in ems; 1 where it does not say."""
    _, bottom, _, top = (float(each) for each in resource["/FontBBox"])
    return abs((top - bottom) * float(resource["/FontMatrix"][3])) or 1.0


def _standard(name: str) -> dict[int, float]:
    factor = next((value for face, value in _NARROWER.items() if face in name), 1.0)
    if not factor:
        return dict.fromkeys(range(256), 600.0)
    return {ord(letter): width * factor for width, letters in _HELVETICA.items() for letter in letters}


def _composite(resource: Any) -> Font:
    """A font with codes of two bytes, as nearly all composite fonts have."""
    widths: dict[int, float] = {}
    default = 1000.0  # what the format prescribes where the font does not say
    with suppress(KeyError, TypeError, ValueError, AttributeError, IndexError):
        inner = resource["/DescendantFonts"][0].get_object()
        default = float(inner.get("/DW", default))
        entries = [entry.get_object() for entry in inner.get("/W", [])]
        while entries and len(widths) < WIDEST_TABLE:
            first = int(entries[0])
            if isinstance(entries[1], list):
                widths.update({first + at: float(width.get_object()) for at, width in enumerate(entries[1])})
                entries = entries[2:]
            else:
                last = min(int(entries[1]), first + WIDEST_TABLE)
                widths.update(dict.fromkeys(range(first, last + 1), float(entries[2])))
                entries = entries[3:]
    return Font(resource, widths, default, code_bytes=2)
