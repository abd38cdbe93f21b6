"""Tables of an HTML page become lines that can be read by themselves: one a row, each cell with its head."""

from typing import Any

from ingest.cleaning import clean, one_line

MOST_SPANNED = 100
"""Columns or rows that one cell may span; a table that says more lies."""
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
    names = [one_line(" ".join(dict.fromkeys(column))) for column in zip(*_even(grid[:heads]), strict=True)]
    lines = [_words(table.caption)] if table.caption else []
    lines += [_line(row, names) for row in (grid[heads:] or grid)]
    return [line for line in lines if line]


def _grid(rows: list[Any]) -> list[list[str]]:
    """The words of each row's cells, a cell that spans several columns or rows in all of them."""
    grid: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}  # by column: in how many further rows a cell stands, and its words
    for row in rows:
        cells: list[str] = []
        waiting = [cell for cell in row.find_all(_CELLS) if cell.find_parent("tr") is row]
        while waiting or len(cells) in below:
            column = len(cells)
            if column in below:
                left, words = below.pop(column)
                below.update({column: (left - 1, words)} if left > 1 else {})
                cells.append(words)
                continue
            cell = waiting.pop(0)
            words, down = _words(cell), _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                below.update({len(cells): (down - 1, words)} if down > 1 else {})
                cells.append(words)
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


def _even(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _line(cells: list[str], names: list[str]) -> str:
    distinct = [word for word in dict.fromkeys(cells) if word]
    if len(distinct) < 2:
        return distinct[0] if distinct else ""
    if not names:
        return " | ".join(word for word in cells if word)
    padded = [*names, *[""] * len(cells)]
    told = [
        f"{name}: {word}" if name and name != word else word for name, word in zip(padded, cells, strict=False) if word
    ]
    told = [word.rstrip(".") for word in dict.fromkeys(told)]
    text = "; ".join(told)
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
