"""Tables become lines: each row a sentence in which every cell stands behind the head of its column."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.cleaning import one_line

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_MOST_COLUMNS = 63
"""Columns of a table: Word has no more."""
_LONGEST_HEAD = 60
"""Characters of a column's head where nothing marks it as one; longer words in a first row are contents."""
_BLOCKS = ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6"]
_PARTS = ["thead", "tbody", "tr", "th", "td"]


@dataclass(frozen=True)
class _Cell:
    column: int
    """From 0."""
    span: int
    """Columns it reaches over."""
    text: str
    is_bold: bool


_Row = tuple[_Cell, ...]


def write_rows(soup: "BeautifulSoup", table: "Tag") -> None:
    """Put the table's rows as paragraphs in its place; a table of one column is only a frame, and its content stays."""
    rows = _rows(table)
    if all(len(row) <= 1 for row in rows):
        for part in table.find_all(_PARTS):
            part.unwrap()
        table.unwrap()
        return
    lines = []
    while rows and len(rows[0]) == 1:  # a caption over all columns
        lines.append(_ended(rows.pop(0)[0].text))
    marked = len(table.select(":scope > thead > tr")) - len(lines)
    heads = rows[: max(marked, 0)] or [row for row in rows[:1] if _is_head(row)]
    if len(heads) == len(rows):
        heads = []
    names = _names(heads)
    lines += [_line(row, names) for row in rows[len(heads) :]]
    table.replace_with(*(_paragraph(soup, line) for line in lines if line))


def _paragraph(soup: "BeautifulSoup", text: str) -> "Tag":
    paragraph = soup.new_tag("p")
    paragraph.string = text
    return paragraph


def _rows(table: "Tag") -> list[_Row]:
    """The cells of each row that has words; one that reaches over rows is in each of them."""
    rows: list[_Row] = []
    reaching: dict[int, tuple[int, _Cell]] = {}  # for each column: rows still to come, the cell
    for row in table.find_all("tr"):
        cells: list[_Cell] = []
        column = 0
        for each in row.find_all(["td", "th"]):
            while column in reaching:
                column += reaching[column][1].span
            cell = _Cell(column, _count(each, "colspan"), _text(each), _is_bold(each))
            cells.append(cell)
            column += cell.span
            if (more := _count(each, "rowspan") - 1) > 0:
                reaching[cell.column] = (more + 1, cell)
        cells += [cell for _, cell in reaching.values() if cell not in cells]
        reaching = {key: (left - 1, cell) for key, (left, cell) in reaching.items() if left > 1}
        if any(cell.text for cell in cells):
            rows.append(tuple(sorted(cells, key=lambda cell: cell.column)))
    return rows


def _count(cell: "Tag", name: str) -> int:
    text = str(cell.get(name, "1"))
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() and len(text) < 6 else 1


def _text(cell: "Tag") -> str:
    """The cell's words in one line, its paragraphs and items kept apart."""
    for each in cell.find_all("br"):
        each.replace_with(" ")
    for each in cell.find_all(_BLOCKS):
        each.insert(0, "\n")
        each.append("\n")
    text = ""
    for part in filter(None, map(one_line, cell.get_text().split("\n"))):
        text += (" " if re.search(r"[.!?:;,]$", text) else "; " if text else "") + part
    return text


def _is_bold(cell: "Tag") -> bool:
    """Whether all words of the cell are bold; True also for none."""
    return all(not string.strip() or string.find_parent(["strong", "th"]) for string in cell.find_all(string=True))


def _is_head(row: _Row) -> bool:
    """Whether a first row that nothing marks looks like heads: bold, or three or more short names without figures."""
    texts = [cell.text for cell in row]
    named = all(text and len(text) <= _LONGEST_HEAD and not re.search(r"\d|[.!?;]$", text) for text in texts[1:])
    return all(cell.is_bold for cell in row) or (len(set(texts)) == len(texts) > 2 and named)


def _names(heads: list[_Row]) -> dict[int, str]:
    """What each column is called; heads above one another are joined, outer first."""
    names: dict[int, list[str]] = {}
    for row in heads:
        for cell in row:
            for column in range(cell.column, cell.column + cell.span):
                known = names.setdefault(column, [])
                if cell.text and cell.text not in known:
                    known.append(cell.text)
    return {column: ", ".join(texts).rstrip(":") for column, texts in names.items()}


def _line(row: _Row, names: dict[int, str]) -> str:
    cells = [cell for cell in row if cell.text]
    if not names and len(cells) == 2 and len(cells[0].text) <= _LONGEST_HEAD:
        return _ended(f"{cells[0].text.rstrip(':')}: {cells[1].text}")
    return _ended("; ".join(_named(cell, names).removesuffix(".") for cell in cells))


def _named(cell: _Cell, names: dict[int, str]) -> str:
    name = names.get(cell.column, "")
    return f"{name}: {cell.text}" if name else cell.text


def _ended(text: str) -> str:
    return text if re.search(r"[.!?:]$", text) or not text else f"{text}."
