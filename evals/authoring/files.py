"""Files: a set of test questions read from CSV or Excel, every row kept and everything strange about it told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.authoring.completing import completed
from evals.authoring.csv_files import csv_table
from evals.authoring.headings import BY_COLUMN, HEADINGS, REQUIRED, chosen, column_of
from evals.authoring.tables import AS_CSV, MOST_BYTES, Table
from evals.authoring.workbooks import ZIP, refuse_old_workbook, workbook_table
from evals.sample_rows import COLUMNS, Finding, SampleError

_HEADING_ROWS = 10
"""Rows that are looked at for the headings: a title or a note may stand above them."""


@dataclass(frozen=True)
class SampleRow:
    """One row of a set as it stands in its file."""

    number: int
    """The row as the spreadsheet shows it."""
    cells: Mapping[str, str]
    """The text of every one of COLUMNS; empty where the file has none."""


@dataclass(frozen=True)
class SampleSet:
    """The rows of one file."""

    name: str
    rows: tuple[SampleRow, ...]
    findings: tuple[Finding, ...] = ()
    """What is strange about the file itself; what is wrong with its rows says `checking.check`."""
    heading_row: int = 1
    is_contract: bool = False
    """Whether its header is exactly COLUMNS."""


def read_set(file: Path | bytes, name: str = "") -> SampleSet:
    """The set in a file, with ids, kinds and splits made where the rows leave them empty.

    name: what to call the file where its bytes are given. Raises SampleError when the file as a whole cannot be read;
    never for a bad row."""
    read = read_rows(file, name)
    filled = completed([(row.number, row.cells) for row in read.rows])
    rows = tuple(SampleRow(row.number, cells) for row, cells in zip(read.rows, filled, strict=True))
    findings = tuple(replace(finding, sample_id=_id_of(finding.row, rows)) for finding in read.findings)
    return replace(read, rows=rows, findings=findings)


def read_rows(file: Path | bytes, name: str = "") -> SampleSet:
    """The set in a file, with empty cells left empty. Raises SampleError as `read_set` does."""
    name = name or (file.name if isinstance(file, Path) else "The file")
    content = _content(file) if isinstance(file, Path) else file
    if len(content) > MOST_BYTES:
        raise SampleError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.", "Make several files of it.")
    refuse_old_workbook(content, name)
    table = workbook_table(content, name) if content.startswith(ZIP) else csv_table(content, name)
    return _set(table, name)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()[: MOST_BYTES + 1]
    except FileNotFoundError:
        raise SampleError(f"There is no file {path}.", "Name a file of samples: CSV or .xlsx.") from None
    except OSError as error:
        raise SampleError(f"{path.name} cannot be read: {error.strerror}.", AS_CSV) from error


def _set(table: Table, name: str) -> SampleSet:
    at = _heading_at(table)
    heading_row, heading = table.rows[at]
    columns = [column_of(cell) for cell in heading]
    if missing := [BY_COLUMN[column].text for column in REQUIRED if column not in columns]:
        named = " and ".join(f"“{text}”" for text in missing)
        raise SampleError(
            f"Row {heading_row} of {name} is not the expected header: it has no column {named}.",
            f"Start from the template, or write the headings there: {', '.join(each.text for each in HEADINGS)}.",
        )
    found = list(_of_heading(heading_row, heading, columns))
    rows = [SampleRow(number, _cells(columns, cells)) for number, cells in table.rows[at + 1 :]]
    for number, cells in table.rows[at + 1 :]:
        found += [Finding(number, "", "", f"Row {number}: {told}") for told in _of_shape(cells, heading, columns)]
    for complaint in table.complaints:
        if complaint.row > heading_row and complaint.position < len(columns):
            column = columns[complaint.position]
            where = f"Row {complaint.row}: in “{BY_COLUMN[column].text}”, " if column else f"Row {complaint.row}: "
            found.append(Finding(complaint.row, "", column, where + complaint.message))
    findings = tuple(sorted(found, key=lambda finding: finding.row))
    return SampleSet(name, tuple(rows), findings, heading_row, _trimmed(heading) == COLUMNS)


def _heading_at(table: Table) -> int:
    """Where the headings stand: the row of the first few that has most known ones."""
    known = [sum(bool(column_of(cell)) for cell in cells) for _, cells in table.rows[:_HEADING_ROWS]]
    return known.index(max(known))


def _cells(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Every column's text; what stands beyond the known columns goes to the end of the notes, so that none is lost."""
    found = dict.fromkeys(COLUMNS, "")
    surplus: list[str] = []
    for position, cell in enumerate(cells):
        column = columns[position] if position < len(columns) else ""
        if column and columns.index(column) == position:
            found[column] = chosen(column, cell)
        elif cell.strip():
            surplus.append(cell.strip())
    if surplus:
        found["notes"] = "\n".join(filter(None, (found["notes"], *surplus)))
    return found


def _of_heading(row: int, heading: Sequence[str], columns: Sequence[str]) -> list[Finding]:
    found: list[Finding] = []
    for position, (text, column) in enumerate(zip(heading, columns, strict=True)):
        if text.strip() and not column:
            told = f"Row {row}: no column is called “{text.strip()}”; its text goes to the notes."
            found.append(Finding(row, "", "", told))
        elif column and columns.index(column) != position:
            told = f"Row {row}: “{text.strip()}” names a column that is there already; its text goes to the notes."
            found.append(Finding(row, "", column, told))
    return found


def _of_shape(cells: Sequence[str], heading: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Rows that were cut wrongly. Excel leaves off empty cells at the end of a row, so that a short one may be right."""
    is_short = len(cells) <= max(columns.index(column) for column in REQUIRED)
    if is_short or any(cell.strip() for cell in cells[len(columns) :]):
        wide = len(_trimmed(heading))
        return [
            f"it has {len(cells)} cells, not {wide}. Put quotation marks round a cell that holds a comma or a line end."
        ]
    headless = [cell for cell, text in zip(cells, heading, strict=False) if cell.strip() and not text.strip()]
    return ["it has text in a column without a heading; that goes to the notes."] if headless else []


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells without empty ones at the end."""
    wide = max((position for position, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return tuple(cells[:wide])


def _id_of(number: int, rows: Sequence[SampleRow]) -> str:
    return next((row.cells["id"] for row in rows if row.number == number), "")
