"""Tables of an HTML page become lines that can be read by themselves: one a row, each cell with its head."""

from itertools import zip_longest
from typing import Any

from ingest.cleaning import clean, one_line

MOST_SPANNED = 100
"""Columns or rows that one cell may span; a table that says more lies."""
MOST_COLUMNS = 200
"""Columns of a table that are read."""
LONGEST_REPEATED = 200
"""Characters of a cell that is read again in each further row that it spans: the name of a group, not an article."""
_Cell = tuple[str, int]
"""Words, and a number that is the same in all columns that one cell spans."""
_CELLS = ["td", "th"]
_BLOCKS = frozenset(["p", "div", "li", "br", "ul", "ol", "dd", "dt", "dl", "tr", "blockquote", "pre", "section"])


def is_data(table: Any) -> bool:
    """Whether the table holds data, and not the layout of a page."""
    if table.get("role") in ("presentation", "none"):
        return False
    if table.find(["table", "h1", "h2", "h3", "h4", "h5", "h6"]):
        return False
    return any(len(row.find_all(_CELLS)) > 1 for row in table.find_all("tr"))


def table_lines(table: Any) -> list[str]:
    """The caption, then one line a row: `Head: cell; Head: cell.`, or cells parted by bars where there are no heads."""
    rows = table.find_all("tr")
    grid = _grid(rows)
    heads = _head_count(rows)
    names = [
        one_line(" ".join(dict.fromkeys(words for words, _ in column)))
        for column in zip_longest(*grid[:heads], fillvalue=("", 0))
    ]
    lines = [_words(table.caption)] if table.caption else []
    lines += [_line(row, names) for row in (grid[heads:] or grid)]
    return [line for line in lines if line]


def _grid(rows: list[Any]) -> list[list[_Cell]]:
    """Each row's cells, one that spans several columns or rows in all of them."""
    grid: list[list[_Cell]] = []
    below: dict[int, tuple[int, _Cell]] = {}  # by column: in how many further rows a cell stands, and the cell
    for row in rows:
        cells: list[_Cell] = []
        waiting = [cell for cell in row.find_all(_CELLS) if cell.find_parent("tr") is row]
        while (waiting or len(cells) in below) and len(cells) < MOST_COLUMNS:
            if len(cells) in below:
                left, above = below.pop(len(cells))
                below.update({len(cells): (left - 1, above)} if left > 1 else {})
                cells.append(above)
                continue
            cell = waiting.pop(0)
            read, down = (_words(cell), id(cell)), _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                again = (read[0] if len(read[0]) <= LONGEST_REPEATED else "", id(cell))
                below.update({len(cells): (down - 1, again)} if down > 1 else {})
                cells.append(read)
        grid.append(cells)
    return grid


def _head_count(rows: list[Any]) -> int:
    """How many rows at the top hold heads only."""
    count = 0
    for row in rows:
        cells = row.find_all(_CELLS)
        if not (row.find_parent("thead") or (cells and all(cell.name == "th" for cell in cells))):
            break
        count += 1
    return count if count < len(rows) else 0


def _line(cells: list[_Cell], names: list[str]) -> str:
    told: list[str] = []
    last = 0
    for (words, cell), name in zip(cells, [*names, *[""] * len(cells)], strict=False):
        if words and cell != last:
            told.append(f"{name}: {words}" if name and name != words else words)
        last = cell
    if len(told) < 2:
        return next((words for words, _ in cells if words), "")
    if not any(names):
        return " | ".join(told)
    text = "; ".join(part.rstrip(".") for part in told)
    return text if text[-1] in "!?" else text + "."


def _span(cell: Any, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(max(int(value), 1), MOST_SPANNED) if value.isdecimal() else 1


def _words(cell: Any) -> str:
    """The words of a cell, without those of cells that a missing end tag has put inside it."""
    found: list[str] = []
    for node in cell.descendants:
        if not hasattr(node, "contents"):
            if type(node).__name__ == "NavigableString" and _is_own(node, cell):
                found.append(str(node))
        elif node.name in _BLOCKS:
            found.append(" ")
    return one_line(clean("".join(found)))


def _is_own(node: Any, cell: Any) -> bool:
    return node.find_parent([*_CELLS, "caption"]) is cell
