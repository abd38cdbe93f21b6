"""Workbooks: an Excel file (.xlsx) that anybody may have sent, read into a Table."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time
from typing import Any

from evals.authoring.headings import SHEET
from evals.authoring.tables import Complaint, Table, checked_table
from evals.sample_rows import SampleError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_UNPACKED = 40_000_000
"""Bytes of the parts that are read, unpacked; eight times what may be sent, as such text packs."""
MOST_TAGS = 1_500_000
"""Of all parts; each may become an object, so that this bounds the memory (some 250 MB) and the time."""
MOST_OTHER_TAGS = 100_000
"""Of all parts but the sheets and their strings; styles are the most, and the slowest to become objects."""
MOST_CELLS = 250_000
"""5,000 rows of 50 columns; a row is held whole, however long it is."""
LAST_ROW, LAST_COLUMN = 20_000, 60
"""How far a sheet is read; rows may be left empty between questions."""
_CELL = re.compile(r"<(?:[\w.-]+:)?c[\s/>]")
_MERGED = re.compile(r"<(?:[\w.-]+:)?mergeCell\s+ref=\"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})\"")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """The text with what XML cannot hold as `_x000D_`, the way of Excel."""
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match.group()):04X}_", text)


def unescaped(text: str) -> str:
    """The inverse of `escaped`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def refuse_old_workbook(content: bytes, name: str) -> None:
    """Raises SampleError for what only looks like a workbook that can be read: protected, or of Excel before 2007."""
    if content.startswith(OLE):
        if _ENCRYPTED in content:
            raise SampleError(f"{name} is protected by a password.", "Take the password off, save it and try again.")
        raise SampleError(f"{name} is a workbook of the old kind (.xls).", "Save it as “Excel Workbook (.xlsx)”.")


def workbook_table(content: bytes, name: str) -> Table:
    """The rows of the sheet “Test questions”, or of the first. Raises SampleError when it cannot be read.

    Hidden rows are read as well; cells merged downwards all hold what is shown; formulas count by their result."""
    parts = _checked_parts(content, name)
    sheet = _sheet(content, name, data_only=True)
    part = parts.get(sheet._worksheet_path.lstrip("/"), "")
    try:
        rows = _cells(sheet)
        formulas = _cells(_sheet(content, name, data_only=False)) if "<f" in part else rows
    except Exception as error:  # rows are parsed as they are read
        raise _unreadable(name) from error
    complaints = tuple(
        Complaint(number, position, message)
        for number, (cells, typed) in enumerate(zip(rows, formulas, strict=True), 1)
        for position, (cell, formula) in enumerate(zip(cells, typed, strict=True))
        if (message := _complaint(cell, formula))
    )
    texts = [[_text(cell) for cell in cells] for cells in rows]
    _fill_merged(texts, part)
    return checked_table([(number, tuple(cells)) for number, cells in enumerate(texts, 1)], name, complaints)


def _checked_parts(content: bytes, name: str) -> dict[str, str]:
    """The XML of the workbook by part, known to be small enough to be parsed. Raises SampleError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [file for file in archive.infolist() if file.filename.lower().endswith((".xml", ".rels", ".vml"))]
            if sum(file.file_size for file in files) > MOST_UNPACKED or len(archive.infolist()) > 1_000:
                raise _too_big(name)
            parts = {file.filename: archive.read(file).decode() for file in files}
    except SampleError:
        raise
    except Exception as error:  # a damaged archive raises what its way of packing leads to
        raise _unreadable(name) from error
    if "xl/workbook.xml" not in parts:
        raise SampleError(f"{name} is not an Excel workbook.", "Save it as “Excel Workbook (.xlsx)”.")
    if any("<!DOCTYPE" in text or "<!ENTITY" in text or "\0" in text for text in parts.values()):
        raise _unreadable(name)
    tags = {part: text.count("<") for part, text in parts.items()}
    other = sum(count for part, count in tags.items() if not re.search("/worksheets/|sharedStrings", part))
    cells = sum(len(_CELL.findall(text)) for text in parts.values())
    if other > MOST_OTHER_TAGS or sum(tags.values()) > MOST_TAGS or cells > MOST_CELLS:
        raise _too_big(name)
    return parts


def _sheet(content: bytes, name: str, *, data_only: bool) -> Any:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (extensions) is not read here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsing of a strange file leads to
        raise _unreadable(name) from error
    sheets = book.worksheets
    if not sheets:
        raise SampleError(f"{name} has no sheet.", "Put the headings in a first sheet and a test question below.")
    return next((sheet for sheet in sheets if sheet.title.strip().lower() == SHEET.lower()), sheets[0])


def _cells(sheet: Any) -> list[tuple[Any, ...]]:
    """Every row from the first on, as cells."""
    return list(sheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN))


def _fill_merged(rows: list[list[str]], part: str) -> None:
    """Give each cell that is merged with one above it the text of that one. part: the sheet's XML."""
    from openpyxl.utils import column_index_from_string

    for letters, first, last in _MERGED.findall(part):
        position = column_index_from_string(letters) - 1
        if int(first) <= len(rows) and position < LAST_COLUMN:
            for row in rows[int(first) : int(last)]:
                row[position] = rows[int(first) - 1][position]


def _complaint(cell: Any, typed: Any) -> str:
    """typed: the cell with its formula in place of the result."""
    if cell.data_type == "e":
        return f"it holds the error {cell.value}."
    if cell.value is None and typed.data_type == "f":
        return "it holds a formula without a result; open the file in a spreadsheet, save it and try again."
    return ""


def _text(cell: Any) -> str:
    """What the cell shows, as text; dates as 2026-11-23."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        is_percentage = "%" in (cell.number_format or "")
        return f"{value * 100:.15g}%" if is_percentage else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return unescaped(str(value))


def _too_big(name: str) -> SampleError:
    return SampleError(
        f"{name} unpacks to far more than a set of test questions needs.",
        "Delete what is not a test question, or make several files of it.",
    )


def _unreadable(name: str) -> SampleError:
    return SampleError(
        f"{name} cannot be read as a workbook.", "Open it in a spreadsheet, save it as .xlsx and try again."
    )
