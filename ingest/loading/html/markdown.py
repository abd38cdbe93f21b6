"""The elements of an HTML page become Markdown: headings with their ids, paragraphs, lists, definitions and rows of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.cleaning import clean, one_line
from ingest.loading.html.tables import is_data, table_lines
from ingest.loading.text import literal

_HEADING = re.compile(r"h[1-6]$")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "optgroup",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_MARKS = re.compile(r"[\\`*_\[\]<&]")
_ID = re.compile(r"""[^\s"'{}<>]+$""")
_PICTURE_FILE = re.compile(r"^\S+\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
_BREAK = "\v"
"""Stands for a line break until the words around it are folded; `clean` takes it out of the page's own words."""


def markdown(root: Any) -> str:
    """The element's content as Markdown."""
    writer = _Writer(root)
    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:  # not by recursion: pages may nest without end
        node, is_left = waiting.pop()
        if is_left:
            writer.leave(node)
        elif not hasattr(node, "contents"):
            writer.text(node)
        elif writer.enter(node):
            waiting.append((node, True))
            waiting += [(child, False) for child in reversed(node.contents)]
    writer.flush()
    return "\n\n".join(writer.blocks)


@dataclass
class _List:
    marker: str
    """`-`, or the sign after a number."""
    style: str
    """`1`, `a`, `i` or nothing for bullets."""
    number: int
    indent: int
    """Columns before the markers."""
    width: int = 2
    """Columns that a marker takes."""


class _Writer:
    def __init__(self, root: Any) -> None:
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._lists: list[_List | None] = []
        self._pending = ""
        self._term = ""
        self._typed = 0  # elements around in which line ends count
        self._count = 0
        self._with_headings = {id(parent) for tag in root.find_all(_HEADING) for parent in tag.parents}
        self._ids = _ids(root)

    def text(self, node: Any) -> None:
        """Words; comments and declarations are none."""
        if type(node).__name__ in ("NavigableString", "CData"):
            words = clean(str(node))
            self._words.append(words.replace("\n", _BREAK) if self._typed else re.sub(r"\s+", " ", words))

    def enter(self, tag: Any) -> bool:
        """Whether the element's own content is to follow."""
        if tag.name in _BLOCKS or _HEADING.match(tag.name):
            self.flush()
        if tag.name == "table" and is_data(tag):
            for line in table_lines(tag):
                self._add(literal(line))
            return False
        if tag.name in ("ul", "ol"):
            self._lists.append(self._begun(tag))
        elif tag.name == "li" and self._lists and (inner := self._lists[-1]):
            self._pending = _marker(inner, tag)
        elif tag.name == "br":
            self._words.append(_BREAK)
        elif tag.name == "img":
            self._words.append(_picture(tag))
        elif tag.name == "q":
            self._words.append("“")
        self._typed += tag.name == "pre"
        return True

    def leave(self, tag: Any) -> None:
        """End the element."""
        if _HEADING.match(tag.name):
            self._head(tag)
        elif tag.name == "dt":
            self._term = one_line("".join(self._words).replace(_BREAK, " "))
            self._words = []
        elif tag.name == "q":
            self._words.append("”")
        self._typed -= tag.name == "pre"
        if tag.name in _BLOCKS:
            self.flush()
        if tag.name in ("ul", "ol"):
            self._lists.pop()
        if tag.name in ("ul", "ol", "li"):
            self._pending = ""
        elif tag.name == "dl":
            self._term = ""

    def flush(self) -> None:
        """Write the words that were read; two line breaks part paragraphs."""
        words, self._words = "".join(self._words), []
        for paragraph in re.split(rf"{_BREAK}\s*{_BREAK}", words):
            lines = [literal(one_line(line)) for line in paragraph.split(_BREAK) if line.strip()]
            if lines and self._term:
                lines[0] = f"{literal(self._term.rstrip(':'))}: {lines[0]}"
                self._term = ""
            if lines:
                self._add("\n".join(lines))

    def _head(self, tag: Any) -> None:
        text = literal(one_line("".join(self._words).replace(_BREAK, " ")))
        self._words = []
        if text:
            mark = self._ids.get(id(tag), "")
            mark = _MARKS.sub(r"\\\g<0>", mark)
            end = f' {{id="{mark}"}}' if mark else ""
            self.blocks.append(f"{'#' * int(tag.name[1])} {text}{end}")

    def _add(self, text: str) -> None:
        around = [each for each in self._lists if each]
        indent = around[-1].indent + around[-1].width if around else 0
        first = " " * (indent - len(self._pending)) + self._pending
        self._pending = ""
        self.blocks.append(first + text.replace("\n", "\n" + " " * indent))

    def _begun(self, tag: Any) -> _List | None:
        """A list to be written as one; None for one whose items hold headings, which are parts of the page."""
        if id(tag) in self._with_headings:
            return None
        around = [each for each in self._lists if each]
        indent = around[-1].indent + around[-1].width if around else 0
        self._count += 1
        is_second = self._count % 2 == 0  # two lists in a row must not become one
        if tag.name == "ul":
            return _List("*" if is_second else "-", "", 0, indent)
        start = re.match(r"\d{1,6}$", str(tag.get("start", "1")))
        style = str(tag.get("type", "1"))
        style = style.lower() if style.lower() in ("a", "i") else "1"
        if style == "1" and not tag.find("li", attrs={"value": True}):
            return _List(")" if is_second else ".", "1", int(start[0]) if start else 1, indent)
        return _List("*" if is_second else "-", style, int(start[0]) if start else 1, indent)


def _marker(inner: _List, item: Any) -> str:
    """What stands before the item's words; letters and given numbers are words to Markdown."""
    if value := re.match(r"\d{1,6}$", str(item.get("value", ""))):
        inner.number = int(value[0])
    number, inner.number = inner.number, inner.number + 1
    if inner.marker in ".)":
        marker = f"{number}{inner.marker} "
    elif not inner.style:
        return f"{inner.marker} "
    else:
        label = {"a": _letter, "i": _roman}.get(inner.style, str)(number)
        return f"{inner.marker} {label}) " if inner.style != "1" else f"{inner.marker} {label}\\. "
    inner.width = len(marker)
    return marker


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        count, number = divmod(min(number, 89), value)
        text += sign * count
    return text


def _picture(tag: Any) -> str:
    words = one_line(clean(str(tag.get("alt", ""))))
    return "" if _PICTURE_FILE.match(words) or tag.get("role") in ("presentation", "none") else f" {words} "


def _ids(root: Any) -> dict[int, str]:
    """The id by which each heading can be linked to, by the heading's identity."""
    headings = root.find_all(_HEADING)
    found = {id(tag): next((mark for mark in _own_ids(tag) if _ID.match(mark)), "") for tag in headings}
    named: set[int] = set()
    for tag in headings:
        for part in tag.find_parents(["section", "article"]):
            if id(part) in named:
                break
            named.add(id(part))  # only a part's first heading stands for it
            mark = str(part.get("id", ""))
            found[id(tag)] = found[id(tag)] or (mark if _ID.match(mark) else "")
    return found


def _own_ids(tag: Any) -> Iterator[str]:
    yield str(tag.get("id", ""))
    for inner in tag.find_all(True):
        yield str(inner.get("id") or (inner.get("name", "") if inner.name == "a" else ""))
    before = tag.find_previous_sibling()
    if before is not None and before.name == "a" and not before.get_text(strip=True):
        yield str(before.get("id") or before.get("name", ""))
