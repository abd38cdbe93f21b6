"""The rows of a table on a PDF page: which lines are of one cell, and which cells of one row."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.loading.pdf.columns import CONTINUED, Row, Segment


def table(found: Sequence[Row]) -> list[list[Segment]]:
    """The cells of each row, left to right. They are told by the order of writing where cells were written one after
    the other, and else by where they stand."""
    cells = _cells(sorted((each for row in found for each in row), key=lambda each: each.order))
    by_writing = _by_height(cells)
    if sum(len(row) > 1 for row in by_writing) * 2 >= sum(len(row) > 1 for row in found):
        return [[_text(cell) for cell in row] for row in by_writing]
    return _by_place(found)


def _cells(written: Sequence[Segment]) -> list[list[Segment]]:
    """Lines that were written one under the other are of one cell."""
    cells: list[list[Segment]] = []
    for segment in written:
        above = cells[-1][-1] if cells else None
        if above and 0 < above.y - segment.y <= CONTINUED * segment.size and _overlap(above, segment) > 0:
            cells[-1].append(segment)
        else:
            cells.append([segment])
    return cells


def _by_height(cells: list[list[Segment]]) -> list[list[list[Segment]]]:
    """Cells of which one stands beside another are of one row."""
    rows: list[list[list[Segment]]] = []
    lowest = 0.0
    for cell in sorted(cells, key=lambda lines: -lines[0].y):
        if rows and cell[0].y >= lowest:
            rows[-1].append(cell)
            lowest = min(lowest, cell[-1].y)
        else:
            rows.append([cell])
            lowest = cell[-1].y - cell[-1].size / 4
    return [sorted(row, key=lambda cell: cell[0].left) for row in rows]


def _text(cell: list[Segment]) -> Segment:
    return replace(cell[0], text=" ".join(line.text for line in cell))


def _by_place(found: Sequence[Row]) -> list[list[Segment]]:
    """One row for each line, but a line that only goes on with the cells above is put to them."""
    first = min(row[0].left for row in found)
    table: list[list[Segment]] = []
    last = 0.0
    for row in found:
        if table and last - row[0].y <= CONTINUED * row[0].size and _goes_on(row, first):
            for cell in row:
                _add_to_cell(table[-1], cell)
        else:
            table.append(list(row))
        last = row[0].y
    return table


def _goes_on(row: Row, first: float) -> bool:
    """Whether the row has nothing in the first column, or begins in lower case throughout."""
    return row[0].left > first + row[0].size or all(cell.text[0].islower() for cell in row)


def _add_to_cell(cells: list[Segment], more: Segment) -> None:
    """Put the words to the cell that they stand under, or make them a cell of their own."""
    reach = [_overlap(cell, more) for cell in cells]
    best = max(range(len(cells)), key=reach.__getitem__)
    if reach[best] > 0:
        cells[best] = replace(
            cells[best], text=f"{cells[best].text} {more.text}", right=max(cells[best].right, more.right)
        )
    else:
        cells.append(more)
        cells.sort(key=lambda cell: cell.left)


def _overlap(a: Segment, b: Segment) -> float:
    return min(a.right, b.right) - max(a.left, b.left)
