"""Table: what stands in a file, before anything is made of it; and the limits of a file."""

from dataclasses import dataclass

from evals.sample_rows import SampleError

MOST_BYTES = 5_000_000
"""Of a file as sent. A set of 5,000 rows with long cells is a tenth of it."""
MOST_ROWS = 5_000
"""Four times the shipped samples; more would take a run beyond an hour."""
AS_CSV = "Save it as “CSV UTF-8” or as an Excel workbook (.xlsx)."


@dataclass(frozen=True)
class Complaint:
    """Something about one cell that its text does not show."""

    row: int
    position: int
    """Of the cell in its row, from 0."""
    message: str
    """A clause without its row: “it holds a formula without a result.”"""


@dataclass(frozen=True)
class Table:
    """The cells of a file as text."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """(row as a spreadsheet shows it, cells) for every row that is not blank, the heading first."""
    complaints: tuple[Complaint, ...] = ()


def checked_table(rows: list[tuple[int, tuple[str, ...]]], name: str, complaints: tuple[Complaint, ...] = ()) -> Table:
    """The table without its blank rows. Raises SampleError when nothing is left or too much."""
    kept = tuple((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    if not kept:
        raise SampleError(f"{name} is empty.", "Put the headings in its first row and a test question below.")
    if len(kept) > MOST_ROWS + 1:
        raise SampleError(f"{name} has more than {MOST_ROWS:,} rows.", "Make several files of it.")
    return Table(kept, complaints)
